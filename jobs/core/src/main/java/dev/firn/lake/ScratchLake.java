package dev.firn.lake;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firn.store.WriteOnceStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.jdbc.JdbcCatalog;

/**
 * A lake of copies: its tables begin as what another lake's tables are, with the files that these
 * have, read where they are. All that is written goes to scratch; the other lake's catalog is never
 * asked, and a guard refuses to write or delete a file anywhere else.
 */
public final class ScratchLake implements Lake {

  /** Properties that say where a table's files go. */
  private static final List<String> PLACES =
      List.of(
          TableProperties.WRITE_DATA_LOCATION,
          TableProperties.WRITE_METADATA_LOCATION,
          TableProperties.WRITE_LOCATION_PROVIDER_IMPL,
          // What the first of these was called before.
          "write.folder-storage.path",
          "write.object-storage.path");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalLake catalogs;
  private final String location;
  private final WriteOnceStore store;
  private final Map<String, String> properties;
  private final JdbcCatalog catalog;
  private final String description;

  /**
   * @param origin the lake whose files are read
   * @param folder of this machine, empty, for the catalog
   * @param location where files go: a URI without a slash at its end
   * @param store where objects go
   */
  public ScratchLake(Lake origin, Path folder, String location, WriteOnceStore store) {
    this.catalogs = LocalLake.open(folder);
    this.location = requireNonNull(location, "location");
    this.store = requireNonNull(store, "store");
    this.properties = properties(origin, catalogs, location);
    this.description = "a copy of " + origin.description();
    this.catalog = new JdbcCatalog();
    this.catalog.initialize(CATALOG, properties);
  }

  private static Map<String, String> properties(Lake origin, LocalLake catalogs, String location) {
    Map<String, String> properties =
        new HashMap<>(GuardedFileIO.before(origin.catalogProperties(), location));
    Map<String, String> catalog = new HashMap<>(catalogs.catalogProperties());
    catalog.remove(CatalogProperties.FILE_IO_IMPL);
    properties.putAll(catalog);
    properties.put(CatalogProperties.WAREHOUSE_LOCATION, location + "/warehouse");
    return properties;
  }

  /**
   * Begins a table as a copy: the same snapshots, branches, schemas and properties, and files that
   * are the other's and are never deleted.
   *
   * @param metadata one version of the other lake's table
   * @return how many bytes the copy took
   */
  public long begin(String name, TableMetadata metadata) {
    String file = "%s/%s.metadata.json".formatted(location, name);
    byte[] copy = copy(name, metadata).getBytes(StandardCharsets.UTF_8);
    try (FileIO files = files();
        OutputStream out = files.newOutputFile(file).create()) {
      out.write(copy);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    catalog.registerTable(table(name), file);
    return copy.length;
  }

  /** Old versions of the metadata are the other's to delete. */
  private String copy(String name, TableMetadata metadata) {
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(TableMetadataParser.toJson(metadata));
      json.put("table-uuid", UUID.randomUUID().toString());
      json.put("location", "%s/warehouse/%s".formatted(location, name));
      json.putArray("metadata-log");
      ObjectNode properties = json.withObject("/properties");
      properties.remove(PLACES);
      properties.put(TableProperties.GC_ENABLED, "false");
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Iceberg writes JSON", e);
    }
  }

  @Override
  public Catalog catalog() {
    return catalog;
  }

  @Override
  public Namespace namespace() {
    return catalogs.namespace();
  }

  @Override
  public WriteOnceStore store() {
    return store;
  }

  @Override
  public List<String> storeLocations() {
    return List.of(location);
  }

  @Override
  public Pointers pointers() {
    return catalogs.pointers();
  }

  @Override
  public Map<String, String> catalogProperties() {
    return Map.copyOf(properties);
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void close() {
    catalog.close();
    catalogs.close();
  }
}
