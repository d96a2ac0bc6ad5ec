package dev.firn.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firn.json.UnreadableException.Place;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UnreadableTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"other\":[1]} | expected an array of records at /data, found nothing there | 1 | 13",
        "{\"data\":null} | expected an array of records at /data, found null | 1 | 9",
        "{\"data\":{}} | expected an array of records at /data, found an object | 1 | 9",
        "{\"data\":\"x\"} | expected an array of records at /data, found text | 1 | 9",
        "{\"data\":1.5} | expected an array of records at /data, found a number | 1 | 9",
        "{\"data\":false} | expected an array of records at /data, found a boolean | 1 | 9",
        "[[1]] | expected an array of records at /data, found nothing there | 1 | 1",
        "7 | expected an array of records at /data, found nothing there | 1 | 1",
      })
  void saysWhatIsThereInsteadOfTheRecords(String json, String message, int line, int column) {
    UnreadableException e = ofRecords(json);

    assertThat(e).hasMessage(message);
    assertThat(e.place()).returns(line, Place::line).returns(column, Place::column);
  }

  @Test
  void showsTheWholePointerWhenPartOfItIsMissing() {
    UnreadableException e =
        catchThrowableOfType(
            UnreadableException.class, () -> Read.records("{\"a\":[{\"b\":1}]}", "/a/1/b"));

    assertThat(e).hasMessage("expected an array of records at /a/1/b, found nothing there");
  }

  @Test
  void saysThatNothingIsThere() {
    UnreadableException e = ofRecords("");

    assertThat(e).hasMessage("the body is empty");
    assertThat(e.place()).isEqualTo(new Place(1, 1, 0)).hasToString("line 1, column 1");
  }

  @Test
  void saysThatOnlyBlanksAreThere() {
    UnreadableException e = ofRecords(" \n ");

    assertThat(e).hasMessage("the body is empty");
    assertThat(e.place()).isEqualTo(new Place(2, 2, 3));
  }

  @Test
  void findsWhereABodyBreaksOff() {
    UnreadableException e = ofRecords("{\"data\":[\n{\"id\":1},\n{\"id\":\"ab");

    assertThat(e.place()).isEqualTo(new Place(3, 10, 29));
  }

  @Test
  void findsWhereABodyBreaksOffBetweenRecords() {
    UnreadableException e = ofRecords("{\"data\":[\n{\"id\":1},");

    assertThat(e.place()).isEqualTo(new Place(2, 10, 19));
  }

  @Test
  void findsWhereABodyBreaksOffAfterTheRecords() {
    UnreadableException e = ofRecords("{\"data\":[1],\n\"count\":");

    assertThat(e.place()).isEqualTo(new Place(2, 9, 21));
  }

  @Test
  void saysWhereTheOpenArrayBegan() {
    assertThat(ofRecords("{\"data\":["))
        .hasMessage(
            "Unexpected end-of-input: expected close marker for Array that began in line 1, column 9");
  }

  @Test
  void saysWhatWasClosedByTheWrongSign() {
    assertThat(ofRecords("{\"data\":[}"))
        .hasMessage(
            "Unexpected close marker '}': expected ']' for Array that began in line 1, column 9");
  }

  @Test
  void refusesWhatFollowsTheDocument() {
    UnreadableException e = ofRecords("{\"data\":[1]}\n{\"data\":[2]}");

    assertThat(e).hasMessage("the document goes on after its end");
    assertThat(e.place()).isEqualTo(new Place(2, 1, 13));
  }

  @Test
  void refusesGarbageAfterTheDocument() {
    UnreadableException e = ofRecords("{\"data\":[1]}<!-- cached -->");

    assertThat(e).message().startsWith("Unexpected character ('<' (code 60))");
    assertThat(e.place()).isEqualTo(new Place(1, 14, 13));
  }

  @Test
  void refusesAMemberThatIsThereTwice() {
    UnreadableException e = ofRecords("{\"data\":[{\"id\":1,\n\"id\":2}]}");

    assertThat(e).hasMessage("Duplicate field 'id'");
    assertThat(e.place()).returns(2, Place::line);
  }

  @Test
  void refusesTheRecordsTwice() {
    assertThat(ofRecords("{\"data\":[1],\"data\":[2]}")).hasMessage("Duplicate field 'data'");
  }

  @Test
  void refusesHtml() {
    UnreadableException e = ofRecords("<!DOCTYPE html><title>Sorry</title>");

    assertThat(e).message().startsWith("Unexpected character ('<' (code 60))");
    assertThat(e.place()).isEqualTo(new Place(1, 2, 1));
  }

  @ParameterizedTest
  @MethodSource("brokenText")
  void refusesBytesThatAreNoText(byte[] body) {
    UnreadableException e =
        catchThrowableOfType(UnreadableException.class, () -> Read.records(body, ""));

    assertThat(e).isNotNull();
  }

  static Stream<byte[]> brokenText() {
    return Stream.of(
        new byte[] {'[', '"', 'a', (byte) 0xFF, '"', ']'},
        new byte[] {'[', '"', (byte) 0xC3, '"', ']'},
        new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0},
        new byte[] {0, '[', 0, 0, 0, ']', 0, 0},
        new byte[] {0, 0, 0, '[', 0, 0x7F, 0x7F, 0x7F});
  }

  @ParameterizedTest
  @MethodSource("brokenText")
  void refusesDocumentsThatAreNoText(byte[] body) {
    UnreadableException e =
        catchThrowableOfType(UnreadableException.class, () -> Read.document(body, "/a"));

    assertThat(e).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"1e2147483648", "1e-2147483648", "1e99999999999"})
  void refusesNumbersThatNobodyCanHold(String number) {
    UnreadableException e = ofRecords("{\"data\":[" + number + "]}");

    assertThat(e).hasMessage("Number beyond measure: " + number);
    assertThat(e.place()).isEqualTo(new Place(1, 10, 9));
  }

  @Test
  void refusesBottomlessNesting() {
    String deep = "[".repeat(5000);

    assertThat(ofRecords("{\"data\":[" + deep)).message().contains("nesting depth");
  }

  private static UnreadableException ofRecords(String json) {
    return catchThrowableOfType(
        UnreadableException.class, () -> Read.records(json.getBytes(UTF_8), "/data"));
  }
}
