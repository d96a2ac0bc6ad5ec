package dev.firn.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.drill.DrillReport.Result;
import dev.firn.drill.DrillReport.StepReport;
import dev.firn.engine.EngineProvider;
import dev.firn.spark.SparkEngineProvider;
import dev.firn.testing.Feed;
import dev.firn.testing.KeptOpen;
import dev.firn.testing.LakeContents;
import dev.firn.testing.SparkLake;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Drills of tables of the shared lake, each on a Spark session of its own. */
final class DrillScene {

  static final EngineProvider ENGINES = lake -> new KeptOpen(new SparkEngineProvider().open(lake));

  /** Snapshots are stamped by the machine's clock. */
  static final Clock CLOCK = Clock.systemUTC();

  private static final DrillOptions ALL = new DrillOptions(1_000, true);

  private final SparkLake lake;

  DrillScene(SparkLake lake) {
    this.lake = lake;
  }

  DrillReport drill(Feed feed) {
    return drill(feed, ENGINES);
  }

  DrillReport drill(Feed feed, EngineProvider engines) {
    return drill(feed.contract(), feed.tableContract(), engines, ALL, CLOCK);
  }

  DrillReport drill(Feed feed, DrillOptions options) {
    return drill(feed.contract(), feed.tableContract(), ENGINES, options, CLOCK);
  }

  DrillReport drillLater(Feed feed, Duration later) {
    return drill(feed.contract(), feed.tableContract(), ENGINES, ALL, Clock.offset(CLOCK, later));
  }

  DrillReport drill(
      Contract contract,
      TableContract table,
      EngineProvider engines,
      DrillOptions options,
      Clock clock) {
    return new Drill(lake.lake(), engines, clock, contract, table, options).execute();
  }

  /** A drill that must not write or delete anything of the lake. */
  DrillReport drillBeside(Feed feed) {
    Map<String, String> before = LakeContents.of(lake.lake());
    DrillReport report = drill(feed);
    assertThat(LakeContents.of(lake.lake())).isEqualTo(before);
    return report;
  }

  static StepReport step(DrillReport report, DrillStep step) {
    return report.steps().stream().filter(one -> one.step() == step).findFirst().orElseThrow();
  }

  static void everythingIsOk(DrillReport report) {
    assertThat(report.steps())
        .allSatisfy(step -> assertThat(step.result()).as(step.toString()).isEqualTo(Result.OK))
        .extracting(StepReport::step)
        .containsExactly(DrillStep.values());
    assertThat(report.outcome()).isEqualTo(DrillReport.Outcome.HOLDS);
    assertThat(report.window().holds()).isTrue();
    assertThat(report.next()).isEmpty();
  }
}
