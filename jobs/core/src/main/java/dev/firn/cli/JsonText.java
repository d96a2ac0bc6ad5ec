package dev.firn.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.firn.run.TableReport;
import dev.firn.table.GoingBack;
import dev.firn.table.History;
import dev.firn.table.Hold;
import dev.firn.table.PointerRepair;
import dev.firn.table.TableDiff;
import java.io.PrintWriter;
import java.util.List;

/**
 * Results for machines. What has no value is left out. Snapshot ids are text: they have more digits
 * than a JavaScript number, or that of many a JSON tool, keeps.
 */
final class JsonText {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .addMixIn(TableReport.class, ReportIds.class)
          .addMixIn(GoingBack.class, GoingBackIds.class)
          .addMixIn(History.Line.class, HistoryIds.class)
          .addMixIn(Hold.class, HoldIds.class)
          .addMixIn(TableDiff.class, DiffIds.class)
          .addMixIn(TableDiff.End.class, EndIds.class)
          .addMixIn(PointerRepair.class, RepairIds.class)
          .build();

  private JsonText() {}

  /** As it is printed, for others to carry on. */
  static JsonNode lossless(Object value) {
    return JSON.valueToTree(value);
  }

  static void print(PrintWriter out, Object value) {
    try {
      out.println(JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    out.flush();
  }

  interface ReportIds {
    @JsonSerialize(using = ToStringSerializer.class)
    Long snapshotBefore();

    @JsonSerialize(using = ToStringSerializer.class)
    Long snapshotAfter();
  }

  interface GoingBackIds {
    @JsonSerialize(using = ToStringSerializer.class)
    long from();

    @JsonSerialize(using = ToStringSerializer.class)
    long to();
  }

  interface HistoryIds {
    @JsonSerialize(using = ToStringSerializer.class)
    long snapshot();

    @JsonSerialize(using = ToStringSerializer.class)
    Long parent();
  }

  interface HoldIds {
    @JsonSerialize(using = ToStringSerializer.class)
    Long snapshot();
  }

  interface DiffIds {
    @JsonSerialize(using = ToStringSerializer.class)
    Long commonAncestor();
  }

  interface RepairIds {
    @JsonSerialize(using = ToStringSerializer.class)
    long snapshot();

    @JsonSerialize(contentUsing = ToStringSerializer.class)
    List<Long> lostSnapshots();
  }

  interface EndIds {
    @JsonSerialize(using = ToStringSerializer.class)
    long snapshot();
  }
}
