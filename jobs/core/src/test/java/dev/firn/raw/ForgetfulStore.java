package dev.firn.raw;

import dev.firn.store.WriteOnceStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A store that loses the first answer and repeats the request, as SDKs do: the object is there, and
 * the caller hears that the key is taken.
 */
final class ForgetfulStore implements WriteOnceStore {

  private static final long serialVersionUID = 1L;

  private final WriteOnceStore store;

  ForgetfulStore(WriteOnceStore store) {
    this.store = store;
  }

  @Override
  public boolean create(String key, byte[] content) throws IOException {
    store.create(key, content);
    return store.create(key, content);
  }

  @Override
  public boolean create(String key, Path content) throws IOException {
    store.create(key, content);
    return store.create(key, content);
  }

  @Override
  public InputStream open(String key) throws IOException {
    return store.open(key);
  }

  @Override
  public List<String> list(String prefix, String after, int limit) throws IOException {
    return store.list(prefix, after, limit);
  }
}
