package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firn.contract.Column;
import dev.firn.contract.ColumnType;
import dev.firn.contract.ColumnType.Decimal;
import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.Conversion;
import dev.firn.contract.SourcePointer;
import dev.firn.contract.TableContract;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.testing.TestLakes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a contract may change about a table that is there. */
class ApplyContractTest {

  @TempDir private Path folder;
  private Lake lake;

  @BeforeEach
  void open() {
    lake = TestLakes.open(folder);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void widensColumns() {
    create(
        column("n", null, Primitive.INT),
        column("f", null, Primitive.FLOAT),
        column("d", null, new Decimal(6, 2)));

    assertThat(
            apply(
                column("n", null, Primitive.LONG),
                column("f", null, Primitive.DOUBLE),
                column("d", null, new Decimal(12, 2))))
        .containsExactly(
            "~ column n: int -> long",
            "~ column f: float -> double",
            "~ column d: decimal(6, 2) -> decimal(12, 2)");
    assertThat(Difference.columns(table().schema()))
        .containsSubsequence("n long", "f double", "d decimal(12, 2)");
  }

  @Test
  void doesNotNarrowThem() {
    create(column("n", null, Primitive.LONG));

    assertThat(refusal(column("n", null, Primitive.INT)))
        .hasMessage(
            "table sales cannot follow its contract: n is long in the table and int in the contract")
        .satisfies(
            e ->
                assertThat(e.next())
                    .contains(
                        "give the contract a new column beside it, with the same transformSourceObjects: firn apply fills it from raw"));
  }

  @Test
  void aColumnKeepsItsFieldWhenItsNameChangesAndItsIdDoesNot() {
    create(column("hight", "height", Primitive.DOUBLE));
    int field = table().schema().findField("hight").fieldId();

    assertThat(apply(column("height", "height", Primitive.DOUBLE)))
        .containsExactly("~ column hight: renamed to height");
    assertThat(table().schema().findField("height").fieldId()).isEqualTo(field);
    assertThat(apply(column("height", "height", Primitive.DOUBLE))).isEmpty();
    assertThat(apply(column("height_m", "height", Primitive.DOUBLE)))
        .containsExactly("~ column height: renamed to height_m");
  }

  @Test
  void anotherNameWithoutAnIdIsAnotherColumn() {
    create(column("hight", null, Primitive.DOUBLE));

    assertThat(refusal(column("height", null, Primitive.DOUBLE)))
        .hasMessage(
            "table sales cannot follow its contract: the contract has no hight, which the table has");
  }

  @Test
  void anIdThatIsGivenLaterIsRememberedWithTheNextRun() {
    create(column("hight", null, Primitive.DOUBLE));
    new FollowContract(lake, contract(column("hight", "height", Primitive.DOUBLE))).additions();

    assertThat(apply(column("height", "height", Primitive.DOUBLE)))
        .containsExactly("~ column hight: renamed to height");
  }

  @Test
  void renamesAndWidensAtOnce() {
    create(column("n", "number", Primitive.INT));

    assertThat(apply(column("amount", "number", Primitive.LONG)))
        .containsExactly("~ column n: renamed to amount", "~ column n: int -> long");
    assertThat(Difference.columns(table().schema())).contains("amount long");
  }

  @Test
  void widensWhatListsAndMapsHold() {
    create(column("n", null, list(Primitive.INT)), column("m", null, map(Primitive.FLOAT)));

    assertThat(
            apply(
                column("n", null, list(Primitive.LONG)), column("m", null, map(Primitive.DOUBLE))))
        .containsExactly("~ column n.element: int -> long", "~ column m.value: float -> double");
    assertThat(Difference.columns(table().schema()))
        .containsSubsequence("n list<long>", "m map<string, double>");
    assertThat(
            refusal(
                column("n", null, list(Primitive.INT)), column("m", null, map(Primitive.DOUBLE))))
        .hasMessage(
            "table sales cannot follow its contract: n.element is long in the table and int in the contract");
  }

  @Test
  void aMemberOfWhatAListHoldsKeepsItsFieldByItsId() {
    create(column("stops", null, list(struct("nam", Primitive.INT))));
    int field = table().schema().findField("stops.element.nam").fieldId();

    assertThat(apply(column("stops", null, list(struct("name", Primitive.LONG)))))
        .containsExactly(
            "~ column stops.element.nam: renamed to name",
            "~ column stops.element.nam: int -> long");
    assertThat(table().schema().findField("stops.element.name").fieldId()).isEqualTo(field);
    assertThat(apply(column("stops", null, list(struct("name", Primitive.LONG))))).isEmpty();
    assertThat(apply(column("stops", null, list(struct("title", Primitive.LONG)))))
        .containsExactly("~ column stops.element.name: renamed to title");
  }

  @Test
  void aMemberOfWhatAMapHoldsKeepsItsFieldByItsId() {
    create(column("rates", "r", map(struct("nam", Primitive.INT))));
    int field = table().schema().findField("rates.value.nam").fieldId();

    assertThat(apply(column("prices", "r", map(struct("name", Primitive.INT)))))
        .containsExactly(
            "~ column rates: renamed to prices", "~ column rates.value.nam: renamed to name");
    assertThat(table().schema().findField("prices.value.name").fieldId()).isEqualTo(field);
  }

  @Test
  void aListDoesNotBecomeWhatItHolds() {
    create(column("n", null, list(Primitive.INT)));

    assertThat(refusal(column("n", null, Primitive.INT)))
        .hasMessage(
            "table sales cannot follow its contract: n is list<element: optional int> in the table and int in the contract");
  }

  private static ColumnType list(ColumnType items) {
    return new ColumnType.ListOf(items, Conversion.NONE);
  }

  private static ColumnType map(ColumnType values) {
    return new ColumnType.MapOf(values, Conversion.NONE, false);
  }

  private static ColumnType struct(String name, ColumnType type) {
    return new ColumnType.Struct(List.of(column(name, "the-name", type)));
  }

  @Test
  void partitionsChangeForNewFiles() {
    create();
    List<Column> columns = new ArrayList<>(ContractScene.contract().columns());
    columns.set(0, byDay(columns.get(0)));

    assertThat(applied(ContractScene.of(columns)))
        .containsExactly("~ partitioned by bucket[16](id), month(at) -> bucket[16](id), day(at)");
    assertThat(table().spec().fields().stream().filter(field -> !field.transform().isVoid()))
        .extracting(field -> field.transform().toString())
        .containsExactly("bucket[16]", "day");
    assertThat(applied(ContractScene.of(columns))).isEmpty();
  }

  @Test
  void descriptionsAreSaidToReaders() {
    create(column("n", null, Primitive.INT));
    Column described =
        new Column(
            "n",
            null,
            "How many.",
            Primitive.INT,
            false,
            0,
            SourcePointer.parse("/n"),
            Conversion.NONE,
            null,
            false);

    assertThat(apply(described)).containsExactly("~ column n: another description");
    assertThat(table().schema().findField("n").doc()).isEqualTo("How many.");
  }

  @Test
  void anotherKeyIsAnotherTable() {
    create();
    List<Column> columns = new ArrayList<>(ContractScene.contract().columns());
    columns.replaceAll(
        column -> column.name().equals("at") ? column("at", null, Primitive.TIMESTAMPTZ) : column);
    FirnException e =
        catchThrowableOfType(FirnException.class, () -> applied(ContractScene.of(columns)));

    assertThat(e).hasMessageContaining("the key is [at, id] in the table and [id] in the contract");
    assertThat(e.next())
        .contains(
            "that is another table: give it another name, and the next run makes it of all that has landed");
  }

  private void create(Column... columns) {
    new CreateTable(lake, contract(columns)).execute();
  }

  private List<String> apply(Column... columns) {
    return applied(contract(columns));
  }

  private List<String> applied(TableContract contract) {
    return new FollowContract(lake, contract).all().stream().map(Change::what).toList();
  }

  private FirnException refusal(Column... columns) {
    return catchThrowableOfType(FirnException.class, () -> apply(columns));
  }

  private Table table() {
    return lake.catalog().loadTable(lake.table("sales"));
  }

  private static TableContract contract(Column... columns) {
    return ContractScene.contract(columns);
  }

  private static Column column(String name, String id, ColumnType type) {
    return new Column(
        name,
        id,
        null,
        type,
        false,
        0,
        SourcePointer.parse("/" + name),
        Conversion.NONE,
        null,
        false);
  }

  private static Column byDay(Column at) {
    return new Column(
        at.name(),
        at.id(),
        at.description(),
        at.type(),
        at.required(),
        at.keyPosition(),
        at.source(),
        at.conversion(),
        new Column.Partition(2, Column.Partition.Transform.DAY, 0),
        at.isVolatile());
  }
}
