package dev.firn.submit;

import dev.firn.cli.Cli;
import dev.firn.engine.EngineProvider;
import dev.firn.spark.SubmittedEngineProvider;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Firn as a job that somebody submits to a Spark of theirs: Glue, EMR, {@code spark-submit --class
 * dev.firn.submit.Submitted}. The arguments are a command line of Firn's.
 *
 * <p>Such services know that a job failed and what its exception said, and no exit code; see {@link
 * JobFailedException}.
 */
public final class Submitted {

  private static final String ERROR = "firn: ";

  private final EngineProvider engines;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  Submitted(
      EngineProvider engines, Map<String, String> environment, PrintStream out, PrintStream err) {
    this.engines = engines;
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /**
   * @param command as after {@code firn}
   * @throws JobFailedException if it ends with another exit code than 0
   */
  public static void main(String... command) {
    new Submitted(new SubmittedEngineProvider(), System.getenv(), System.out, System.err)
        .run(command);
  }

  void run(String... command) {
    StringWriter printed = new StringWriter();
    StringWriter said = new StringWriter();
    PrintWriter results = new PrintWriter(new Both(printed, out), true);
    PrintWriter errors = new PrintWriter(new Both(said, err), true);
    int exitCode =
        new Cli(results, errors, environment, Clock.systemUTC(), engines).execute(command);
    results.flush();
    errors.flush();
    if (exitCode != 0) {
      throw JobFailedException.of(exitCode, why(printed.toString(), said.toString()));
    }
  }

  /** The error without the progress before it; where there is none, the result says it. */
  private static String why(String printed, String said) {
    return said.lines().anyMatch(line -> line.startsWith(ERROR))
        ? said.lines().dropWhile(line -> !line.startsWith(ERROR)).collect(Collectors.joining("\n"))
        : printed;
  }

  /** What is written goes to the log as ever, and is kept for the exception. */
  private static final class Both extends Writer {

    private final Writer one;
    private final Writer other;

    Both(Writer one, OutputStream other) {
      this.one = one;
      this.other = new PrintWriter(other, true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(char[] text, int offset, int length) throws java.io.IOException {
      one.write(text, offset, length);
      other.write(text, offset, length);
    }

    @Override
    public void flush() throws java.io.IOException {
      one.flush();
      other.flush();
    }

    @Override
    public void close() throws java.io.IOException {
      flush();
    }
  }
}
