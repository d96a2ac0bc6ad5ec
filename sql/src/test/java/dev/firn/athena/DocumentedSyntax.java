package dev.firn.athena;

import io.trino.sql.parser.ParsingOptions;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.AliasedRelation;
import io.trino.sql.tree.AllColumns;
import io.trino.sql.tree.ArithmeticBinaryExpression;
import io.trino.sql.tree.BooleanLiteral;
import io.trino.sql.tree.Cast;
import io.trino.sql.tree.CoalesceExpression;
import io.trino.sql.tree.ComparisonExpression;
import io.trino.sql.tree.CreateView;
import io.trino.sql.tree.CurrentTime;
import io.trino.sql.tree.DateTimeDataType;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.GenericDataType;
import io.trino.sql.tree.GroupBy;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.InListExpression;
import io.trino.sql.tree.InPredicate;
import io.trino.sql.tree.IntervalLiteral;
import io.trino.sql.tree.IsNotNullPredicate;
import io.trino.sql.tree.IsNullPredicate;
import io.trino.sql.tree.Join;
import io.trino.sql.tree.LikePredicate;
import io.trino.sql.tree.Limit;
import io.trino.sql.tree.LogicalExpression;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.NotExpression;
import io.trino.sql.tree.OrderBy;
import io.trino.sql.tree.Parameter;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.QueryPeriod;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.SearchedCaseExpression;
import io.trino.sql.tree.Select;
import io.trino.sql.tree.SimpleGroupBy;
import io.trino.sql.tree.SingleColumn;
import io.trino.sql.tree.SortItem;
import io.trino.sql.tree.StringLiteral;
import io.trino.sql.tree.SubqueryExpression;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.TableSubquery;
import io.trino.sql.tree.TimestampLiteral;
import io.trino.sql.tree.Unnest;
import io.trino.sql.tree.WhenClause;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the Athena User Guide documents of engine version 3, as far as ready queries need it. Trino
 * takes more; what is not here is refused, so that nobody relies on it by chance.
 */
final class DocumentedSyntax {

  /** SELECT with its clauses, CREATE VIEW, and parameters. */
  private static final Set<Class<? extends Node>> NODES =
      Set.of(
          AliasedRelation.class,
          AllColumns.class,
          ArithmeticBinaryExpression.class,
          BooleanLiteral.class,
          Cast.class,
          CoalesceExpression.class,
          ComparisonExpression.class,
          CreateView.class,
          CurrentTime.class,
          DateTimeDataType.class,
          DereferenceExpression.class,
          FunctionCall.class,
          GenericDataType.class,
          GroupBy.class,
          Identifier.class,
          InListExpression.class,
          InPredicate.class,
          IntervalLiteral.class,
          IsNotNullPredicate.class,
          IsNullPredicate.class,
          Join.class,
          LikePredicate.class,
          Limit.class,
          LogicalExpression.class,
          LongLiteral.class,
          NotExpression.class,
          OrderBy.class,
          Parameter.class,
          Query.class,
          QueryPeriod.class,
          QuerySpecification.class,
          SearchedCaseExpression.class,
          Select.class,
          SimpleGroupBy.class,
          SingleColumn.class,
          SortItem.class,
          StringLiteral.class,
          SubqueryExpression.class,
          Table.class,
          TableSubquery.class,
          TimestampLiteral.class,
          Unnest.class,
          WhenClause.class);

  /** Functions, which the guide lists by pointing at Trino's documentation. */
  private static final Set<String> FUNCTIONS =
      Set.of(
          "count",
          "count_if",
          "date_diff",
          "date_format",
          "element_at",
          "json_extract_scalar",
          "max",
          "min",
          "parse_datetime",
          "regexp_extract",
          "sum");

  /** "Querying Iceberg table metadata". */
  private static final Set<String> METADATA =
      Set.of("files", "manifests", "history", "partitions", "snapshots", "refs");

  private DocumentedSyntax() {}

  /** What a statement has that is not documented; empty when it is fine. */
  static List<String> beyond(String sql) {
    List<String> beyond = new ArrayList<>();
    check(new SqlParser().createStatement(sql, new ParsingOptions()), beyond);
    return beyond;
  }

  private static void check(Node node, List<String> beyond) {
    if (!NODES.contains(node.getClass())) {
      beyond.add(node.getClass().getSimpleName());
    }
    if (node instanceof FunctionCall call) {
      String name = call.getName().toString().toLowerCase(Locale.ROOT);
      if (!FUNCTIONS.contains(name)) {
        beyond.add("function " + name);
      }
      if (call.getWindow().isPresent() || call.getFilter().isPresent()) {
        beyond.add("a window or a filter of " + name);
      }
    } else if (node instanceof Table table) {
      metadata(table).ifPresent(beyond::add);
      table.getQueryPeriod().ifPresent(period -> check(period, beyond));
    } else if (node instanceof QueryPeriod period) {
      point(period).ifPresent(beyond::add);
    }
    for (Node child : node.getChildren()) {
      if (!(child instanceof QueryPeriod && node instanceof Table)) {
        check(child, beyond);
      }
    }
  }

  private static Optional<String> metadata(Table table) {
    String name = table.getName().getSuffix();
    int dollar = name.indexOf('$');
    return dollar < 0 || METADATA.contains(name.substring(dollar + 1))
        ? Optional.empty()
        : Optional.of("table " + name);
  }

  /** FOR VERSION AS OF a snapshot id, FOR TIMESTAMP AS OF a time. */
  private static Optional<String> point(QueryPeriod period) {
    boolean documented =
        switch (period.getRangeType()) {
          case VERSION -> period.getEnd().filter(LongLiteral.class::isInstance).isPresent();
          case TIMESTAMP ->
              period
                  .getEnd()
                  .filter(end -> !(end instanceof Parameter || end instanceof StringLiteral))
                  .isPresent();
        };
    return documented
        ? Optional.empty()
        : Optional.of("time travel to " + period.getEnd().orElse(null));
  }
}
