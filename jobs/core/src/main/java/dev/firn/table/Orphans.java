package dev.firn.table;

import static java.util.Objects.requireNonNull;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.table.Upkeep.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * Deletes files in a table's folder that no snapshot of it knows: what killed runs, lost commits
 * and other engines leave. A file that is being written is in no snapshot either, so only its age
 * tells them apart.
 */
public final class Orphans {

  /** No job may take longer; until it commits, nothing else knows its files. */
  public static final Duration LEAST_AGE = Duration.ofHours(24);

  /** What it is if nobody says so, unless the recovery window is longer. */
  public static final Duration USUAL_AGE = Duration.ofDays(3);

  private static final String VERSION_HINT = "version-hint.text";

  private final LakeTable table;
  private final Duration age;
  private final Clock clock;

  /**
   * @param age younger files stay
   * @throws FirnException if a job may still be writing files of that age
   */
  public Orphans(LakeTable table, Duration age, Clock clock) {
    if (age.compareTo(LEAST_AGE) < 0) {
      throw new FirnException(
          Fault.USAGE,
          "files younger than %d hours may be a running job's: until it commits, no snapshot knows them"
              .formatted(LEAST_AGE.toHours()),
          "choose an age above your longest job, %d hours at least".formatted(LEAST_AGE.toHours()));
    }
    this.table = requireNonNull(table, "table");
    this.age = requireNonNull(age, "age");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * How old orphans have to be when nobody says so. Inside the recovery window a table whose
   * metadata was lost may have to be repaired from an older version, to which all that came later
   * looks like orphans.
   */
  public static Duration usualAge(Duration recoveryWindow) {
    return recoveryWindow.compareTo(USUAL_AGE) > 0 ? recoveryWindow : USUAL_AGE;
  }

  /**
   * @param all files in the folder
   * @param orphans by location, with their sizes
   */
  private record Found(Size all, Map<String, Long> orphans) {}

  /** What {@link #execute} would do now. */
  public Upkeep plan() {
    return told(find(), Outcome.PLANNED, 0);
  }

  public Upkeep execute() {
    Found found = find();
    return told(found, Outcome.DONE, Deletion.of(table.iceberg().io(), found.orphans().keySet()));
  }

  private Found find() {
    Table iceberg = table.iceberg();
    String folder = Locations.folder(iceberg.location());
    requireOwnFolder(folder);
    Map<String, FileInfo> old = new TreeMap<>();
    Size all = Size.NOTHING;
    long youngest = clock.millis() - age.toMillis();
    for (FileInfo file : listing(iceberg).listPrefix(prefix(iceberg))) {
      all = all.plus(file.size());
      if (file.createdAtMillis() < youngest && isTables(file, folder)) {
        old.put(Locations.normal(file.location()), file);
      }
    }
    if (!old.isEmpty()) {
      // Read after the listing: what was committed in between is known.
      needed(iceberg.io(), table.load().metadata())
          .forEach(location -> old.remove(Locations.normal(location)));
    }
    Map<String, Long> orphans = new TreeMap<>();
    old.values().forEach(file -> orphans.put(file.location(), file.size()));
    return new Found(all, orphans);
  }

  private static boolean isTables(FileInfo file, String folder) {
    return Locations.normal(file.location()).startsWith(folder)
        && !Locations.name(file.location()).equals(VERSION_HINT);
  }

  private static String prefix(Table iceberg) {
    return iceberg.location().endsWith("/") ? iceberg.location() : iceberg.location() + "/";
  }

  private static Set<String> needed(FileIO io, TableMetadata metadata) {
    Set<String> needed = new HashSet<>(Reachable.of(io, metadata).files().keySet());
    needed.add(metadata.metadataFileLocation());
    metadata.previousFiles().forEach(entry -> needed.add(entry.file()));
    metadata.statisticsFiles().forEach(file -> needed.add(file.path()));
    metadata.partitionStatisticsFiles().forEach(file -> needed.add(file.path()));
    return needed;
  }

  private SupportsPrefixOperations listing(Table iceberg) {
    if (iceberg.io() instanceof SupportsPrefixOperations listing) {
      return listing;
    }
    throw new FirnException(
        Fault.USAGE, "the files of %s cannot be listed where they are".formatted(table.name()));
  }

  /** Whatever else is there would look like orphans. */
  private void requireOwnFolder(String folder) {
    TableMetadata metadata = table.load().metadata();
    if (!metadata.propertyAsBoolean(TableProperties.GC_ENABLED, true)) {
      throw new FirnException(
          Fault.USAGE,
          "table %s says gc.enabled=false: its files may be another table's too"
              .formatted(table.name()),
          "leave it alone, or set the property to true");
    }
    for (String store : table.storeLocations()) {
      if (Locations.overlap(folder, store)) {
        throw shared("the raw log or the run records, in " + store);
      }
    }
    table
        .locationsOfOthers()
        .forEach(
            (name, location) -> {
              if (Locations.overlap(folder, location)) {
                throw shared("table %s, in %s".formatted(name, location));
              }
            });
  }

  private FirnException shared(String with) {
    return new FirnException(
        Fault.USAGE,
        "the folder of %s is not its own but also that of %s".formatted(table.name(), with),
        "give each a folder of its own; until then leave orphans where they are");
  }

  private Upkeep told(Found found, Outcome outcome, int failed) {
    if (found.orphans().isEmpty()) {
      return new Upkeep(
          Upkeep.Step.ORPHANS,
          Outcome.NOTHING,
          "every file older than %s is needed".formatted(text(age)),
          found.all(),
          found.all(),
          List.of(),
          0);
    }
    return new Upkeep(
        Upkeep.Step.ORPHANS,
        outcome,
        "%d %s older than %s that no snapshot needs%s"
            .formatted(
                found.orphans().size(),
                found.orphans().size() == 1 ? "file" : "files",
                text(age),
                failed == 0 ? "" : "; %d could not be deleted".formatted(failed)),
        found.all(),
        found.all().minus(Size.of(found.orphans().values())),
        List.copyOf(found.orphans().keySet()),
        0);
  }

  private static String text(Duration age) {
    return age.toHours() % 24 == 0
        ? "%d days".formatted(age.toDays()).replaceFirst("^1 days$", "1 day")
        : "%d hours".formatted(age.toHours());
  }
}
