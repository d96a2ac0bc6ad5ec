package dev.firn.lake;

import dev.firn.store.WriteOnceStore;
import dev.firn.telemetry.Telemetry;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;

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

  /** For people: where it is. */
  String description();

  /** Who wants to hear what happens to it. */
  default Telemetry telemetry() {
    return Telemetry.NONE;
  }

  default TableIdentifier table(String name) {
    return TableIdentifier.of(namespace(), name);
  }

  @Override
  void close();
}
