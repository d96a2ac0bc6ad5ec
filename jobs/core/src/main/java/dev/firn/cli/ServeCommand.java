package dev.firn.cli;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.serve.ThriftServer;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    description = {
      "Let JDBC tools on this machine query the lake; it only reads. Ctrl-C ends it.",
      "",
      "Starts Spark's own Thrift server on loopback, for BI tools and SQL clients that speak Hive's",
      "protocol. Nobody is asked who they are: whoever is on this machine can read. The server is",
      "of a Spark 3.5 that you have, such as that of pip install pyspark==3.5.6; Firn brings none.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  firn serve --spark-home \"$(python3 -c 'import pyspark; print(pyspark.__path__[0])')\"",
      "  beeline -u jdbc:hive2://127.0.0.1:10000/lake -e \"SELECT count(*) FROM earthquakes\""
    })
final class ServeCommand extends LakeCommand {

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "10000",
      description = "The port on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--spark-home",
      paramLabel = "FOLDER",
      description = "A distribution of Spark, a folder with jars (default: $$SPARK_HOME).")
  private Path spark;

  ServeCommand(Shared shared) {
    super(shared);
  }

  /**
   * @param url for JDBC
   */
  private record Result(String url) {}

  @Override
  public Integer call() {
    PrintWriter err = shared().terminal().err();
    try (Lake lake = options().openLake(shared());
        Patience patience = new Patience(err, "firn serve: ");
        ThriftServer server = ThriftServer.start(lake, spark(), port)) {
      patience.stop();
      Thread ending = new Thread(server::close, "firn-serve-end");
      Runtime.getRuntime().addShutdownHook(ending);
      options()
          .print(
              shared(),
              new Result(server.url()),
              out -> out.printf("%s (reads only; Ctrl-C ends it)%n", server.url()));
      if (server.await()) {
        return 0;
      }
      if (options().verbose()) {
        server.said().forEach(err::println);
      }
      throw new FirnException(
          Fault.INTERNAL,
          "Spark's Thrift server has ended by itself",
          "start it again; with --verbose it is shown what it said");
    }
  }

  private Path spark() {
    String home = shared().environment().getOrDefault("SPARK_HOME", "");
    if (spark == null && home.isBlank()) {
      throw new FirnException(
          Fault.USAGE,
          "there is no Spark to start: neither --spark-home nor SPARK_HOME is set",
          "pip install pyspark==3.5.6, then "
              + options()
                  .again(
                      "firn serve --spark-home \"$(python3 -c 'import pyspark; print(pyspark.__path__[0])')\""));
    }
    return spark == null ? Path.of(home) : spark;
  }
}
