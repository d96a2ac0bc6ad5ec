package dev.firn.cli;

import dev.firn.engine.EngineProvider;
import dev.firn.run.Progress;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import picocli.CommandLine;

/**
 * The command line: in one process with its tests, which bring their own writers, environment and
 * clock.
 */
public final class Cli {

  private static final int HELP_WIDTH = 100;

  private final Terminal terminal;
  private final Map<String, String> environment;
  private final Clock clock;
  private final EngineProvider engines;
  private final Progress progress;

  public Cli(PrintWriter out, PrintWriter err, Map<String, String> environment, Clock clock) {
    this(out, err, environment, clock, lake -> EngineProvider.installed().open(lake));
  }

  public Cli(
      PrintWriter out,
      PrintWriter err,
      Map<String, String> environment,
      Clock clock,
      EngineProvider engines) {
    this(out, err, environment, clock, engines, new ConsoleProgress(err, clock));
  }

  /**
   * @param progress of runs, for who reads no console
   */
  public Cli(
      PrintWriter out,
      PrintWriter err,
      Map<String, String> environment,
      Clock clock,
      EngineProvider engines,
      Progress progress) {
    this(new Terminal(out, err, null), environment, clock, engines, progress);
  }

  Cli(
      Terminal terminal,
      Map<String, String> environment,
      Clock clock,
      EngineProvider engines,
      Progress progress) {
    this.terminal = terminal;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.engines = engines;
    this.progress = progress;
  }

  /** Runs one command; returns its exit code. */
  public int execute(String... args) {
    try {
      return commandLine(args).execute(args);
    } catch (LinkageError | ServiceConfigurationError | OutOfMemoryError | StackOverflowError e) {
      return new Failures(terminal, List.of(args)).broken(e);
    }
  }

  /**
   * The commands, to be looked at.
   *
   * @param args as typed, for telling failures
   */
  public CommandLine commandLine(String... args) {
    Shared shared = new Shared(terminal, environment, clock, engines, progress);
    CommandLine commands = new CommandLine(new FirnCommand());
    commands
        .addSubcommand("demo", new DemoCommand(shared))
        .addSubcommand("run", new RunCommand(shared))
        .addSubcommand("fetch", new FetchCommand(shared))
        .addSubcommand("status", new StatusCommand(shared))
        .addSubcommand("history", new HistoryCommand(shared))
        .addSubcommand("diff", new DiffCommand(shared))
        .addSubcommand("rejected", new RejectedCommand(shared))
        .addSubcommand("doctor", new DoctorCommand(shared))
        .addSubcommand("sql", new SqlCommand(shared))
        .addSubcommand("docs", new DocsCommand(shared))
        .addSubcommand("serve", new ServeCommand(shared))
        .addSubcommand("rollback", new RollbackCommand(shared))
        .addSubcommand("undo", new UndoCommand(shared))
        .addSubcommand("exclude", new ExcludeCommand(shared))
        .addSubcommand("include", new IncludeCommand(shared))
        .addSubcommand("release", new ReleaseCommand(shared))
        .addSubcommand("audit", new AuditCommand(shared))
        .addSubcommand("publish", new PublishCommand(shared))
        .addSubcommand("check", new CheckCommand(shared))
        .addSubcommand("plan", new PlanCommand(shared))
        .addSubcommand("apply", new ApplyCommand(shared))
        .addSubcommand("replay", new ReplayCommand(shared))
        .addSubcommand("drill", new DrillCommand(shared))
        .addSubcommand("maintain", new MaintainCommand(shared))
        .addSubcommand("help", new CommandLine.HelpCommand());
    commands
        .getSubcommands()
        .get("help")
        .getCommandSpec()
        .usageMessage()
        .header("Show the help of a command.");
    Failures failures = new Failures(terminal, List.of(args));
    return commands
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setUsageHelpWidth(HELP_WIDTH)
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
  }
}
