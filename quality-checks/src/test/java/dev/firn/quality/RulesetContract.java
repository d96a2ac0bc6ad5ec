package dev.firn.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.quality.Auditor.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each rule of a feed's ruleset catches what it is there for, and nothing that is sound or that the
 * feed leaves out.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RulesetContract {

  /** Counts the rows from 1, for those who make them; rules do not see it. */
  private static final String NUMBER = "i";

  private final String ruleset;
  private final String sound;
  private final List<Fault> faults;

  /**
   * @param ruleset name of the file
   * @param sound columns of sound rows, in SQL that may ask for the row's number {@code i}
   * @param faults a line each: {@code column = value; … | part of the rule that notices}, with
   *     {@code &} between several; {@code rows = condition} leaves only those of the sound rows
   */
  RulesetContract(String ruleset, String sound, String faults) {
    this.ruleset = ruleset;
    this.sound = sound;
    this.faults = faults.lines().map(Fault::parse).toList();
  }

  /** Something that rows may say, and the rules that it breaks. */
  private record Fault(List<String> assignments, List<String> rules) {

    static Fault parse(String line) {
      int bar = line.lastIndexOf('|');
      return new Fault(parts(line.substring(0, bar), ";"), parts(line.substring(bar + 1), "&"));
    }

    private static List<String> parts(String text, String separator) {
      return Stream.of(text.split(separator, -1)).map(String::strip).toList();
    }

    boolean breaks(String rule) {
      return rules.stream().anyMatch(rule::contains);
    }

    Dataset<Row> in(Dataset<Row> rows, String faulty) {
      Dataset<Row> broken = rows;
      for (String assignment : assignments) {
        String[] sides = assignment.split(" *= *", 2);
        broken =
            sides[0].equals("rows")
                ? broken.filter(sides[1])
                : broken.withColumn(
                    sides[0], expr("if(%s, %s, %s)".formatted(faulty, sides[1], sides[0])));
      }
      return broken;
    }
  }

  /** How many sound rows there are. */
  int rows() {
    return 3;
  }

  /** The rows among them that have a fault. */
  String faulty() {
    return NUMBER + " = 1";
  }

  /** Columns that the feed may leave out, of all rows that change. */
  abstract List<String> leftOut();

  @Test
  void soundRowsPass() throws IOException {
    assertThat(failed(sound(rows()))).isEmpty();
  }

  @Test
  void whatTheFeedLeavesOutIsNoFault() throws IOException {
    Dataset<Row> sparse = sound(rows());
    for (String column : leftOut()) {
      String type = sparse.schema().apply(column).dataType().sql();
      sparse = sparse.withColumn(column, expr("cast(NULL AS %s)".formatted(type)));
    }

    assertThat(failed(sparse)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aFaultIsCaughtByItsRuleAlone(Fault fault) throws IOException {
    assertThat(failed(fault.in(sound(rows()), faulty())))
        .hasSameSizeAs(fault.rules())
        .allMatch(fault::breaks);
  }

  private List<Fault> faults() {
    return faults;
  }

  @Test
  void everyRuleCatchesSomething() throws IOException {
    assertThat(check(sound(rows())))
        .extracting(Outcome::rule)
        .allSatisfy(rule -> assertThat(faults).anyMatch(fault -> fault.breaks(rule)));
  }

  private Dataset<Row> sound(int rows) {
    return SmallSpark.get()
        .sql(
            "SELECT %s, %s FROM (SELECT explode(sequence(1, %d)) AS %s)"
                .formatted(sound, NUMBER, rows, NUMBER));
  }

  private List<String> failed(Dataset<Row> rows) throws IOException {
    return check(rows).stream().filter(outcome -> !outcome.passed()).map(Outcome::rule).toList();
  }

  private List<Outcome> check(Dataset<Row> rows) throws IOException {
    Path file = Path.of(System.getProperty("firn.root"), "quality-checks", ruleset);
    return new Auditor(Files.readString(file)).check(rows.drop(col(NUMBER)));
  }
}
