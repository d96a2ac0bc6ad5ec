package dev.firn.athena;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The newest Trino in a process that ends with this one, on a newer Java than Firn's. */
final class NewestTrino implements TrinoServer {

  private static final Path FOLDER = Path.of(System.getProperty("firn.root"), "sql/newest");
  private static final int JAVA = 25;

  private final Process process;
  private final URI address;

  NewestTrino(URI aws) throws IOException {
    Path classPath = FOLDER.resolve("target/classpath");
    assertThat(classPath).as("what ./mvnw -Pfull writes in sql/newest").isRegularFile();
    Path said = FOLDER.resolve("target/trino.log");
    this.process =
        new ProcessBuilder(
                java().orElseThrow().resolve("bin/java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx2g",
                "-cp",
                Files.readString(classPath),
                FOLDER.resolve("NewestTrino.java").toString(),
                Trino.CATALOG,
                aws.toString())
            .redirectError(said.toFile())
            .start();
    String address =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
    assertThat(address).as("said by Trino: %s", Files.readString(said)).isNotNull();
    this.address = URI.create(address);
  }

  /** The JDK it runs on: what {@code FIRN_NEWER_JAVA} says, else the oldest that is new enough. */
  static Optional<Path> java() {
    String chosen = System.getenv("FIRN_NEWER_JAVA");
    if (chosen != null) {
      return Optional.of(Path.of(chosen));
    }
    return Stream.of("/usr/lib/jvm", "/Library/Java/JavaVirtualMachines")
        .map(Path::of)
        .filter(Files::isDirectory)
        .flatMap(NewestTrino::in)
        .flatMap(home -> Stream.of(home, home.resolve("Contents/Home")))
        .filter(home -> version(home) >= JAVA)
        .min(Comparator.comparingInt(NewestTrino::version));
  }

  private static Stream<Path> in(Path folder) {
    try (Stream<Path> homes = Files.list(folder)) {
      return homes.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the JDK in that folder; 0 if there is none. */
  private static int version(Path home) {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/javac"))) {
      return 0;
    }
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Runtime.Version.parse(properties.getProperty("JAVA_VERSION").replace("\"", ""))
        .feature();
  }

  @Override
  public URI address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
