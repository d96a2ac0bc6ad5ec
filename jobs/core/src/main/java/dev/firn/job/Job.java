package dev.firn.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firn.cli.Cli;
import dev.firn.engine.EngineProvider;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A command that a service runs and nobody watches. Such services know that a job failed and what
 * its exception said, and no exit code; see {@link JobFailedException}.
 */
public final class Job {

  /** Begins the line of an error that a person reads. */
  static final String ERROR = "firn: ";

  private final EngineProvider engines;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * @param out the service's log, for results
   * @param err the service's log, for progress and errors: a JSON object a line
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
    Clock clock = Clock.systemUTC();
    JobLog lines = new JobLog(err, clock);
    PrintWriter results =
        new PrintWriter(new Both(printed, new PrintWriter(out, true, UTF_8)), true);
    PrintWriter errors = new PrintWriter(new Both(said, lines.console()), true);
    int exitCode = new Cli(results, errors, environment, clock, engines, lines).execute(command);
    results.flush();
    errors.close();
    return new Ended(exitCode, printed.toString(), said.toString());
  }

  /** What is written goes to the log as ever, and is kept. */
  private static final class Both extends Writer {

    private final Writer one;
    private final Writer other;

    Both(Writer one, Writer other) {
      this.one = one;
      this.other = other;
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
      one.close();
      other.close();
    }
  }
}
