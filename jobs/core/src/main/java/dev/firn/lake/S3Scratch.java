package dev.firn.lake;

import static java.util.Objects.requireNonNull;

import dev.firn.store.S3Store;
import dev.firn.store.WriteOnceStore;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.io.FileInfo;

/** A prefix of a prefix each, and of a folder each on this machine. */
final class S3Scratch implements Scratch, AutoCloseable {

  private static final String OBJECTS = "/objects";

  private final LocalScratch machine =
      new LocalScratch(
          Path.of(
              System.getProperty("java.io.tmpdir"),
              "firn-scratch-" + System.getProperty("user.name")));
  private final String root;
  private final Map<String, String> properties;
  private final S3Store.Clients clients;
  private final List<S3Store> opened = new ArrayList<>();

  /**
   * @param root such as {@code s3://bucket/warehouse/firn-drill}
   * @param properties for Iceberg's access to files
   */
  S3Scratch(String root, Map<String, String> properties, S3Store.Clients clients) {
    this.root = requireNonNull(root, "root");
    this.properties = Map.copyOf(properties);
    this.clients = requireNonNull(clients, "clients");
  }

  @Override
  public List<String> names() {
    String prefix = root + "/";
    try (S3FileIO files = files()) {
      return Stream.concat(
              machine.names().stream(),
              StreamSupport.stream(files.listPrefix(prefix).spliterator(), false)
                  .map(FileInfo::location)
                  .map(location -> location.substring(prefix.length()).split("/", 2)[0]))
          .distinct()
          .sorted()
          .toList();
    }
  }

  @Override
  public String location(String name) {
    return root + "/" + ScratchNames.checked(name);
  }

  @Override
  public WriteOnceStore store(String name) {
    S3Store store = new S3Store(URI.create(location(name) + OBJECTS), clients);
    opened.add(store);
    return store;
  }

  @Override
  public Path folder(String name) {
    return machine.folder(name);
  }

  /** The slash keeps what only begins with the name. */
  @Override
  public void remove(String name) {
    try (S3FileIO files = files()) {
      files.deletePrefix(location(name) + "/");
    }
    machine.remove(name);
  }

  private S3FileIO files() {
    S3FileIO files = new S3FileIO();
    files.initialize(properties);
    return files;
  }

  @Override
  public void close() {
    opened.forEach(S3Store::close);
  }
}
