package dev.firn.telemetry;

import java.util.List;
import java.util.Map;

/**
 * What those hear who do not read what commands print: alarms, dashboards, jobs downstream. A
 * command that could not tell them has done its work all the same, so nothing here throws.
 */
public interface Telemetry extends AutoCloseable {

  /** Where nobody listens. */
  Telemetry NONE =
      new Telemetry() {
        @Override
        public boolean measures() {
          return false;
        }

        @Override
        public void measure(Map<String, Double> values) {}

        @Override
        public void tell(String event, Object detail) {}

        @Override
        public List<String> problems() {
          return List.of();
        }

        @Override
        public void close() {}
      };

  /** Whether it is worth finding something out that is only measured. */
  boolean measures();

  /**
   * @param values of one table, by name of the metric
   */
  void measure(Map<String, Double> values);

  /**
   * @param event such as {@code published}
   * @param detail what JSON is made of
   */
  void tell(String event, Object detail);

  /** What could not be told, a sentence each. */
  List<String> problems();

  @Override
  void close();
}
