package dev.firn.sql;

import org.apache.spark.sql.SparkSessionExtensions;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Makes every session of a Spark read-only: named last in {@code spark.sql.extensions}, so that it
 * sees what all others let through.
 */
public final class ReadOnlyExtension extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectParser((session, parser) -> new ReadOnlyParser(parser));
    return BoxedUnit.UNIT;
  }
}
