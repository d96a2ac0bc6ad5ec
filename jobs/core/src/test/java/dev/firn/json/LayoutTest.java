package dev.firn.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import dev.firn.contract.TableContract.Layout;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records that are no items of an array. */
class LayoutTest {

  @Test
  void membersHaveNames() throws Exception {
    assertThat(
            read(
                "{\"rates\": {\"USD\": 1.08, \"a/b\": {\"v\": 2}}, \"x\": 1}",
                "/rates",
                Layout.MEMBERS))
        .containsExactly("/rates/USD USD 1.08", "/rates/a~1b a/b {\"v\":2}");
    assertThat(read("{}", "", Layout.MEMBERS)).isEmpty();
    assertThat(read("{\"a\": null}", "", Layout.MEMBERS)).containsExactly("/a a null");
  }

  @Test
  void membersAreOfAnObject() {
    assertThatThrownBy(() -> read("{\"rates\": []}", "/rates", Layout.MEMBERS))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith("expected an object of records at /rates, found an array");
    assertThatThrownBy(() -> read("{\"a\": {}} 1", "/a", Layout.MEMBERS))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith("the document goes on after its end");
  }

  @Test
  void linesAreDocuments() throws Exception {
    assertThat(read("{\"v\": 1}\n{\"v\": 2}\r\n\n[3]\n", "", Layout.LINES))
        .containsExactly("/0 null {\"v\":1}", "/1 null {\"v\":2}", "/2 null [3]");
    assertThat(read("{\"v\": 1}", "", Layout.LINES)).containsExactly("/0 null {\"v\":1}");
  }

  @Test
  void aLineThatIsCutOffIsUnreadable() {
    assertThatThrownBy(() -> read("{\"v\": 1}\n{\"v\": ", "", Layout.LINES))
        .isInstanceOf(UnreadableException.class);
    assertThatThrownBy(() -> read("", "", Layout.LINES))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith("the body is empty");
  }

  private static List<String> read(String body, String place, Layout layout) throws Exception {
    List<String> found = new ArrayList<>();
    try (Records records =
        Records.open(
            new ByteArrayInputStream(body.getBytes(UTF_8)), JsonPointer.compile(place), layout)) {
      for (Records.Located record = records.next(); record != null; record = records.next()) {
        found.add("%s %s %s".formatted(record.at(), record.name(), record.value()));
      }
    }
    return found;
  }
}
