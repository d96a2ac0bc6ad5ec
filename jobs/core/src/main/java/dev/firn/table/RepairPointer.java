package dev.firn.table;

import static java.util.Objects.requireNonNull;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.lake.Pointer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * Puts the pointer of a table whose metadata is lost on the newest metadata that loads. Nothing is
 * deleted, neither files nor the table: what the catalog names now stays where it is.
 */
public final class RepairPointer {

  private static final Pattern MANIFEST_LIST = Pattern.compile("/snap-(\\d+)-[^/]*\\.avro$");

  private final Lake lake;
  private final String name;

  public RepairPointer(Lake lake, String name) {
    this.lake = requireNonNull(lake, "lake");
    this.name = requireNonNull(name, "name");
  }

  /**
   * What {@link #execute} would do now.
   *
   * @throws FirnException if there is no such table, or nothing to put it on
   */
  public PointerRepair plan() {
    Pointer pointer =
        lake.pointers()
            .find(name)
            .orElseThrow(
                () ->
                    new FirnException(
                        Fault.USAGE,
                        "there is no table %s in the lake %s".formatted(name, lake.description()),
                        "firn status lists what there is"));
    try (FileIO files = lake.files()) {
      MetadataFile now = MetadataFile.read(files, pointer.metadata());
      if (now.loads()) {
        return repair(pointer, now, now, null, List.of());
      }
      List<FileInfo> folder = list(files, folder(pointer.metadata()));
      MetadataFile good =
          before(files, pointer, now)
              .or(() -> newest(files, folder, now))
              .orElseThrow(() -> nothingLoads(pointer, now));
      String because =
          good.location().equals(pointer.previous())
              ? "the catalog names it as the one before"
              : "the newest of the table's metadata files that loads";
      return repair(pointer, now, good, because, lost(folder, good));
    }
  }

  private static PointerRepair repair(
      Pointer pointer, MetadataFile now, MetadataFile good, String because, List<Long> lost) {
    TableState state = good.state();
    return new PointerRepair(
        pointer.table(),
        pointer.metadata(),
        now.broken(),
        good.location(),
        because,
        state.main().snapshotId(),
        RowCount.of(state.main()),
        state.knownApplied(state.main()).map(Applied::through).orElse(0L),
        lost);
  }

  /** The one that the catalog names as the one before. */
  private static Optional<MetadataFile> before(FileIO files, Pointer pointer, MetadataFile now) {
    if (pointer.previous() == null) {
      return Optional.empty();
    }
    Optional<String> uuid = now.uuid(files);
    MetadataFile previous = MetadataFile.read(files, pointer.previous());
    return Optional.of(previous)
        .filter(MetadataFile::loads)
        .filter(file -> uuid.isEmpty() || uuid.equals(file.uuid(files)));
  }

  /**
   * The newest one that loads and is older than the broken one: others are what commits left that
   * lost a race, and were never the table. When tables share a folder, and nothing tells whose a
   * file is, none is.
   */
  private static Optional<MetadataFile> newest(
      FileIO files, List<FileInfo> folder, MetadataFile now) {
    Optional<Integer> version = now.version();
    Optional<String> uuid = now.uuid(files);
    List<MetadataFile> loading = new ArrayList<>();
    for (FileInfo file : folder) {
      if (file.location().contains(".metadata.json") && !file.location().equals(now.location())) {
        MetadataFile read = MetadataFile.read(files, file.location());
        boolean older =
            version.isEmpty() || read.version().isEmpty() || read.version().get() < version.get();
        if (read.loads() && older && (uuid.isEmpty() || uuid.equals(read.uuid(files)))) {
          loading.add(read);
        }
      }
    }
    if (loading.stream().map(file -> file.state().metadata().uuid()).distinct().count() > 1) {
      return Optional.empty();
    }
    return loading.stream()
        .max(
            Comparator.comparing((MetadataFile file) -> file.version().orElse(0))
                .thenComparing(file -> file.state().metadata().lastUpdatedMillis()));
  }

  private FirnException nothingLoads(Pointer pointer, MetadataFile now) {
    return new FirnException(
        Fault.USAGE,
        "the metadata of %s does not load (%s %s), and no other metadata file of the table's does"
            .formatted(name, now.name(), now.broken()),
        "bring %s back from a backup or an older object version; firn run makes a table of another name from raw"
            .formatted(pointer.metadata()));
  }

  /** Snapshots whose files are there, were written later, and are not known any more. */
  private static List<Long> lost(List<FileInfo> folder, MetadataFile good) {
    Set<Long> known = new HashSet<>();
    good.state().metadata().snapshots().forEach(snapshot -> known.add(snapshot.snapshotId()));
    List<Long> lost = new ArrayList<>();
    long since = good.state().metadata().lastUpdatedMillis();
    folder.stream()
        .filter(file -> file.createdAtMillis() >= since)
        .sorted(Comparator.comparingLong(FileInfo::createdAtMillis))
        .forEach(
            file -> {
              Matcher list = MANIFEST_LIST.matcher(file.location());
              if (list.find() && known.add(Long.valueOf(list.group(1)))) {
                lost.add(Long.valueOf(list.group(1)));
              }
            });
    return lost;
  }

  private static String folder(String location) {
    return location.substring(0, location.lastIndexOf('/') + 1);
  }

  private static List<FileInfo> list(FileIO files, String folder) {
    List<FileInfo> found = new ArrayList<>();
    ((SupportsPrefixOperations) files).listPrefix(folder).forEach(found::add);
    return found;
  }

  /**
   * Does what was planned, if the catalog still says what it said then.
   *
   * @throws FirnException if it does not
   */
  public void execute(PointerRepair plan) {
    Optional<Pointer> pointer =
        lake.pointers().find(name).filter(now -> now.metadata().equals(plan.from()));
    if (pointer.isEmpty() || !lake.pointers().move(pointer.get(), plan.to())) {
      throw new FirnException(
          Fault.CONFLICT,
          "somebody has changed the pointer of %s since the plan was made".formatted(name),
          "look again: firn doctor " + name);
    }
    TableState now = new LakeTable(lake, name).load();
    if (!now.metadata().metadataFileLocation().equals(plan.to())) {
      throw new FirnException(
          Fault.CONFLICT,
          "the pointer of %s was put on %s, and is on %s now: somebody has moved it since"
              .formatted(name, plan.to(), now.metadata().metadataFileLocation()),
          "firn history %s shows who".formatted(name));
    }
  }
}
