package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.FirnException;
import dev.firn.raw.Batch;
import dev.firn.raw.Page;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RawPlaceTest {

  private static Batch batch(String... bodies) {
    List<Page> pages =
        Stream.of(bodies)
            .map(
                body ->
                    new Page(
                        "http://x",
                        200,
                        Map.of(),
                        "2026-01-01T00:00:00Z",
                        1,
                        body,
                        2,
                        "ff",
                        List.of()))
            .toList();
    return new Batch(
        1, 3, "x", "f", "2026-01-01T00:00:00Z", Batch.Kind.CONTENT, null, pages, null, Map.of());
  }

  @Test
  void namesThePageOnlyOfSeveral() {
    assertThat(RawPlace.of(batch("a"), "a", "/rows/1")).hasToString("3:/rows/1");
    assertThat(RawPlace.of(batch("a", "b"), "b", "/rows/1")).hasToString("3.2:/rows/1");
    assertThat(RawPlace.of(batch("a", "b"), "b", "")).hasToString("3.2:");
  }

  @Test
  void findsThePageThatItNames() {
    assertThat(RawPlace.parse("3:/rows").object(batch("a"), "t")).isEqualTo("a");
    assertThat(RawPlace.parse("3.1:/rows").object(batch("a"), "t")).isEqualTo("a");
    assertThat(RawPlace.parse("3.2:/rows").object(batch("a", "b"), "t")).isEqualTo("b");
  }

  @Test
  void asksForThePage() {
    assertThatThrownBy(() -> RawPlace.parse("3:/rows/1").object(batch("a", "b"), "t"))
        .isInstanceOfSatisfying(
            FirnException.class,
            e -> assertThat(e.next()).contains("firn rejected t --at 3.1:/rows/1 is the first"))
        .hasMessage("batch 3 has 2 pages, and /rows/1 may be in each of them");
  }
}
