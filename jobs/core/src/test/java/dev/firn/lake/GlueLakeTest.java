package dev.firn.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.testing.EmulatedAws;
import java.io.IOException;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;

class GlueLakeTest {

  private static final Schema SCHEMA =
      new Schema(Types.NestedField.required(1, "id", Types.StringType.get()));

  private final EmulatedAws aws = EmulatedAws.instance();

  @Test
  void keepsTablesWhereItsDatabaseIs() {
    String database = aws.newDatabase();
    try (GlueLake lake = GlueLake.open(database)) {
      Table table = lake.catalog().createTable(lake.table("quakes"), SCHEMA);

      assertThat(table.location()).matches("s3://bucket-\\d+/warehouse/quakes");
      assertThat(table.name()).isEqualTo("firn." + database + ".quakes");
      assertThat(lake.description()).isEqualTo("glue:" + database + " (eu-central-1)");
    }
  }

  @Test
  void keepsItsRawLogWhereItsDatabaseSays() throws IOException {
    try (GlueLake lake = GlueLake.open(aws.newDatabase())) {
      lake.store().create("raw/quakes/log/1", new byte[0]);

      assertThat(lake.store().toString()).matches("s3://bucket-\\d+/raw-log/");
      assertThat(lake.store().list("raw/quakes/log/", "")).containsExactly("raw/quakes/log/1");
    }
  }

  @Test
  void showsTheSameTablesToEverybody() {
    String database = aws.newDatabase();
    try (GlueLake one = GlueLake.open(database);
        GlueLake other = GlueLake.open(database)) {
      one.catalog().createTable(one.table("quakes"), SCHEMA);

      assertThat(other.catalog().tableExists(other.table("quakes"))).isTrue();
    }
  }

  /** What a fetch costs. */
  @Test
  void opensWithOneRequest() {
    String database = aws.newDatabase();
    aws.wire().takeCounts();

    GlueLake.open(database).close();

    assertThat(aws.wire().takeCounts()).containsExactlyEntriesOf(Map.of("glue:GetDatabase", 1));
  }

  @Test
  void saysThatThereIsNoSuchDatabase() {
    assertUsage(
        () -> GlueLake.open("nowhere"),
        "there is no Glue database nowhere in eu-central-1",
        "the stack of infra-cdk makes one");
  }

  @Test
  void saysThatADatabaseHasNoLocation() {
    String database = database("without_location", null, Map.of(GlueLake.RAW, "s3://b/raw"));

    assertUsage(
        () -> GlueLake.open(database),
        "Glue database without_location has no location on S3 for its tables, but null",
        "LocationUri like s3://bucket/warehouse");
  }

  @Test
  void saysThatADatabaseDoesNotNameItsRawLog() {
    String database = database("without_raw", "s3://b/warehouse", Map.of());

    assertUsage(
        () -> GlueLake.open(database),
        "Glue database without_raw does not say where its raw log is: parameter firn.raw is null",
        "firn.raw, like s3://bucket/raw");
  }

  private String database(String name, String location, Map<String, String> parameters) {
    try (GlueClient glue = aws.glue()) {
      glue.createDatabase(
          create ->
              create.databaseInput(
                  input -> input.name(name).locationUri(location).parameters(parameters)));
    }
    return name;
  }

  private static void assertUsage(ThrowingCallable call, String message, String next) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FirnException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(Fault.USAGE);
              assertThat(e.next().orElseThrow()).contains(next);
            })
        .hasMessage(message);
  }
}
