package dev.firn.demo;

import dev.firn.demo.thirdparty.QuakeService;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.lake.LocalLake;
import dev.firn.raw.RawLog;
import dev.firn.table.Hold;
import dev.firn.table.LakeTable;
import dev.firn.table.TableState;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;

/** The tour: some hours of a misbehaving third party, and what Firn does about them. */
public final class Demo {

  private static final int BAD_RECORDS = 4;
  private static final int HALF_A_DOCUMENT = 6;
  private static final int FIRST_POISON = 7;
  private static final int SECOND_POISON = 9;
  private static final int LAST = 11;
  private static final String MAGNITUDES =
      "SELECT count(*) AS events, min(magnitude) AS smallest, max(magnitude) AS greatest FROM earthquakes";

  private final PrintWriter out;
  private final Path folder;
  private final Firn firn;
  private final QuakeService thirdParty;

  /** Runs a command of Firn's on the demo's project, as the command line would. */
  @FunctionalInterface
  public interface Firn {

    /** Prints to the demo's writer; returns the exit code. */
    int execute(String... args);
  }

  /**
   * @param folder of the project and lake that the demo leaves behind
   */
  public Demo(PrintWriter out, Path folder, Firn firn, QuakeService thirdParty) {
    this.out = out;
    this.folder = folder;
    this.firn = firn;
    this.thirdParty = thirdParty;
  }

  /**
   * @param hours how many to simulate at most
   */
  public void play(int hours) throws IOException {
    DemoProject project = new DemoProject(folder);
    if (!project.mayBeReplaced()) {
      throw new FirnException(
          Fault.USAGE,
          folder + " exists and is not a demo's",
          "choose another folder: firn demo --folder DIR");
    }
    project.create(thirdParty.location());
    say("A third party that misbehaves like the real ones listens on %s.", thirdParty.location());
    say(
        "Its contract is %s; nothing else was written for it.",
        folder.resolve("schemas/earthquakes.odcs.yaml"));
    for (int hour = 0; hour <= Math.min(hours, LAST); hour++) {
      if (hour > 0) {
        thirdParty.advance(Duration.ofHours(1));
      }
      say("%n== %s", thirdParty.hour().describe());
      if (hour == FIRST_POISON) {
        type(Fault.HELD.exitCode(), "run");
        stopped();
      } else if (hour == SECOND_POISON) {
        type(Fault.HELD.exitCode(), "run");
        letThroughAndTakenBack();
      } else {
        type(hour == HALF_A_DOCUMENT ? Fault.THIRD_PARTY.exitCode() : 0, "run");
      }
    }
    look(hours);
  }

  private void stopped() {
    say(
        "%nThe audit has stopped it: main still shows the last good hour, and readers noticed nothing.");
    type("sql", MAGNITUDES);
    say("%nSomebody on call looks, and leaves the batch out. It stays in the raw log.");
    type(
        "exclude",
        "earthquakes",
        Long.toString(lastBatch()),
        "--reason",
        "seconds for milliseconds, metres for km");
  }

  private void letThroughAndTakenBack() {
    String run = load().hold().map(Hold::run).orElseThrow();
    long batch = lastBatch();
    say("%nStopped again. This time somebody in a hurry lets it through.");
    type("publish", "earthquakes", run, "--accept", "big quakes happen");
    type("sql", MAGNITUDES);
    say(
        "%nThey do not happen like that. Back to before that run: one metadata commit, no data is moved.");
    type("rollback", "earthquakes", "--to", "before:" + run);
    type("sql", MAGNITUDES);
    say("%nGoing back can be taken back, exactly.");
    type("undo", "earthquakes");
    say("%nAnd for good, with the bad batch left out:");
    type(
        "rollback",
        "earthquakes",
        "--to",
        "before:" + run,
        "--exclude",
        Long.toString(batch),
        "--reason",
        "magnitudes over 10");
  }

  private void look(int hours) {
    say("%n== What is left to look at");
    type("history", "earthquakes");
    TableState state = load();
    say("%nTime travel: the table as of the oldest run that main still shows.");
    long oldest =
        state.ancestors(state.main()).stream()
            .filter(snapshot -> snapshot.parentId() != null)
            .reduce((newer, older) -> older)
            .orElse(state.main())
            .snapshotId();
    type(
        "sql",
        "SELECT count(*) AS events, max(updated) AS newest FROM earthquakes VERSION AS OF "
            + oldest);
    if (hours >= BAD_RECORDS) {
      type("rejected", "earthquakes");
    }
    type("status");
    say("%nThe lake stays in %s. Try next:", folder);
    say("  ./firn status --project %s", folder);
    say("  ./firn history earthquakes --project %s", folder);
    say(
        "  ./firn sql --project %s \"SELECT * FROM earthquakes ORDER BY magnitude DESC LIMIT 3\"",
        folder);
    say("  ./firn rollback earthquakes --to POINT --dry-run --project %s", folder);
  }

  private long lastBatch() {
    try (Lake lake = LocalLake.open(folder.resolve("lake"))) {
      return new RawLog(lake.store(), "earthquakes").head();
    }
  }

  private TableState load() {
    try (Lake lake = LocalLake.open(folder.resolve("lake"))) {
      return new LakeTable(lake, "earthquakes").load();
    }
  }

  private void type(String... args) {
    type(0, args);
  }

  private void type(int expected, String... args) {
    StringBuilder typed = new StringBuilder("$ firn");
    for (String arg : args) {
      typed.append(' ').append(arg.matches("[\\w:.=-]+") ? arg : '"' + arg + '"');
    }
    say("%n%s", typed);
    int exitCode = firn.execute(args);
    if (exitCode != expected) {
      throw new FirnException(
          Fault.INTERNAL,
          "the tour expected exit code %d of that command, and it was %d"
              .formatted(expected, exitCode));
    }
  }

  private void say(String text, Object... values) {
    out.printf(text + "%n", values);
    out.flush();
  }
}
