package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliScene.Said;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What firn serve says when there is nothing to start; a test beside Spark starts one. */
class ServeCommandTest {

  @TempDir private Path folder;
  private CliScene scene;

  @BeforeEach
  void open() {
    scene = new CliScene(folder.resolve("project"));
    scene.table("quakes");
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void saysWhereToGetASpark() {
    assertThat(scene.firn("serve"))
        .isEqualTo(
            new Said(
                2,
                "",
                """
                firn: there is no Spark to start: neither --spark-home nor SPARK_HOME is set
                next: pip install pyspark==3.5.6, then firn serve --spark-home "$(python3 -c 'import pyspark; print(pyspark.__path__[0])')"
                """));
  }

  @Test
  void saysThatAFolderIsNoSpark() {
    assertThat(scene.firn("serve", "--spark-home", folder.toString()).err())
        .startsWith("firn: there is no Spark with a Thrift server in " + folder + "\n");
  }

  @Test
  void saysThatAPortIsTaken() throws IOException {
    Files.createDirectories(folder.resolve("spark/jars"));
    Files.createFile(folder.resolve("spark/jars/spark-hive-thriftserver_2.12-3.5.6.jar"));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(
              scene
                  .firn("serve", "--spark-home", folder.resolve("spark").toString(), "--port", port)
                  .err())
          .startsWith("firn: port %s of this machine is taken: ".formatted(port))
          .endsWith("next: name another with --port\n");
    }
  }

  @Test
  void saysWhyTheServerDidNotStart() throws IOException {
    Files.createDirectories(folder.resolve("spark/jars"));
    Files.createFile(folder.resolve("spark/jars/spark-hive-thriftserver_2.12-3.5.6.jar"));
    String port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = Integer.toString(free.getLocalPort());
    }

    Said said =
        scene.firn("serve", "--spark-home", folder.resolve("spark").toString(), "--port", port);

    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .startsWith("firn: Spark's Thrift server did not start: ")
        .contains("HiveThriftServer2");
  }
}
