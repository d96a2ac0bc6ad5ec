package dev.firn.land;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.firn.contract.TableContract;
import dev.firn.json.OrderKey;
import dev.firn.raw.Scan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BodyScanTest {

  private static final TableContract PLAIN = LandingScene.table(List.of());
  private static final TableContract BY_TIME = LandingScene.table(List.of("/t"));
  private static final TableContract BY_GENERATED = LandingScene.table(List.of("#/meta/at"));

  @TempDir private Path folder;

  @Test
  void countsRecords() throws Exception {
    assertThat(scan(PLAIN, "{\"data\":[{\"id\":1},{\"id\":2},null]}").records()).isEqualTo(3);
  }

  @Test
  void anEmptyResponseHasTheOrderOfItsDocument() throws Exception {
    assertThat(scan(BY_GENERATED, "{\"meta\":{\"at\":7},\"data\":[]}"))
        .returns(0L, Scan::records)
        .returns(OrderKey.of(List.of(IntNode.valueOf(7))), Scan::highestOrder);
    assertThat(scan(BY_GENERATED, "{\"meta\":{\"at\":[7]},\"data\":[]}").highestOrder()).isNull();
  }

  @Test
  void findsTheHighestOrder() throws Exception {
    assertThat(highest(BY_TIME, "{\"data\":[{\"t\":9},{\"t\":10},{\"t\":-11},{}]}"))
        .isEqualTo("3650002.1");
  }

  @Test
  void findsTheOrderOfTheDocumentBeforeTheRecords() throws Exception {
    assertThat(highest(BY_GENERATED, "{\"meta\":{\"at\":7},\"data\":[{\"id\":1}]}"))
        .isEqualTo("3650001.7");
  }

  @Test
  void findsTheOrderOfTheDocumentAfterTheRecords() throws Exception {
    assertThat(highest(BY_GENERATED, "{\"data\":[{\"id\":1}],\"meta\":{\"at\":7}}"))
        .isEqualTo("3650001.7");
  }

  @Test
  void ordersByRecordAndDocument() throws Exception {
    TableContract both = LandingScene.table(List.of("#/meta/at", "/t"));

    assertThat(highest(both, "{\"meta\":{\"at\":7},\"data\":[{\"t\":\"b\"},{\"t\":\"a\"}]}"))
        .isEqualTo("3650001.7\u00014b");
  }

  @Test
  void passesOverRecordsThatCannotBeOrdered() throws Exception {
    assertThat(highest(BY_TIME, "{\"data\":[{\"t\":{}},{\"t\":3},{\"t\":1e99999}]}"))
        .isEqualTo("3650001.3");
  }

  @Test
  void doesNotMindTheOrderOfRecords() throws Exception {
    Scan one = scan(PLAIN, "{\"data\":[{\"id\":1},{\"id\":2}]}");
    Scan other = scan(PLAIN, "{\"at\":5,\"data\":[{\"id\":2},{\"id\": 1}]}");

    assertThat(one.sameRecords(other)).isTrue();
  }

  @Test
  void noticesAChangedRecord() throws Exception {
    Scan one = scan(PLAIN, "{\"data\":[{\"id\":1},{\"id\":2}]}");
    Scan other = scan(PLAIN, "{\"data\":[{\"id\":1},{\"id\":2.0}]}");

    assertThat(one.sameRecords(other)).isFalse();
  }

  @Test
  void noticesARecordThatIsThereTwice() throws Exception {
    Scan one = scan(PLAIN, "{\"data\":[{\"id\":1}]}");
    Scan other = scan(PLAIN, "{\"data\":[{\"id\":1},{\"id\":1}]}");

    assertThat(one.sameRecords(other)).isFalse();
  }

  @Test
  void noticesAChangedDocumentValueThatAColumnTakes() throws Exception {
    TableContract taking = LandingScene.table(List.of(), "#/title");
    Scan one = scan(taking, "{\"title\":\"A\",\"data\":[{\"id\":1}]}");
    Scan other = scan(taking, "{\"title\":\"B\",\"data\":[{\"id\":1}]}");

    assertThat(one.sameRecords(other)).isFalse();
  }

  @Test
  void noticesDocumentValuesThatChangePlaces() throws Exception {
    TableContract taking = LandingScene.table(List.of(), "#/from", "#/to");
    Scan one = scan(taking, "{\"from\":\"A\",\"to\":\"B\",\"data\":[{\"id\":1}]}");
    Scan other = scan(taking, "{\"from\":\"B\",\"to\":\"A\",\"data\":[{\"id\":1}]}");

    assertThat(one.sameRecords(other)).isFalse();
  }

  @Test
  void doesNotMindADocumentValueThatOnlyOrders() throws Exception {
    Scan one = scan(BY_GENERATED, "{\"meta\":{\"at\":7},\"data\":[{\"id\":1}]}");
    Scan other = scan(BY_GENERATED, "{\"meta\":{\"at\":8},\"data\":[{\"id\":1}]}");

    assertThat(one.sameRecords(other)).isTrue();
    assertThat(other.highestOrder()).isGreaterThan(one.highestOrder());
  }

  @Test
  void comparesOnlyUnderTheSameDefinition() throws Exception {
    String body = "{\"data\":[{\"id\":1}]}";

    assertThat(scan(PLAIN, body).sameRecords(scan(BY_TIME, body))).isFalse();
    assertThat(scan(PLAIN, body).sameRecords(null)).isFalse();
  }

  @Test
  void namesItsDefinition() throws Exception {
    TableContract taking = LandingScene.table(List.of("#/meta/at", "/t"), "#/title", "/x");

    assertThat(scan(taking, "{\"data\":[]}").definition())
        .isEqualTo("records /data order [#/meta/at, /t] document [#/title]");
  }

  private String highest(TableContract table, String body) throws Exception {
    return scan(table, body).highestOrder();
  }

  private Scan scan(TableContract table, String body) throws Exception {
    BodyScan scan = new BodyScan(table);
    scan.add(Files.writeString(folder.resolve("body"), body));
    return scan.result();
  }
}
