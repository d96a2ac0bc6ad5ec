package dev.firn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.contract.Column.Partition;
import dev.firn.contract.Column.Partition.Transform;
import dev.firn.contract.ColumnType.Decimal;
import dev.firn.contract.ColumnType.ListOf;
import dev.firn.contract.ColumnType.MapOf;
import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.ColumnType.Struct;
import dev.firn.contract.Conversion.Step;
import dev.firn.contract.TableContract.MergeStrategy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a contract may say, and what it means when it says nothing. */
final class ChoicesTest {

  private static final String RMS =
      "      - {name: rms,          logicalType: number,  physicalType: double,"
          + " transformSourceObjects: [/properties/rms]}";
  private static final String MERGE = "      - {property: firn.merge, value: upsert}";
  private static final String ORDER =
      "      - {property: firn.order, value: ['#/metadata/generated'], description: \"of the"
          + " response; then landing order, so there are no ties\"}";
  private static final String LOCATION =
      "    location: https://earthquake.usgs.gov/earthquakes/feed/v1.0/summary/2.5_day.geojson";

  @TempDir Path folder;

  private ProjectFolder project;

  @BeforeEach
  void copy() throws IOException {
    project = new ProjectFolder(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          logicalType: string                                                   | STRING
          logicalType: boolean                                                  | BOOLEAN
          logicalType: date                                                     | DATE
          logicalType: integer                                                  | INT
          logicalType: integer, logicalTypeOptions: {format: i32}               | INT
          logicalType: integer, logicalTypeOptions: {format: u32}               | LONG
          logicalType: integer, logicalTypeOptions: {format: i64}               | LONG
          logicalType: integer, physicalType: long                              | LONG
          logicalType: number                                                   | DOUBLE
          logicalType: number, logicalTypeOptions: {format: f32}                | FLOAT
          logicalType: timestamp                                                | TIMESTAMPTZ
          logicalType: timestamp, logicalTypeOptions: {timezone: false}         | TIMESTAMP
          logicalType: timestamp, physicalType: timestamp                       | TIMESTAMP
          logicalType: timestamp, transformLogic: epochSeconds                  | TIMESTAMPTZ
          logicalType: string, transformLogic: json                             | STRING
          physicalType: float                                                   | FLOAT
          logicalType: string, physicalType: uuid                               | UUID
          logicalType: string, logicalTypeOptions: {format: uuid}               | UUID
          logicalType: string, physicalType: string, logicalTypeOptions: {format: uuid} | STRING
          logicalType: string, logicalTypeOptions: {format: uri}                | STRING
          logicalType: string, physicalType: binary, transformLogic: base64     | BINARY
          logicalType: string, logicalTypeOptions: {format: binary}, transformLogic: base64url | BINARY
          """)
  void primitiveTypes(String words, Primitive type) throws IOException {
    assertThat(column(words).type()).isEqualTo(type);
  }

  @Test
  void decimals() throws IOException {
    assertThat(column("logicalType: number, physicalType: 'decimal(10, 2)'").type())
        .isEqualTo(new Decimal(10, 2));
  }

  @Test
  void listsOfObjects() throws IOException {
    Column column =
        column(
            "logicalType: array, items: {logicalType: object, properties:"
                + " [{name: at, logicalType: timestamp, transformLogic: epochMicros}]}");

    Column at =
        new Column(
            "at",
            null,
            null,
            Primitive.TIMESTAMPTZ,
            false,
            0,
            SourcePointer.parse("/at"),
            Conversion.of(Step.EPOCH_MICROS),
            null,
            false);
    assertThat(column.type()).isEqualTo(new ListOf(new Struct(List.of(at)), Conversion.NONE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: value, logicalType: timestamp, transformLogic: epochMillis} | false
          {name: key, logicalType: string}, {name: value, logicalType: timestamp, transformLogic: epochMillis, required: true} | true
          """)
  void maps(String properties, boolean required) throws IOException {
    Column column =
        column("logicalType: object, physicalType: map, properties: [%s]".formatted(properties));

    assertThat(column.type())
        .isEqualTo(new MapOf(Primitive.TIMESTAMPTZ, Conversion.of(Step.EPOCH_MILLIS), required));
  }

  @Test
  void sourceIsTheMemberOfTheSameName() throws IOException {
    assertThat(column("logicalType: string").source()).isEqualTo(SourcePointer.parse("/rms"));
  }

  @Test
  void volatileColumns() throws IOException {
    Column column =
        column("logicalType: string, customProperties: [{property: firn.volatile, value: true}]");

    assertThat(column.isVolatile()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          string  | identity     | IDENTITY | 0
          date    | year         | YEAR     | 0
          date    | day          | DAY      | 0
          integer | bucket(16)   | BUCKET   | 16
          string  | truncate(3)  | TRUNCATE | 3
          """)
  void partitions(String type, String word, Transform transform, int parameter) throws IOException {
    Column column =
        column(
            "logicalType: %s, partitioned: true, partitionKeyPosition: 2, customProperties:"
                    .formatted(type)
                + " [{property: firn.partitionTransform, value: %s}]".formatted(word));

    assertThat(column.partition()).isEqualTo(new Partition(2, transform, parameter));
  }

  @Test
  void partitionIsIdentityWhenNothingIsSaid() throws IOException {
    Column column = column("logicalType: string, partitioned: true, partitionKeyPosition: 2");

    assertThat(column.partition()).isEqualTo(new Partition(2, Transform.IDENTITY, 0));
  }

  @Test
  void mergesByUpsert() throws IOException {
    project.edit(MERGE, "      - {property: firn.merge, value: upsert}\n");

    assertThat(table().merge()).isEqualTo(MergeStrategy.UPSERT);
  }

  @Test
  void orderMayBeAColumnOfTheRecord() throws IOException {
    project.edit(ORDER, "      - {property: firn.order, value: [/properties/updated]}\n");

    assertThat(table().order())
        .containsExactly(OrderBy.as(SourcePointer.parse("/properties/updated")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          logicalType: timestamp                                                 | NONE
          logicalType: timestamp, transformLogic: none                           | NONE
          logicalType: timestamp, transformLogic: utc                            | UTC
          logicalType: timestamp, transformLogic: truncate + utc +parse          | PARSE+UTC+TRUNCATE
          logicalType: timestamp, transformLogic: parse+epochSeconds+truncate    | PARSE+EPOCH_SECONDS+TRUNCATE
          logicalType: timestamp, transformLogic: utc + startOfDay               | UTC+START_OF_DAY
          logicalType: integer, transformLogic: parse + wholeNumber              | PARSE+WHOLE_NUMBER
          logicalType: boolean, transformLogic: zeroOne + parse                  | PARSE+ZERO_ONE
          logicalType: date, logicalTypeOptions: {format: dd.MM.yyyy}            | NONE of dd.MM.yyyy
          logicalType: timestamp, transformLogic: utc, logicalTypeOptions: {format: dd.MM.yyyy HH:mm, defaultTimezone: Etc/UTC} | UTC of dd.MM.yyyy HH:mm
          logicalType: timestamp, transformLogic: startOfDay, logicalTypeOptions: {format: dd.MM.yyyy} | START_OF_DAY of dd.MM.yyyy
          """)
  void conversions(String words, String conversion) throws IOException {
    assertThat(column(words).conversion()).hasToString(conversion);
  }

  /** What is a number, or a date that is spelt in one way only, has that order by itself. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /rms        | logicalType: timestamp                                                  | /rms as TIMESTAMPTZ NONE
          /rms        | logicalType: timestamp, transformLogic: utc                             | /rms as TIMESTAMPTZ UTC
          /rms        | logicalType: timestamp, physicalType: timestamp                         | /rms as TIMESTAMP NONE
          /rms        | logicalType: timestamp, transformLogic: epochMillis                     | /rms
          /rms        | logicalType: date                                                       | /rms
          /rms        | logicalType: date, transformLogic: parse                                | /rms as DATE PARSE
          /rms        | logicalType: date, logicalTypeOptions: {format: dd.MM.yyyy}             | /rms as DATE NONE of dd.MM.yyyy
          /rms        | logicalType: timestamp, transformLogic: parse + epochMillis             | /rms as TIMESTAMPTZ PARSE+EPOCH_MILLIS
          /rms        | logicalType: timestamp, transformLogic: epochMillis + truncate          | /rms as TIMESTAMPTZ EPOCH_MILLIS+TRUNCATE
          /rms        | logicalType: string                                                     | /rms
          '#/rms'     | logicalType: timestamp, transformSourceObjects: ['#/rms']               | #/rms as TIMESTAMPTZ NONE
          {at: '#/x', logicalType: timestamp, transformLogic: utc}    | logicalType: string     | #/x as TIMESTAMPTZ UTC
          {at: '#/x', logicalType: date}                              | logicalType: string     | #/x as DATE NONE
          {at: '#/x', logicalType: timestamp, logicalTypeOptions: {timezone: false}} | logicalType: string | #/x as TIMESTAMP NONE
          {at: /rms, logicalType: timestamp}                          | logicalType: string     | /rms as TIMESTAMPTZ NONE
          """,
      quoteCharacter = '"')
  void timesAreOrderedAsTimes(String order, String words, String read) throws IOException {
    project.edit(ORDER, "      - {property: firn.order, value: [%s]}\n".formatted(order));
    project.edit(RMS, "      - {name: rms, %s}\n".formatted(words));

    assertThat(table().order()).hasToString("[" + read + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8080", "127.0.0.1:1", "[::1]:8080"})
  void loopbackMayBeAskedOverHttp(String host) throws IOException {
    project.edit(LOCATION, "    location: 'http://%s/quakes'\n".formatted(host));

    assertThat(project.read().get(0).source().location()).hasToString("http://" + host + "/quakes");
  }

  @Test
  void wordsHaveDefaults() throws IOException {
    String text = project.earthquakes();
    project.write(
        "schemas/earthquakes.odcs.yaml",
        text.replaceAll("(?m)^ *- \\{property: firn\\.(?!partition).*\n", "")
            .replace("    customProperties:\n    quality", "    quality")
            .replaceAll("customProperties:\n\nschema", "description: x\n\nschema")
            .replaceAll("(?s)\nslaProperties:.*", "\n"));

    Contract contract = project.read().get(0);
    assertThat(contract.source().conditionalGet()).isTrue();
    assertThat(contract.source().limits()).isEqualTo(ApiSource.Limits.DEFAULT);
    assertThat(contract.schedule()).isNull();
    assertThat(contract.owner()).isNull();
    assertThat(table())
        .extracting(
            TableContract::records,
            TableContract::merge,
            TableContract::order,
            TableContract::recoveryWindow,
            TableContract::freshness)
        .containsExactly(Element.ROOT, MergeStrategy.UPSERT, List.of(), Duration.ofDays(7), null);
  }

  private Column column(String words) throws IOException {
    project.edit(RMS, "      - {name: rms, %s}\n".formatted(words));
    return table().columns().stream()
        .filter(column -> column.name().equals("rms"))
        .findFirst()
        .orElseThrow();
  }

  private TableContract table() {
    return project.read().get(0).tables().get(0);
  }
}
