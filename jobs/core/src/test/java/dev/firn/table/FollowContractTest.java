package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firn.contract.Column;
import dev.firn.contract.ColumnType.Decimal;
import dev.firn.contract.ColumnType.ListOf;
import dev.firn.contract.ColumnType.MapOf;
import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.ColumnType.Struct;
import dev.firn.contract.Conversion;
import dev.firn.contract.SourcePointer;
import dev.firn.contract.TableContract;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.testing.TestLakes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowContractTest {

  @TempDir private Path folder;
  private Lake lake;
  private LakeTable sales;

  @BeforeEach
  void open() {
    lake = TestLakes.open(folder);
    sales = new LakeTable(lake, "sales");
    new CreateTable(lake, ContractScene.contract()).execute();
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void leavesATableAloneThatFits() {
    String before = sales.load().metadata().metadataFileLocation();

    List<String> added = follow(ContractScene.contract());

    assertThat(added).isEmpty();
    assertThat(sales.load().metadata().metadataFileLocation()).isEqualTo(before);
  }

  @Test
  void addsAColumnBeforeFirnsOwn() {
    List<String> added =
        follow(ContractScene.contract(ContractScene.column("note", Primitive.STRING)));

    assertThat(added).containsExactly("+ column note string");
    assertThat(Difference.columns(sales.iceberg().schema()))
        .containsSubsequence("tags list<string>", "note string", "firn_extra string");
  }

  @Test
  void addsColumnsInTheirOrder() {
    follow(
        ContractScene.contract(
            ContractScene.column("one", Primitive.INT),
            ContractScene.column("two", new Decimal(4, 1)),
            ContractScene.column("three", new ListOf(Primitive.DATE, Conversion.NONE))));

    assertThat(Difference.columns(sales.iceberg().schema()))
        .containsSubsequence(
            "one int", "two decimal(4, 1)", "three list<date>", "firn_extra string");
  }

  @Test
  void letsBeNullWhatIsNotRequiredAnyMore() {
    try (Lake strict = TestLakes.open(folder.resolve("strict"))) {
      new CreateTable(strict, ContractScene.contract(ContractScene.required("note"))).execute();

      new FollowContract(
              strict, ContractScene.contract(ContractScene.column("note", Primitive.STRING)))
          .additions();

      assertThat(new LakeTable(strict, "sales").iceberg().schema().findField("note").isOptional())
          .isTrue();
    }
  }

  @Test
  void addsAMemberOfAStruct() {
    Column where =
        ContractScene.column(
            "where", ContractScene.where(ContractScene.column("depth", Primitive.DOUBLE)));

    List<String> added = follow(with(where));

    assertThat(added).containsExactly("+ column where.depth double");
    assertThat(sales.iceberg().schema().findField("where.depth").isOptional()).isTrue();
  }

  @Test
  void addsUuidsWithoutBounds() {
    Column where =
        ContractScene.column(
            "where", ContractScene.where(ContractScene.column("site", Primitive.UUID)));
    follow(with(where));
    List<Column> columns = new ArrayList<>(with(where).columns());
    columns.add(ContractScene.column("device", Primitive.UUID));
    follow(ContractScene.of(columns));

    assertThat(sales.iceberg().properties())
        .containsEntry("write.metadata.metrics.column.device", "counts")
        .containsEntry("write.parquet.stats-enabled.column.device", "false")
        .containsEntry("write.metadata.metrics.column.where.site", "counts")
        .containsEntry("write.parquet.stats-enabled.column.where.site", "false");
  }

  @Test
  void addsARequiredColumnAsAnOptionalOne() {
    Column required =
        new Column(
            "must",
            null,
            "Always there.",
            Primitive.STRING,
            true,
            0,
            ContractScene.column("must", Primitive.STRING).source(),
            Conversion.NONE,
            null,
            false);

    follow(ContractScene.contract(required));

    assertThat(sales.iceberg().schema().findField("must").isOptional()).isTrue();
    assertThat(sales.iceberg().schema().findField("must").doc()).isEqualTo("Always there.");
  }

  @Test
  void leavesMainWhereItIs() {
    Position before = sales.load().position();

    follow(ContractScene.contract(ContractScene.column("note", Primitive.STRING)));

    assertThat(sales.load().position()).isEqualTo(before);
    assertThat(sales.load().hold()).isEmpty();
  }

  @Test
  void addsOnce() {
    TableContract contract = ContractScene.contract(ContractScene.column("note", Primitive.STRING));
    follow(contract);

    assertThat(follow(contract)).isEmpty();
  }

  @Test
  void refusesAnotherType() {
    FirnException e = refusal(with(ContractScene.column("price", Primitive.DOUBLE)));

    assertThat(e)
        .hasMessage(
            "table sales does not fit its contract any more: price is decimal(10, 2) in the table and double in the contract");
    assertThat(e.fault()).isEqualTo(Fault.USAGE);
    assertThat(e.next()).contains("firn plan sales says what can be done about it");
  }

  @Test
  void tellsEverythingAtOnceAndChangesNothing() {
    List<Column> columns = new ArrayList<>(ContractScene.contract().columns());
    columns.removeIf(column -> column.name().equals("tags"));
    columns.removeIf(column -> column.name().equals("price"));
    columns.add(ContractScene.column("price", Primitive.STRING));
    columns.add(ContractScene.column("note", Primitive.STRING));

    FirnException e = refusal(ContractScene.of(columns));

    assertThat(e)
        .hasMessage(
            "table sales does not fit its contract any more: price is decimal(10, 2) in the table and string in the contract; the contract has no tags, which the table has");
    assertThat(sales.iceberg().schema().findField("note")).isNull();
  }

  @Test
  void refusesAnotherKey() {
    List<Column> columns = new ArrayList<>(ContractScene.contract().columns());
    columns.removeIf(column -> column.name().equals("at"));
    columns.add(ContractScene.column("at", Primitive.TIMESTAMPTZ));

    assertThat(refusal(ContractScene.of(columns)))
        .hasMessage(
            "table sales does not fit its contract any more: the key is [at, id] in the table and [id] in the contract; partitioned by bucket[16](id), month(at) -> bucket[16](id)");
  }

  @Test
  void refusesOtherPartitions() {
    Column at = ContractScene.contract().columns().get(0);
    Column byDay =
        new Column(
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

    assertThat(refusal(with(byDay)))
        .hasMessage(
            "table sales does not fit its contract any more: partitioned by bucket[16](id), month(at) -> bucket[16](id), day(at)");
  }

  @Test
  void takesOtherWordsForAMemberOfAnArray() {
    follow(ContractScene.contract(stops("Where it stops.")));

    assertThat(follow(ContractScene.contract(stops("Where it stopped.")))).isEmpty();
  }

  @Test
  void addsAMapAndHoldsToTheTypeOfItsValues() {
    follow(ContractScene.contract(rates(Primitive.DOUBLE, false)));

    assertThat(Difference.columns(sales.iceberg().schema())).contains("rates map<string, double>");
    assertThat(follow(ContractScene.contract(rates(Primitive.DOUBLE, false)))).isEmpty();
    assertThat(refusal(ContractScene.contract(rates(Primitive.LONG, true))))
        .hasMessage(
            "table sales does not fit its contract any more: rates.value is double in the table and long in the contract");
  }

  @Test
  void addsMembersOfWhatListsAndMapsHold() {
    Column depth = ContractScene.column("depth", Primitive.DOUBLE);
    follow(ContractScene.contract(held("stops", false), held("byName", true)));

    assertThat(
            follow(
                ContractScene.contract(held("stops", false, depth), held("byName", true, depth))))
        .containsExactly(
            "+ column stops.element.depth double", "+ column byName.value.depth double");
    assertThat(sales.iceberg().schema().findField("stops.element.depth").isOptional()).isTrue();
    assertThat(sales.iceberg().schema().findField("byName.value.depth").isOptional()).isTrue();
    assertThat(
            follow(
                ContractScene.contract(held("stops", false, depth), held("byName", true, depth))))
        .isEmpty();
  }

  @Test
  void addsMembersHoweverDeepTheyAre() {
    Column depth = ContractScene.column("depth", Primitive.DOUBLE);
    follow(ContractScene.contract(deep()));

    assertThat(follow(ContractScene.contract(deep(depth))))
        .containsExactly("+ column deep.element.value.depth double");
  }

  @Test
  void letsBeNullWhatAMapHolds() {
    follow(ContractScene.contract(rates(Primitive.DOUBLE, true)));

    assertThat(follow(ContractScene.contract(rates(Primitive.DOUBLE, false))))
        .containsExactly("~ column rates.value: may be null");
    assertThat(sales.iceberg().schema().findField("rates.value").isOptional()).isTrue();
  }

  @Test
  void letsBeNullWhatAListHolds() {
    Column strict =
        ContractScene.column("stops", new ListOf(Primitive.STRING, Conversion.NONE, true));
    follow(ContractScene.contract(strict));
    assertThat(sales.iceberg().schema().findField("stops.element").isRequired()).isTrue();

    assertThat(
            follow(
                ContractScene.contract(
                    ContractScene.column("stops", new ListOf(Primitive.STRING, Conversion.NONE)))))
        .containsExactly("~ column stops.element: may be null");
    assertThat(follow(ContractScene.contract(strict)))
        .as("rows fit, and what was there may not")
        .isEmpty();
  }

  private static Column held(String name, boolean map, Column... more) {
    Struct where = ContractScene.where(more);
    return ContractScene.column(
        name, map ? new MapOf(where, Conversion.NONE, false) : new ListOf(where, Conversion.NONE));
  }

  private static Column deep(Column... more) {
    return ContractScene.column(
        "deep",
        new ListOf(new MapOf(ContractScene.where(more), Conversion.NONE, false), Conversion.NONE));
  }

  private static Column rates(Primitive values, boolean required) {
    return ContractScene.column("rates", new MapOf(values, Conversion.NONE, required));
  }

  private static Column stops(String description) {
    Column name =
        new Column(
            "name",
            null,
            description,
            Primitive.STRING,
            false,
            0,
            SourcePointer.parse("/name"),
            Conversion.NONE,
            null,
            false);
    return ContractScene.column("stops", new ListOf(new Struct(List.of(name)), Conversion.NONE));
  }

  /** The contract with that column in place of the one of its name. */
  private static TableContract with(Column other) {
    return ContractScene.of(
        ContractScene.contract().columns().stream()
            .map(column -> column.name().equals(other.name()) ? other : column)
            .toList());
  }

  private List<String> follow(TableContract contract) {
    return new FollowContract(lake, contract).additions().stream().map(Change::what).toList();
  }

  private FirnException refusal(TableContract contract) {
    return catchThrowableOfType(FirnException.class, () -> follow(contract));
  }
}
