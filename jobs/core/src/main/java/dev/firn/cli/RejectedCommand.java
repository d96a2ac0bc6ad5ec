package dev.firn.cli;

import dev.firn.cli.RejectedText.BatchLine;
import dev.firn.cli.RejectedText.Listing;
import dev.firn.cli.RejectedText.RecordLine;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.json.Spot;
import dev.firn.json.UnreadableException;
import dev.firn.lake.Lake;
import dev.firn.raw.Batch;
import dev.firn.raw.RawLog;
import dev.firn.table.LakeTable;
import dev.firn.table.RejectedRecord;
import dev.firn.table.Rejections;
import dev.firn.table.TableState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rejected",
    description = {
      "Records that no row could be made of: how many, why, and where they are.",
      "",
      "Counts them by reason and by batch, and lists the newest. With --at it shows what the",
      "third party sent there, with its neighbours; any place of any batch will do.",
      "All that the last merge of each batch rejected are in the table TABLE_rejected. When the",
      "contract has learnt to read them, firn apply makes rows of them. Never starts Spark.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  firn rejected earthquakes",
      "  firn rejected earthquakes --batch 5 --reason \"expected a number\"",
      "  firn rejected earthquakes --at 5:/features/0/properties/mag",
      "  firn rejected earthquakes --at 5.2:/features/0",
      "                           in the second page of batch 5"
    })
final class RejectedCommand extends LakeCommand {

  @Parameters(paramLabel = "TABLE", description = "The table.")
  private String table;

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = Typed.Batch.class,
      description = "Those of this batch; may be given again.")
  private List<Long> batches = new ArrayList<>();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      converter = Typed.Reason.class,
      description = "Those with this in their reason, in upper or lower case.")
  private String reason;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Typed.HowMany.class,
      defaultValue = "20",
      description = "Records to list (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--at",
      paramLabel = "PLACE",
      converter = Typed.Place.class,
      description = "Show what was sent at BATCH:POINTER, or at BATCH.PAGE:POINTER.")
  private RawPlace at;

  RejectedCommand(Shared shared) {
    super(shared);
  }

  @Override
  public Integer call() {
    if (at != null && (!batches.isEmpty() || reason != null)) {
      throw new FirnException(
          Fault.USAGE,
          "--at shows one place, and --batch and --reason choose from a list",
          "leave one or the other out");
    }
    CommonOptions.Contracted contracted = options().table(shared(), table);
    try (Lake lake = options().openLake(shared())) {
      RawLog log = new RawLog(lake.store(), contracted.contract().id());
      Rejections rejections = new Rejections(lake, contracted.table());
      if (at != null) {
        show(contracted, log, rejections);
      } else {
        list(contracted, lake, log, rejections);
      }
    }
    return 0;
  }

  private void list(
      CommonOptions.Contracted contracted, Lake lake, RawLog log, Rejections rejections) {
    Rejections.Filter filter = new Rejections.Filter(batches, reason == null ? "" : reason);
    Rejections.Summary summary = rejections.summary(filter, limit);
    Map<Long, String> excluded =
        new LakeTable(lake, table)
            .find()
            .<Map<Long, String>>map(TableState::excluded)
            .orElse(Map.of());
    Map<Long, Optional<Batch>> landed = new HashMap<>();
    Listing listing =
        new Listing(
            table,
            summary.total(),
            summary.reasons(),
            summary.batches().stream()
                .map(
                    of ->
                        new BatchLine(of.batch(), of.records(), of.run(), excluded.get(of.batch())))
                .toList(),
            summary.newest().stream()
                .map(record -> line(record, landed.computeIfAbsent(record.batch(), log::find)))
                .toList(),
            summary.total() - summary.newest().size());
    options()
        .print(
            shared(),
            listing,
            out ->
                new RejectedText(listing, options(), shared().width())
                    .print(out, batches, reason, contracted.contract().file()));
  }

  /** Where it is also says in which page, if the raw log has that batch. */
  private static RecordLine line(RejectedRecord record, Optional<Batch> landed) {
    RawPlace place =
        landed
            .map(batch -> RawPlace.of(batch, record.object(), record.place()))
            .orElseGet(() -> RawPlace.parse(record.batch() + ":" + record.place()));
    return new RecordLine(
        record.batch(),
        place.toString(),
        record.object(),
        record.pointer(),
        record.place(),
        record.reason(),
        record.record(),
        record.run());
  }

  private void show(CommonOptions.Contracted contracted, RawLog log, Rejections rejections) {
    String object = at.object(log.get(at.batch()), table);
    Spot spot = spot(log, object, contracted);
    List<String> reasons =
        rejections.at(at.batch(), object, at.pointer().toString()).stream()
            .map(RejectedRecord::reason)
            .toList();
    SpotText text = new SpotText(table, at, object, reasons, spot);
    options().print(shared(), text.result(), out -> text.print(out, shared().width()));
  }

  private Spot spot(RawLog log, String object, CommonOptions.Contracted contracted) {
    try (InputStream in = log.open(object)) {
      return Spot.find(in, at.pointer(), contracted.table().layout());
    } catch (UnreadableException e) {
      throw new FirnException(
          Fault.THIRD_PARTY,
          "%s cannot be read that far: %s, %s".formatted(object, e.getMessage(), e.place()),
          "the object is as it landed; look at it as a file",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + object, e);
    }
  }
}
