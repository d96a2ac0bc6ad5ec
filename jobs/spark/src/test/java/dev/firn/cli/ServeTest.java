package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.firn.serve.ThriftServer;
import dev.firn.testing.SparkLake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A JDBC client of Hive's, which knows nothing of Firn. Needs SPARK_HOME, which -Pfull sets. */
@Tag("full")
@ExtendWith(SparkLake.Extension.class)
class ServeTest {

  @TempDir private Path project;
  private final SparkLake lake;
  private final Path spark = Path.of(System.getenv().getOrDefault("SPARK_HOME", "no-spark-home"));

  ServeTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void clientsReadAndTravelInTimeAndWriteNothing() throws Exception {
    if ("true".equals(System.getenv("CI"))) {
      assertThat(spark.resolve("jars")).as("a Spark with its jars, which CI fetches").isDirectory();
    }
    assumeThat(spark.resolve("jars")).as("SPARK_HOME, a Spark 3.5 with its jars").isDirectory();
    Path here = Path.of("").toAbsolutePath();
    List<String> before = names(here);
    try (CliOnSpark scene = new CliOnSpark(lake, project, "served")) {
      scene.answer("{\"rows\": [{\"id\": \"a\", \"v\": 1}]}");
      assertThat(scene.firn("run", "served").exitCode()).isZero();
      long first = lake.sql("SELECT snapshot_id FROM firn.lake.served.refs").get(0).getLong(0);
      Path asTyped = here.relativize(spark.toAbsolutePath());
      try (ThriftServer server = ThriftServer.start(lake.lake(), asTyped, freePort());
          URLClassLoader jars = new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader());
          Connection connection = connect(jars, server.url())) {
        assertThat(rows(connection, "SELECT id, v FROM served ORDER BY id")).containsExactly("a 1");

        scene.answer("{\"rows\": [{\"id\": \"a\", \"v\": 2}, {\"id\": \"b\", \"v\": 3}]}");
        assertThat(scene.firn("run", "served").exitCode()).isZero();

        assertThat(rows(connection, "SELECT id, v FROM served ORDER BY id"))
            .as("the next query sees what was published")
            .containsExactly("a 2", "b 3");
        assertThat(rows(connection, "SELECT id, v FROM served VERSION AS OF " + first))
            .containsExactly("a 1");
        assertThat(rows(connection, "SHOW TABLES")).contains("lake served false");
        for (String write :
            List.of(
                "INSERT INTO served SELECT * FROM served",
                "DELETE FROM served",
                "DROP TABLE served",
                "ALTER TABLE served CREATE BRANCH mine",
                "CALL firn.system.rollback_to_snapshot('lake.served', %d)".formatted(first),
                "CREATE TABLE mine (id INT)",
                "SET spark.sql.extensions=")) {
          assertThatThrownBy(() -> rows(connection, write))
              .as(write)
              .isInstanceOf(SQLException.class)
              .hasMessageContaining("firn serve only reads, and this is ");
        }
        assertThat(rows(connection, "SELECT count(*), max(v) FROM served")).containsExactly("2 3");
      }
    }
    assertThat(names(here)).as("litter").isEqualTo(before);
  }

  private URL[] jars() throws IOException {
    List<URL> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(spark.resolve("jars"))) {
      for (Path file : files.toList()) {
        jars.add(file.toUri().toURL());
      }
    }
    return jars.toArray(URL[]::new);
  }

  private static Connection connect(ClassLoader jars, String url) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(jars);
    try {
      Driver driver =
          (Driver)
              jars.loadClass("org.apache.hive.jdbc.HiveDriver")
                  .getDeclaredConstructor()
                  .newInstance();
      return driver.connect(url, new Properties());
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(result.getString(i));
        }
        rows.add(String.join(" ", row));
      }
    }
    return rows;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
