package dev.firn.sql;

import java.util.Set;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SetCatalogAndNamespace;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/** Spark's parser, for sessions that only read: whatever they are asked goes through it. */
final class ReadOnlyParser implements ParserInterface {

  /** Clients begin with {@code USE}; it changes their own session alone. */
  private static final Set<Class<? extends LogicalPlan>> HARMLESS =
      Set.of(SetCatalogAndNamespace.class);

  private final ParserInterface parser;

  ReadOnlyParser(ParserInterface parser) {
    this.parser = parser;
  }

  /**
   * @throws dev.firn.fault.FirnException if it would do more than read
   */
  @Override
  public LogicalPlan parsePlan(String sql) throws ParseException {
    LogicalPlan plan = parser.parsePlan(sql);
    if (!HARMLESS.contains(plan.getClass())) {
      ReadOnlyQuery.refuseWrites(plan, "firn serve");
    }
    return plan;
  }

  @Override
  public LogicalPlan parseQuery(String sql) throws ParseException {
    return parser.parseQuery(sql);
  }

  @Override
  public Expression parseExpression(String sql) throws ParseException {
    return parser.parseExpression(sql);
  }

  @Override
  public TableIdentifier parseTableIdentifier(String sql) throws ParseException {
    return parser.parseTableIdentifier(sql);
  }

  @Override
  public FunctionIdentifier parseFunctionIdentifier(String sql) throws ParseException {
    return parser.parseFunctionIdentifier(sql);
  }

  @Override
  public Seq<String> parseMultipartIdentifier(String sql) throws ParseException {
    return parser.parseMultipartIdentifier(sql);
  }

  @Override
  public StructType parseTableSchema(String sql) throws ParseException {
    return parser.parseTableSchema(sql);
  }

  @Override
  public DataType parseDataType(String sql) throws ParseException {
    return parser.parseDataType(sql);
  }
}
