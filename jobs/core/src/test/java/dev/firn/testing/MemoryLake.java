package dev.firn.testing;

import dev.firn.lake.Lake;
import dev.firn.lake.Pointers;
import dev.firn.store.WriteOnceStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.inmemory.InMemoryCatalog;

/** A lake in memory, on Iceberg's own catalog: for tests that make thousands of them. */
public final class MemoryLake implements Lake {

  private static final Namespace NAMESPACE = Namespace.of("lake");

  private final InMemoryCatalog catalog = new InMemoryCatalog();
  private final WriteOnceStore store = new Store();

  public MemoryLake() {
    catalog.initialize(CATALOG, Map.of(CatalogProperties.WAREHOUSE_LOCATION, "memory:/warehouse"));
    catalog.createNamespace(NAMESPACE, Map.of());
  }

  @Override
  public Catalog catalog() {
    return catalog;
  }

  @Override
  public Namespace namespace() {
    return NAMESPACE;
  }

  @Override
  public WriteOnceStore store() {
    return store;
  }

  @Override
  public List<String> storeLocations() {
    return List.of();
  }

  @Override
  public Map<String, String> catalogProperties() {
    throw new UnsupportedOperationException("nobody else can open it");
  }

  @Override
  public Pointers pointers() {
    throw new UnsupportedOperationException("its metadata cannot be lost");
  }

  @Override
  public String description() {
    return "in memory";
  }

  @Override
  public void close() {
    try {
      catalog.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Store implements WriteOnceStore {

    private static final long serialVersionUID = 1;

    private final transient NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    @Override
    public boolean create(String key, byte[] content) {
      return objects.putIfAbsent(key, content.clone()) == null;
    }

    @Override
    public boolean create(String key, Path content) throws IOException {
      return create(key, Files.readAllBytes(content));
    }

    @Override
    public InputStream open(String key) throws IOException {
      byte[] content = objects.get(key);
      if (content == null) {
        throw new NoSuchFileException(key);
      }
      return new ByteArrayInputStream(content);
    }

    @Override
    public List<String> list(String prefix, String after, int limit) {
      return objects.tailMap(after.compareTo(prefix) > 0 ? after : prefix, false).keySet().stream()
          .takeWhile(key -> key.startsWith(prefix))
          .limit(limit)
          .toList();
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      throw new IOException("it is in this process only");
    }
  }
}
