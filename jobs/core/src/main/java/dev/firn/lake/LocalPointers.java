package dev.firn.lake;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.jdbc.UncheckedSQLException;

/** Those of Iceberg's JDBC catalog, in its table. */
final class LocalPointers implements Pointers {

  private static final String WHERE = " WHERE catalog_name = ? AND table_namespace = ?";
  private static final String SELECT =
      "SELECT table_name, metadata_location, previous_metadata_location FROM iceberg_tables"
          + WHERE
          + " AND (iceberg_type = 'TABLE' OR iceberg_type IS NULL) ORDER BY table_name";
  private static final String UPDATE =
      "UPDATE iceberg_tables SET metadata_location = ?"
          + WHERE
          + " AND table_name = ? AND metadata_location = ?";

  private final String uri;
  private final String namespace;

  LocalPointers(String uri, String namespace) {
    this.uri = uri;
    this.namespace = namespace;
  }

  @Override
  public List<Pointer> all() {
    try (Connection connection = DriverManager.getConnection(uri);
        PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setString(1, Lake.CATALOG);
      select.setString(2, namespace);
      List<Pointer> pointers = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          pointers.add(new Pointer(rows.getString(1), rows.getString(2), rows.getString(3)));
        }
      }
      return pointers;
    } catch (SQLException e) {
      throw new UncheckedSQLException(e, "cannot read the tables of %s", uri);
    }
  }

  @Override
  public Optional<Pointer> find(String table) {
    return all().stream().filter(pointer -> pointer.table().equals(table)).findFirst();
  }

  @Override
  public boolean move(Pointer from, String metadata) {
    try (Connection connection = DriverManager.getConnection(uri);
        PreparedStatement update = connection.prepareStatement(UPDATE)) {
      update.setString(1, metadata);
      update.setString(2, Lake.CATALOG);
      update.setString(3, namespace);
      update.setString(4, from.table());
      update.setString(5, from.metadata());
      return update.executeUpdate() == 1;
    } catch (SQLException e) {
      throw new UncheckedSQLException(e, "cannot change the pointer of %s", from.table());
    }
  }
}
