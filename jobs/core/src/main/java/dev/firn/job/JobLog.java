package dev.firn.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firn.run.Progress;
import dev.firn.run.Step;
import dev.firn.run.Subject;
import dev.firn.run.TableReport;
import java.io.PrintStream;
import java.io.Writer;
import java.time.Clock;
import java.util.Locale;

/**
 * What a service keeps of a command: a JSON object a line, with run, table and step where there is
 * one, so that a log can be searched by them. {@code CloudWatch Logs Insights} finds the members by
 * itself.
 */
final class JobLog implements Progress {

  private static final ObjectMapper JSON =
      JsonMapper.builder().serializationInclusion(JsonInclude.Include.NON_NULL).build();

  private final PrintStream log;
  private final Clock clock;
  private long stepStarted;

  JobLog(PrintStream log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void started(Subject subject, Step step) {
    stepStarted = clock.millis();
    write(line("info", subject, step, "started"));
  }

  @Override
  public void note(Subject subject, Step step, String what) {
    write(line("warn", subject, step, what));
  }

  @Override
  public void finished(Subject subject, Step step, String what) {
    write(
        line("info", subject, step, what).put("seconds", (clock.millis() - stepStarted) / 1000.0));
  }

  @Override
  public void ended(TableReport report) {
    ObjectNode line =
        line("info")
            .put("run", report.runId())
            .put("message", report.outcome().name().toLowerCase(Locale.ROOT));
    ObjectNode record = JSON.valueToTree(report);
    record.remove("runId");
    line.setAll(record);
    write(line);
  }

  /** A line that was meant for a console. */
  void said(String text) {
    write(line(text.startsWith(Job.ERROR) ? "error" : "info").put("message", text));
  }

  private ObjectNode line(String level, Subject subject, Step step, String what) {
    return line(level)
        .put("run", subject.runId())
        .put("table", subject.name())
        .put("step", step.name().toLowerCase(Locale.ROOT))
        .put("message", what);
  }

  private ObjectNode line(String level) {
    return JSON.createObjectNode().put("time", clock.instant().toString()).put("level", level);
  }

  private void write(ObjectNode line) {
    try {
      log.println(JSON.writeValueAsString(line));
      log.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes text for a console, and logs it line by line. */
  Writer console() {
    return new Lines();
  }

  private final class Lines extends Writer {

    private final StringBuilder line = new StringBuilder();

    @Override
    public void write(char[] text, int offset, int length) {
      line.append(text, offset, length);
      for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
        String whole = line.substring(0, end).stripTrailing();
        line.delete(0, end + 1);
        if (!whole.isEmpty()) {
          said(whole);
        }
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      if (!line.isEmpty()) {
        write("\n".toCharArray(), 0, 1);
      }
    }
  }
}
