package dev.firn.land;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.contract.Incremental;
import dev.firn.contract.PositionFormat;
import dev.firn.contract.SourcePointer;
import dev.firn.fetch.Answer;
import dev.firn.raw.Batch;
import dev.firn.raw.Batch.Kind;
import dev.firn.raw.Cursor;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CursorTest {

  private static final String DEFINITION = "records /data at /at as iso8601";

  @TempDir private Path folder;
  private LandingScene scene;
  private int fetches;

  @BeforeEach
  void open() {
    scene = new LandingScene(folder, LandingScene.table(List.of()));
  }

  @Test
  void isTheHighestPositionOfAllPages() throws IOException {
    Batch batch =
        land(
            at("/at", PositionFormat.ISO8601),
            rows("\"2025-08-03T00:00:00Z\"", "\"2025-08-05T02:00:00+02:00\""),
            rows("\"2025-08-04T00:00:00Z\"", "null", "7", "\"soon\""));

    assertThat(batch.cursor()).isEqualTo(new Cursor(DEFINITION, "2025-08-05T00:00:00Z"));
  }

  @Test
  void doesNotGoBack() throws IOException {
    Incremental at = at("/at", PositionFormat.ISO8601);
    Batch first = land(at, rows("\"2025-08-05T00:00:00Z\""));

    assertThat(land(at, rows("\"2025-08-01T00:00:00Z\"")).cursor()).isEqualTo(first.cursor());
  }

  @Test
  void staysWhereNothingCame() throws IOException {
    Incremental at = at("/at", PositionFormat.ISO8601);
    Batch first = land(at, rows("\"2025-08-05T00:00:00Z\""));

    assertThat(land(at, rows()))
        .returns(Kind.CONTENT, Batch::kind)
        .returns(first.cursor(), Batch::cursor);
    assertThat(land(at, rows()))
        .returns(Kind.REPEAT, Batch::kind)
        .returns(first.cursor(), Batch::cursor);
    assertThat(land(at, rows("\"2025-08-09T00:00:00Z\""), "<html>"))
        .returns(Kind.UNREADABLE, Batch::kind)
        .returns(first.cursor(), Batch::cursor);
  }

  @Test
  void isNoneBeforeAnythingCame() throws IOException {
    Incremental at = at("/at", PositionFormat.ISO8601);

    assertThat(scene.landing(at, LandingScene.table(List.of())).position()).isEmpty();
    assertThat(land(at, rows()).cursor()).isNull();
  }

  @Test
  void doesNotBelieveInTheFuture() throws IOException {
    Batch batch =
        land(
            at("/at", PositionFormat.ISO8601),
            rows(
                "\"2025-09-01T10:00:00Z\"",
                "\"2025-09-01T10:00:01Z\"",
                "\"9999-12-31T00:00:00Z\""));

    assertThat(batch.cursor().position()).isEqualTo("2025-09-01T10:00:00Z");
  }

  @Test
  void mayBeInTheDocument() throws IOException {
    Batch batch =
        land(at("#/seen", PositionFormat.EPOCH_MILLIS), "{\"seen\": 1722470400250, \"data\": []}");

    assertThat(batch.cursor())
        .isEqualTo(
            new Cursor("records /data at #/seen as epochMillis", "2024-08-01T00:00:00.250Z"));
  }

  @Test
  void mayBeANumber() throws IOException {
    Incremental at = at("/at", PositionFormat.NUMBER);
    Batch batch = land(at, rows("9", "9007199254740993", "10"));

    assertThat(batch.cursor().position()).isEqualTo("9007199254740993");
    assertThat(scene.landing(at, LandingScene.table(List.of())).position())
        .contains(new BigDecimal("9007199254740993"));
  }

  @Test
  void isNoneWhenTheContractCountsOtherwise() throws IOException {
    land(at("/at", PositionFormat.ISO8601), rows("\"2025-08-05T00:00:00Z\""));
    Incremental other = at("/changed", PositionFormat.ISO8601);

    assertThat(scene.landing(other, LandingScene.table(List.of())).position()).isEmpty();
    assertThat(land(other, rows()).cursor()).isNull();
  }

  @Test
  void isNoneOfAFeedThatIsAskedForEverything() throws IOException {
    assertThat(scene.land(rows("\"2025-08-05T00:00:00Z\""), "\"1\"").cursor()).isNull();
  }

  private Batch land(Incremental incremental, String... bodies) throws IOException {
    List<Answer> answers = new ArrayList<>();
    for (String body : bodies) {
      answers.add(scene.answer(body, "\"1\""));
    }
    return scene
        .landing(incremental, LandingScene.table(List.of()))
        .land("fetch-" + ++fetches, answers, Condition.NONE);
  }

  private static Incremental at(String pointer, PositionFormat format) {
    return new Incremental(
        "since", SourcePointer.parse(pointer), format, format, null, BigDecimal.ZERO);
  }

  private static String rows(String... values) {
    return "{\"data\": [%s]}"
        .formatted(
            String.join(
                ", ",
                List.of(values).stream().map("{\"id\": \"a\", \"at\": %s}"::formatted).toList()));
  }
}
