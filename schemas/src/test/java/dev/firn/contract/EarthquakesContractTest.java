package dev.firn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonPointer;
import dev.firn.contract.Column.Partition;
import dev.firn.contract.ColumnType.ListOf;
import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.ColumnType.Struct;
import dev.firn.contract.Conversion.Step;
import dev.firn.contract.Ruleset.Scope;
import dev.firn.contract.Ruleset.Severity;
import dev.firn.contract.TableContract.AfterFailedAudit;
import dev.firn.contract.TableContract.BadValues;
import dev.firn.contract.TableContract.MergeStrategy;
import dev.firn.contract.TableContract.UnknownFields;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract in this folder, read into records. */
final class EarthquakesContractTest {

  private final Contract contract =
      new Contracts(ProjectFolder.REAL)
          .readAll().stream().filter(c -> c.id().equals("earthquakes")).findFirst().orElseThrow();

  private final TableContract table = contract.tables().get(0);

  @Test
  void feed() {
    assertThat(contract.file()).isEqualTo(Path.of("schemas/earthquakes.odcs.yaml"));
    assertThat(contract.version()).isEqualTo("1.0.0");
    assertThat(contract.schedule()).isEqualTo("5 * * * *");
    assertThat(contract.owner()).isEqualTo("data-oncall@example.org");
    assertThat(contract.source())
        .isEqualTo(
            new ApiSource(
                "usgs",
                URI.create(
                    "https://earthquake.usgs.gov/earthquakes/feed/v1.0/summary/2.5_day.geojson"),
                Auth.NONE,
                Pagination.NONE,
                true,
                new ApiSource.Limits(
                    268_435_456, Duration.ofMinutes(2), 5, Duration.ofMinutes(5), 1)));
  }

  @Test
  void table() {
    assertThat(contract.tables()).hasSize(1);
    assertThat(table.name()).isEqualTo("earthquakes");
    assertThat(table.description()).isEqualTo("Earthquakes of magnitude 2.5 and more, worldwide.");
    assertThat(table.records()).isEqualTo(JsonPointer.compile("/features"));
    assertThat(table.merge()).isEqualTo(MergeStrategy.UPSERT);
    assertThat(table.order())
        .containsExactly(OrderBy.as(SourcePointer.parse("#/metadata/generated")));
    assertThat(table.unknownFields()).isEqualTo(UnknownFields.KEEP);
    assertThat(table.badValues()).isEqualTo(BadValues.REJECT);
    assertThat(table.afterFailedAudit()).isEqualTo(AfterFailedAudit.HOLD);
    assertThat(table.recoveryWindow()).isEqualTo(Duration.ofDays(7));
    assertThat(table.freshness()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void keyAndPartition() {
    assertThat(table.key())
        .containsExactly(
            new Column(
                "event_id",
                null,
                "USGS preferred id of the event.",
                Primitive.STRING,
                true,
                1,
                SourcePointer.parse("/id"),
                Conversion.NONE,
                null,
                false));
    assertThat(table.partitions())
        .containsExactly(
            new Column(
                "event_time",
                null,
                "Origin time; revised with better solutions.",
                Primitive.TIMESTAMPTZ,
                true,
                0,
                SourcePointer.parse("/properties/time"),
                Conversion.of(Step.EPOCH_MILLIS),
                new Partition(1, Partition.Transform.MONTH, 0),
                false));
  }

  @Test
  void columns() {
    assertThat(table.columns())
        .extracting(column -> column.name() + " " + typeName(column) + " " + column.source())
        .containsExactly(
            "event_id STRING /id",
            "event_time TIMESTAMPTZ /properties/time",
            "updated TIMESTAMPTZ /properties/updated",
            "magnitude DOUBLE /properties/mag",
            "mag_type STRING /properties/magType",
            "place STRING /properties/place",
            "tz INT /properties/tz",
            "url STRING /properties/url",
            "detail_url STRING /properties/detail",
            "felt LONG /properties/felt",
            "cdi DOUBLE /properties/cdi",
            "mmi DOUBLE /properties/mmi",
            "alert STRING /properties/alert",
            "status STRING /properties/status",
            "tsunami INT /properties/tsunami",
            "significance INT /properties/sig",
            "network STRING /properties/net",
            "code STRING /properties/code",
            "related_ids STRING /properties/ids",
            "sources STRING /properties/sources",
            "types STRING /properties/types",
            "stations INT /properties/nst",
            "min_distance DOUBLE /properties/dmin",
            "rms DOUBLE /properties/rms",
            "gap DOUBLE /properties/gap",
            "feature_type STRING /type",
            "event_type STRING /properties/type",
            "title STRING /properties/title",
            "geometry Struct /geometry",
            "longitude DOUBLE /geometry/coordinates/0",
            "latitude DOUBLE /geometry/coordinates/1",
            "depth_km DOUBLE /geometry/coordinates/2");
  }

  @Test
  void nestedColumn() {
    Column geometry = table.columns().get(28);

    assertThat(geometry.type())
        .isEqualTo(
            new Struct(
                List.of(
                    member("type", null, Primitive.STRING),
                    member(
                        "coordinates",
                        "Longitude, latitude (degrees), depth (km).",
                        new ListOf(Primitive.DOUBLE, Conversion.NONE)))));
  }

  @Test
  void rulesets() {
    assertThat(table.rulesets())
        .extracting(Ruleset::name, Ruleset::path, Ruleset::severity, Ruleset::scope)
        .containsExactly(
            tuple(
                "blocking",
                "quality-checks/earthquakes.dqdl",
                Severity.BLOCKING,
                Scope.CHANGED_ROWS),
            tuple(
                "watching",
                "quality-checks/earthquakes.watch.dqdl",
                Severity.WARNING,
                Scope.TABLE));
    assertThat(table.rulesets().get(0).dqdl()).contains("IsPrimaryKey \"event_id\"");
  }

  private static Column member(String name, String description, ColumnType type) {
    return new Column(
        name,
        null,
        description,
        type,
        false,
        0,
        SourcePointer.parse("/" + name),
        Conversion.NONE,
        null,
        false);
  }

  private static String typeName(Column column) {
    return column.type() instanceof Primitive primitive
        ? primitive.name()
        : column.type().getClass().getSimpleName();
  }
}
