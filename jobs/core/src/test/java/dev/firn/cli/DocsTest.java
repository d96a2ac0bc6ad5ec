package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliScene.Said;
import dev.firn.contract.Contract;
import dev.firn.contract.Contracts;
import dev.firn.lake.LocalLake;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericAppenderFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The page for readers, of a contract whose texts try to be more than text. */
class DocsTest {

  @TempDir private Path folder;
  private CliScene scene;

  @BeforeEach
  void write() {
    scene = new CliScene(folder.resolve("project"));
    scene.write(
        "schemas/people.odcs.yaml",
        """
        apiVersion: v3.1.0
        kind: DataContract
        id: people
        version: 2.1.0
        status: active
        description:
          purpose: Who works here.
          usage: "Joins & counts; <b>never</b> mail."
          limitations: Left over.
          authoritativeDefinitions:
            - {type: licence, url: 'https://example.org/?a=1&b="2"'}
            - {type: trap, url: 'javascript:alert(1)'}
        servers:
          - {server: api, type: api, location: 'https://example.org/people.json?page=1'}
        schema:
          - name: people
            logicalType: object
            physicalType: table
            description: '<script>alert("people")</script>'
            dataGranularityDescription: One row a person & year.
            customProperties:
              - {property: firn.records, value: '/rows'}
              - {property: firn.merge, value: mirror}
            properties:
              - {name: id, logicalType: string, primaryKey: true, required: true, description: Theirs., examples: ['<7>']}
              - {name: Since, logicalType: date, partitioned: true, customProperties: [{property: firn.partitionTransform, value: month}]}
              - {name: mail, logicalType: string, classification: restricted, description: 'Ask "first".'}
              - {name: tags, logicalType: array, items: {logicalType: string}}
              - {name: seen, logicalType: timestamp, physicalType: timestamptz, classification: public, customProperties: [{property: firn.volatile, value: true}]}
        slaProperties:
          - {property: latency, value: 90, unit: min, element: people.seen}
          - {property: recoveryWindow, value: 30, unit: d}
          - {property: frequency, value: 1, unit: h, scheduler: cron, schedule: '5 * * * *'}
        team:
          name: office
        support:
          - {channel: desk, url: 'mailto:desk@example.org'}
        """);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void saysWhatTheContractSaysWhereThereIsNoLake() throws IOException {
    Path page = folder.resolve("site/people.html");

    assertThat(scene.firn("docs", "people", "--to", page.toString(), "--title", "Staff & co"))
        .isEqualTo(new Said(0, page + ": 1 table\n", ""));

    assertThat(Files.readString(page)).isEqualTo(expected());
    assertThat(scene.lake()).as("looking makes no lake").doesNotExist();
  }

  private static String expected() throws IOException {
    try (var in = DocsTest.class.getResourceAsStream("docs.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void showsSomeRowsButNoneOfWhatIsClassified() throws Exception {
    ScenesTable table = scene.table("people");
    row("7", "Ann <ann@example.org>");
    Path page = folder.resolve("people.html");

    assertThat(scene.firn("docs", "people", "--to", page.toString(), "--output", "json"))
        .isEqualTo(
            new Said(
                0,
                """
                {
                  "file" : "%s",
                  "tables" : [ "people" ]
                }
                """
                    .formatted(page),
                ""));

    String html = Files.readString(page);
    assertThat(html)
        .contains(
            "<thead><tr><th>id</th><th>Since</th><th>tags</th><th>seen</th></tr></thead>",
            "<tr><td>7</td><td class=\"quiet\">null</td><td>[&lt;a&gt;, b]</td><td>2025-09-01T08:00:00Z</td></tr>",
            "Not shown, for they are classified: mail.",
            "<dt>Rows now</dt><dd>1, ")
        .doesNotContain("ann@example.org");
    parsed(html);
    scene.firn("docs", "people", "--to", page.toString(), "--no-sample");
    assertThat(Files.readString(page)).doesNotContain("Some rows", "&lt;a&gt;");
    assertThat(table).isNotNull();
  }

  @Test
  void isAWholePageForEveryContractOfOurs() throws Exception {
    Path project = Path.of(System.getProperty("firn.root"));
    Path page = folder.resolve("ours.html");

    Said said =
        scene.firn(
            "docs",
            "--project",
            project.toString(),
            "--lake",
            folder.resolve("none").toString(),
            "--to",
            page.toString());

    assertThat(said.exitCode()).as(said.err()).isZero();
    Document html = parsed(Files.readString(page));
    Set<String> anchors = new HashSet<>();
    NodeList all = html.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      anchors.add(((Element) all.item(i)).getAttribute("id"));
    }
    for (Contract contract : new Contracts(project).readAll()) {
      contract
          .tables()
          .forEach(
              table -> {
                assertThat(anchors).contains(table.name());
                table
                    .columns()
                    .forEach(
                        column ->
                            assertThat(html.getDocumentElement().getTextContent())
                                .contains(column.name()));
              });
    }
    NodeList links = html.getElementsByTagName("a");
    for (int i = 0; i < links.getLength(); i++) {
      String link = ((Element) links.item(i)).getAttribute("href");
      assertThat(link.startsWith("#") ? anchors.contains(link.substring(1)) : true)
          .as(link)
          .isTrue();
    }
    assertThat(html.getElementsByTagName("script").getLength()).isZero();
  }

  @Test
  void saysWhenItCannotBeWritten() {
    assertThat(scene.firn("docs", "people", "--to", folder.toString()).err())
        .startsWith("firn: " + folder + " cannot be written: ")
        .endsWith("next: name a file that can be with --to\n");
  }

  /** Every element is closed, and every text escaped, or it is no XML. */
  private static Document parsed(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
  }

  private void row(String id, String mail) throws IOException {
    try (LocalLake lake = LocalLake.open(scene.lake())) {
      Table table = lake.catalog().loadTable(lake.table("people"));
      Record row = GenericRecord.create(table.schema());
      for (NestedField field : table.schema().columns()) {
        if (field.isRequired()) {
          row.setField(
              field.name(),
              field.type().typeId() == Type.TypeID.LONG
                  ? 1L
                  : field.type().typeId() == Type.TypeID.BINARY
                      ? java.nio.ByteBuffer.allocate(0)
                      : "x");
        }
      }
      Map<String, Object> values =
          Map.of(
              "id",
              id,
              "mail",
              mail,
              "tags",
              List.of("<a>", "b"),
              "seen",
              OffsetDateTime.parse("2025-09-01T10:00:00+02:00"));
      values.forEach(row::setField);
      OutputFile file =
          table.io().newOutputFile(table.locationProvider().newDataLocation("row.avro"));
      FileAppender<Record> appender =
          new GenericAppenderFactory(table.schema()).newAppender(file, FileFormat.AVRO);
      try (appender) {
        appender.add(row);
      }
      table
          .newFastAppend()
          .appendFile(
              DataFiles.builder(table.spec())
                  .withPath(file.location())
                  .withFormat(FileFormat.AVRO)
                  .withPartitionPath("Since_month=668")
                  .withFileSizeInBytes(appender.length())
                  .withRecordCount(1)
                  .build())
          .commit();
    }
  }
}
