package dev.firn.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Reads what the process has used since it was last read; the first time, the seconds since it
 * began, and what it has asked since this meter is there. So what the records of a command say adds
 * up to all it used before the last of them.
 */
public final class Meter {

  private static final Pattern S3_READ = Pattern.compile("S3 (Get|Head)\\w+");
  private static final Pattern S3_WRITE =
      Pattern.compile("S3 (Put|List|Copy|Create|Upload|Complete)\\w+");
  private static final Pattern GLUE = Pattern.compile("Glue \\w+");
  private static final Properties PRICES = prices();

  private final OptionalDouble dpus;
  private final LongSupplier uptimeMillis;
  private long millis;
  private Map<String, Long> counts = AwsRequests.counts();

  /**
   * @param dpus that bill while this process runs; empty when none do, or nobody knows
   */
  public static Meter ofThisProcess(OptionalDouble dpus) {
    return new Meter(dpus, ManagementFactory.getRuntimeMXBean()::getUptime);
  }

  Meter(OptionalDouble dpus, LongSupplier uptimeMillis) {
    this.dpus = dpus;
    this.uptimeMillis = uptimeMillis;
  }

  public Usage take() {
    Map<String, Long> countsBefore = counts;
    counts = AwsRequests.counts();
    long millisBefore = millis;
    millis = uptimeMillis.getAsLong();
    double seconds = (millis - millisBefore) / 1000.0;
    long reads = since(countsBefore, S3_READ);
    long writes = since(countsBefore, S3_WRITE);
    long glue = since(countsBefore, GLUE);
    if (dpus.isEmpty()) {
      return new Usage(seconds, null, reads, writes, glue, null);
    }
    double dpuSeconds = seconds * dpus.getAsDouble();
    double dollars =
        dpuSeconds / 3600 * price("glue.dpuHour")
            + reads * price("s3.read")
            + writes * price("s3.write")
            + glue * price("glue.request");
    return new Usage(seconds, dpuSeconds, reads, writes, glue, Math.rint(dollars * 1e6) / 1e6);
  }

  private long since(Map<String, Long> before, Pattern kind) {
    return counts.entrySet().stream()
        .filter(count -> kind.matcher(count.getKey()).matches())
        .mapToLong(count -> count.getValue() - before.getOrDefault(count.getKey(), 0L))
        .sum();
  }

  private static double price(String name) {
    return Double.parseDouble(PRICES.getProperty(name));
  }

  private static Properties prices() {
    Properties prices = new Properties();
    try (InputStream in = Meter.class.getResourceAsStream("list-prices.properties")) {
      prices.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Firn's list of prices cannot be read", e);
    }
    return prices;
  }
}
