package dev.firn.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.Conversion;
import dev.firn.contract.Conversion.Step;
import dev.firn.contract.OrderBy;
import dev.firn.contract.SourcePointer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times in the order of their moments, and what else records are ordered by as it stands. */
class RecordOrderTest {

  private static final SourcePointer AT = SourcePointer.parse("/at");
  private static final SourcePointer MADE = SourcePointer.parse("#/made");
  private static final RecordOrder BY_TIME = by(AT, Primitive.TIMESTAMPTZ, Conversion.NONE);

  @ParameterizedTest
  @CsvSource({
    "2024-01-01T00:00:00Z,         2024-01-01T00:00:00.5Z",
    "2024-01-01T00:00:00+01:00,    2024-01-01T00:00:00Z",
    "2024-01-01T09:00:00+09:00,    2024-01-01T00:00:00.000001Z",
    "2024-01-01 00:00Z,            2024-01-01T00:00:01Z",
    "2024-01-01T00:00:00.9Z,       2024-01-01T00:00:00.91Z",
    "1969-12-31T23:59:59.5Z,       1970-01-01T00:00:00Z",
    "1969-12-31T23:59:58Z,         1969-12-31T23:59:58.5Z",
    "0001-01-01T00:00:00Z,         1969-12-31T23:59:58Z",
  })
  void theEarlierMomentComesFirst(String earlier, String later) throws Exception {
    assertThat(time(earlier)).isLessThan(time(later));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-01T00:00:00.50Z, 2024-01-01T00:00:00.500000000Z",
    "2024-01-01T00:00:00Z,    2024-01-01 05:30+0530",
    "2024-01-01T00:00:00Z,    2023-12-31t19:00:00-05",
  })
  void spellingsOfAMomentAreOneKey(String one, String other) throws Exception {
    assertThat(time(one)).isEqualTo(time(other));
  }

  /** Keys are stored in tables, so their spelling must never change. */
  @Test
  void aTimeIsItsSecondsSince1970() throws Exception {
    assertThat(time("2023-11-14T22:13:20.5Z"))
        .isEqualTo(OrderKey.of(List.of(Read.node("1700000000.5"))));
    assertThat(key(by(AT, Primitive.TIMESTAMP, Conversion.NONE), "\"1970-01-02T00:00\""))
        .isEqualTo(OrderKey.of(List.of(Read.node("86400"))));
    assertThat(key(by(AT, Primitive.DATE, Conversion.of(Step.PARSE)), "\" 1970-01-02\""))
        .isEqualTo(OrderKey.of(List.of(Read.node("86400"))));
    assertThat(
            key(by(AT, Primitive.TIMESTAMPTZ, Conversion.of(Step.EPOCH_MILLIS)), "1700000000500"))
        .isEqualTo(time("2023-11-14T22:13:20.5Z"));
  }

  @Test
  void noTimeComesBeforeAll() throws Exception {
    RecordOrder parsed = by(AT, Primitive.TIMESTAMPTZ, Conversion.of(Step.PARSE));

    assertThat(key(BY_TIME, "null")).isEqualTo("0");
    assertThat(BY_TIME.key(MissingNode.getInstance(), Map.of())).isEqualTo("0");
    assertThat(key(parsed, "\"  \"")).isEqualTo("0");
    assertThat(time("0001-01-01T00:00:00Z")).isGreaterThan("0");
  }

  @Property(tries = 2000, seed = "1", edgeCases = EdgeCasesMode.NONE)
  void ordersMomentsHoweverTheyAreSpelt(@ForAll("spelt") Spelt one, @ForAll("spelt") Spelt two)
      throws Exception {
    assertThat(Integer.signum(time(one.text()).compareTo(time(two.text()))))
        .isEqualTo(Integer.signum(one.time().compareTo(two.time())));
  }

  @Provide
  Arbitrary<Spelt> spelt() {
    Arbitrary<Long> seconds =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-3, 3),
            Arbitraries.longs()
                .between(
                    Instant.parse("0001-01-02T00:00:00Z").getEpochSecond(),
                    Instant.parse("9999-12-30T00:00:00Z").getEpochSecond()));
    Arbitrary<Integer> micros =
        Arbitraries.oneOf(
            Arbitraries.of(0, 1, 500_000), Arbitraries.integers().between(0, 999_999));
    Arbitrary<Integer> offset = Arbitraries.integers().between(-18 * 60, 18 * 60);
    Arbitrary<String> pattern =
        Arbitraries.of(
            "uuuu-MM-dd'T'HH:mm:ss.SSSSSSXXX",
            "uuuu-MM-dd HH:mm:ss.SSSSSSxx",
            "uuuu-MM-dd't'HH:mm:ss','SSSSSSSSSXXX");
    return Combinators.combine(seconds, micros, offset, pattern)
        .as(
            (second, micro, minutes, spelling) -> {
              Instant time = Instant.ofEpochSecond(second, micro * 1000L);
              ZoneOffset zone = ZoneOffset.ofTotalSeconds(minutes * 60);
              return new Spelt(
                  time, DateTimeFormatter.ofPattern(spelling).format(time.atOffset(zone)));
            });
  }

  record Spelt(Instant time, String text) {}

  @Test
  void whatIsNoTimeHasNoPlace() {
    UnorderedException e =
        catchThrowableOfType(UnorderedException.class, () -> key(BY_TIME, "\"yesterday\""));

    assertThat(e)
        .hasMessage(
            "the contract orders records by /at: expected a time with its offset (ISO 8601), found \"yesterday\"");
    assertThat(e.place()).isEqualTo(AT);
  }

  @Test
  void whatIsNoScalarHasNoPlace() {
    RecordOrder order = new RecordOrder(List.of(OrderBy.as(MADE), OrderBy.as(AT)));

    UnorderedException e = catchThrowableOfType(UnorderedException.class, () -> key(order, "[1]"));

    assertThat(e).hasMessage("the contract orders records by /at, and that is no scalar");
  }

  @Test
  void looksWhereTheContractSays() throws Exception {
    RecordOrder order = new RecordOrder(List.of(OrderBy.as(MADE), OrderBy.as(AT)));

    assertThat(order.inDocument()).containsExactly(MADE.pointer());
    assertThat(order.isOfDocuments()).isFalse();
    assertThat(new RecordOrder(List.of(OrderBy.as(MADE))).isOfDocuments()).isTrue();
    assertThat(key(order, "true")).isEqualTo("4m\u00012");
  }

  private static RecordOrder by(SourcePointer place, Primitive time, Conversion conversion) {
    return new RecordOrder(List.of(new OrderBy(place, time, conversion)));
  }

  private static String time(String text) throws Exception {
    return key(BY_TIME, TextNode.valueOf(text).toString());
  }

  private static String key(RecordOrder order, String at) throws Exception {
    Map<JsonPointer, JsonNode> document = Map.of(MADE.pointer(), TextNode.valueOf("m"));
    return order.key(Read.node("{\"at\": " + at + "}"), document);
  }
}
