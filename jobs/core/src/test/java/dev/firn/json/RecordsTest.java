package dev.firn.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.firn.contract.TableContract.Layout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {

  @Test
  void findsTheElementsOfAnArray() throws Exception {
    assertThat(Read.records("{\"features\":[{\"id\":1},{\"id\":2}]}", "/features"))
        .containsExactly("/features/0 {\"id\":1}", "/features/1 {\"id\":2}");
  }

  @Test
  void findsNothingInAnEmptyArray() throws Exception {
    assertThat(Read.records("{\"features\":[]}", "/features")).isEmpty();
  }

  @Test
  void takesARootArray() throws Exception {
    assertThat(Read.records("[{\"id\":1},2,null,[3]]", ""))
        .containsExactly("/0 {\"id\":1}", "/1 2", "/2 null", "/3 [3]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"id\":1}", "\"text\"", "3", "true", "null"})
  void takesADocumentThatIsNoArrayForOneRecord(String json) throws Exception {
    assertThat(Read.records(json, "")).containsExactly(" " + json);
  }

  @Test
  void passesOverWhatIsBeforeAndAfter() throws Exception {
    String json =
        "{\"meta\":{\"data\":[9]},\"list\":[[8],{\"data\":[7]}],\"data\":[1,2],\"more\":[{}],\"end\":0}";

    assertThat(Read.records(json, "/data")).containsExactly("/data/0 1", "/data/1 2");
  }

  @Test
  void goesDownThroughObjectsAndArrays() throws Exception {
    String json = "{\"a\":[[0],{\"b\":[{\"c\":1},{\"c\":[10,11]},{\"c\":2}]}],\"z\":1}";

    assertThat(Read.records(json, "/a/1/b/1/c"))
        .containsExactly("/a/1/b/1/c/0 10", "/a/1/b/1/c/1 11");
  }

  @Test
  void takesADigitForTheNameOfAMember() throws Exception {
    assertThat(Read.records("{\"0\":[1]}", "/0")).containsExactly("/0/0 1");
  }

  @Test
  void understandsEscapedPointers() throws Exception {
    assertThat(Read.records("{\"a/b~c\":[1]}", "/a~1b~0c")).containsExactly("/a~1b~0c/0 1");
  }

  @Test
  void takesTheMemberWithoutAName() throws Exception {
    assertThat(Read.records("{\"\":[1]}", "/")).containsExactly("//0 1");
  }

  @Test
  void keepsNumbersExact() throws Exception {
    assertThat(Read.records("[1.10,12345678901234567890,0.30000000000000000001,1E+400]", ""))
        .containsExactly(
            "/0 1.10", "/1 12345678901234567890", "/2 0.30000000000000000001", "/3 1E+400");
  }

  @Test
  void readsOtherUnicodeEncodingsToo() throws Exception {
    assertThat(Read.records("[\"é\"]".getBytes(StandardCharsets.UTF_16LE), ""))
        .containsExactly("/0 \"é\"");
  }

  @Test
  void staysAtTheEnd() throws IOException, UnreadableException {
    try (Records records =
        Records.open(
            new ByteArrayInputStream("[1]".getBytes(StandardCharsets.UTF_8)),
            JsonPointer.empty(),
            Layout.ITEMS)) {
      records.next();

      assertThat(records.next()).isNull();
      assertThat(records.next()).isNull();
    }
  }
}
