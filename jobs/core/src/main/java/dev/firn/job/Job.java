package dev.firn.job;

import dev.firn.cli.Cli;
import dev.firn.engine.EngineProvider;
import java.io.IOException;
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
 * A command that a service runs and nobody watches. Such services know that a job failed and what
 * its exception said, and no exit code; see {@link JobFailedException}.
 */
public final class Job {

  private static final String ERROR = "firn: ";

  private final EngineProvider engines;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * @param out the service's log, for results
   * @param err the service's log, for progress and errors
   */
  public Job(
      EngineProvider engines, Map<String, String> environment, PrintStream out, PrintStream err) {
    this.engines = engines;
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /** What a command said, and how it ended. */
  public record Ended(int exitCode, String printed, String said) {

    /** The error without the progress before it; where there is none, the result says it. */
    private String why() {
      return said.lines().anyMatch(line -> line.startsWith(ERROR))
          ? said.lines()
              .dropWhile(line -> !line.startsWith(ERROR))
              .collect(Collectors.joining("\n"))
          : printed;
    }

    /** The failure to throw; its message begins with the token of the exit code. */
    public JobFailedException failure() {
      return JobFailedException.of(exitCode, why());
    }
  }

  /**
   * @param command as after {@code firn}
   */
  public Ended run(String... command) {
    StringWriter printed = new StringWriter();
    StringWriter said = new StringWriter();
    PrintWriter results = new PrintWriter(new Both(printed, out), true);
    PrintWriter errors = new PrintWriter(new Both(said, err), true);
    int exitCode =
        new Cli(results, errors, environment, Clock.systemUTC(), engines).execute(command);
    results.flush();
    errors.flush();
    return new Ended(exitCode, printed.toString(), said.toString());
  }

  /** What is written goes to the log as ever, and is kept. */
  private static final class Both extends Writer {

    private final Writer one;
    private final Writer other;

    Both(Writer one, OutputStream other) {
      this.one = one;
      this.other = new PrintWriter(other, true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      one.write(text, offset, length);
      other.write(text, offset, length);
    }

    @Override
    public void flush() throws IOException {
      one.flush();
      other.flush();
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
