package dev.firn.lake;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.store.LocalStore;
import dev.firn.store.WriteOnceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.jdbc.UncheckedSQLException;

/**
 * A lake in a folder: Iceberg's JDBC catalog in one SQLite file, raw log and warehouse beside it.
 */
public final class LocalLake implements Lake {

  private static final Namespace NAMESPACE = Namespace.of("lake");
  private static final String BUSY_TIMEOUT_MILLIS = "20000";

  private final Path folder;
  private final JdbcCatalog catalog;
  private final WriteOnceStore store;

  private LocalLake(Path folder) {
    this.folder = folder;
    this.store = new LocalStore(folder);
    this.catalog = new JdbcCatalog();
    this.catalog.initialize(CATALOG, properties(folder, false));
  }

  /** Whether there is a lake in that folder. Looking must not create one. */
  public static boolean existsIn(Path folder) {
    return Files.exists(database(folder));
  }

  /** Opens the lake in that folder; creates it if there is none. */
  public static LocalLake open(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    if (folder.toString().contains("?")) {
      throw new FirnException(
          Fault.USAGE,
          "cannot open a lake in %s: SQLite takes what follows a ? for options".formatted(folder),
          "choose a folder without it with --lake");
    }
    try {
      Files.createDirectories(folder);
      if (!Files.exists(database(folder))) {
        create(folder);
      }
    } catch (IOException e) {
      throw new FirnException(
          Fault.USAGE,
          "cannot open a lake in %s: %s".formatted(folder, e.getMessage()),
          "choose a folder you may write to with --lake",
          e);
    }
    try {
      return new LocalLake(folder);
    } catch (UncheckedSQLException e) {
      throw new FirnException(
          Fault.USAGE,
          "%s is no catalog that can be read: %s"
              .formatted(
                  database(folder),
                  e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
          "bring it back from a backup, or name another lake with --lake; the tables' files are in warehouse/ as before",
          e);
    }
  }

  /**
   * Iceberg leaves a read lock on the database when it creates its tables, so a catalog that is
   * closed at once does it, in a file that takes its place when it is whole.
   */
  private static void create(Path folder) throws IOException {
    Path scratch = Files.createTempDirectory(folder, ".new-");
    try (JdbcCatalog once = new JdbcCatalog()) {
      once.initialize(CATALOG, properties(scratch, true));
      once.createNamespace(NAMESPACE, Map.of());
    }
    try {
      Files.createLink(database(folder), database(scratch));
    } catch (java.nio.file.FileAlreadyExistsException e) {
      // Somebody else created the lake in the meantime; theirs is as good.
    } finally {
      Files.deleteIfExists(database(scratch));
      Files.deleteIfExists(scratch);
    }
  }

  private static Path database(Path folder) {
    return folder.resolve("catalog.db");
  }

  private static String uri(Path folder) {
    return "jdbc:sqlite:%s?busy_timeout=%s".formatted(database(folder), BUSY_TIMEOUT_MILLIS);
  }

  private static Map<String, String> properties(Path folder, boolean createTables) {
    Map<String, String> properties = new HashMap<>();
    properties.put(CatalogProperties.URI, uri(folder));
    String warehouse = folder.resolve("warehouse").toUri().toString();
    properties.put(
        CatalogProperties.WAREHOUSE_LOCATION,
        warehouse.endsWith("/") ? warehouse.substring(0, warehouse.length() - 1) : warehouse);
    properties.put(CatalogProperties.FILE_IO_IMPL, LocalFileIO.class.getName());
    properties.put("jdbc.init-catalog-tables", Boolean.toString(createTables));
    properties.put("jdbc.schema-version", "V1");
    properties.put(CatalogProperties.CLIENT_POOL_SIZE, "1");
    return properties;
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
    return List.of(
        folder.resolve("raw").toUri().toString(), folder.resolve("ops").toUri().toString());
  }

  @Override
  public Map<String, String> catalogProperties() {
    Map<String, String> properties = properties(folder, false);
    properties.put(CatalogProperties.CATALOG_IMPL, JdbcCatalog.class.getName());
    return properties;
  }

  @Override
  public Pointers pointers() {
    return new LocalPointers(uri(folder), NAMESPACE.toString());
  }

  @Override
  public Scratch scratch() {
    return new LocalScratch(folder.resolve("drill"));
  }

  @Override
  public String description() {
    return folder.toString();
  }

  @Override
  public void close() {
    catalog.close();
  }
}
