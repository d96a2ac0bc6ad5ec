package dev.firn.lake;

import dev.firn.store.WriteOnceStore;
import dev.firn.telemetry.Telemetry;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.FileIO;

/** Where raw log, tables and run records live. No step knows which one it works in. */
public interface Lake extends AutoCloseable {

  /** The name of {@link #catalog()} in SQL. */
  String CATALOG = "firn";

  Catalog catalog();

  Namespace namespace();

  /** Raw log and run records. */
  WriteOnceStore store();

  /** The folders of {@link #store()}: nothing in them is a table's. */
  List<String> storeLocations();

  /** What an engine needs to open the same catalog by itself: Iceberg's catalog properties. */
  Map<String, String> catalogProperties();

  /** What the catalog keeps of its tables, for when one of them does not load. */
  Pointers pointers();

  /** Opens what metadata names, without the catalog. Whoever opens it closes it. */
  default FileIO files() {
    Map<String, String> properties = catalogProperties();
    return CatalogUtil.loadFileIO(properties.get(CatalogProperties.FILE_IO_IMPL), properties, null);
  }

  /** For people: where it is. */
  String description();

  /** Who wants to hear what happens to it. */
  default Telemetry telemetry() {
    return Telemetry.NONE;
  }

  /** Room beside it. */
  default Scratch scratch() {
    throw new UnsupportedOperationException("there is no room beside the lake " + description());
  }

  default TableIdentifier table(String name) {
    return TableIdentifier.of(namespace(), name);
  }

  @Override
  void close();
}
