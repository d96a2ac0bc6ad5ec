package dev.firn.raw;

import dev.firn.raw.Batch.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Batches of a test. */
final class Batches {

  private Batches() {}

  static Batch content(long seq, String fetchId) {
    return new Batch(
        1,
        seq,
        "quakes",
        fetchId,
        "2025-09-01T10:00:01Z",
        Kind.CONTENT,
        null,
        List.of(page()),
        null,
        Map.of());
  }

  /** With everything that a batch can have. */
  static Batch whole(long seq, Kind kind) {
    Map<String, Scan> scans = new LinkedHashMap<>();
    scans.put("quakes", new Scan("records /features order []", 12, "ab12", "3650013.17566848"));
    scans.put("areas", new Scan("records /areas order []", 0, "cd34", null));
    return new Batch(
        1,
        seq,
        "quakes",
        "20250901t100000_abcde",
        "2025-09-01T10:00:01Z",
        kind,
        kind == Kind.REPEAT ? 1L : null,
        List.of(page()),
        kind == Kind.UNREADABLE ? new Batch.Unreadable("the body is empty", 1, 2, 3, 1) : null,
        kind == Kind.CONTENT ? scans : Map.of());
  }

  static Page page() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("etag", "\"v1\"");
    headers.put("content-type", "application/json");
    headers.put("x-request-id", "7");
    headers.put("date", "Mon, 01 Sep 2025 10:00:00 GMT");
    headers.put("age", "0");
    headers.put("last-modified", "Mon, 01 Sep 2025 09:59:00 GMT");
    return new Page(
        "https://quakes.example/feed?key=***",
        200,
        headers,
        "2025-09-01T10:00:00Z",
        321,
        "raw/quakes/bodies/20250901t100000_abcde/0.body",
        4096,
        "00ff",
        List.of("503 Service Unavailable"));
  }
}
