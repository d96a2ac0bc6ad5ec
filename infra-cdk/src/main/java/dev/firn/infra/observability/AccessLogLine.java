package dev.firn.infra.observability;

import java.util.List;

/**
 * A line of S3's server access log (Amazon S3 User Guide, "Amazon S3 server access log format").
 */
final class AccessLogLine {

  /** In their order; later fields are left out. */
  static final List<String> FIELDS =
      List.of(
          "bucket_owner",
          "bucket",
          "requested_at",
          "remote_ip",
          "requester",
          "request_id",
          "operation",
          "key",
          "request_uri",
          "http_status",
          "error_code",
          "bytes_sent",
          "object_size",
          "total_millis",
          "turnaround_millis",
          "referrer",
          "user_agent");

  private static final String WORD = "([^ ]*)";
  private static final String QUOTED = "(\"[^\"]*\"|-)";

  /** A group a field. Serializers of Athena match whole lines. */
  static final String REGEX =
      String.join(
          " ",
          WORD, // owner
          WORD,
          "\\[([^\\]]*)\\]", // time
          WORD,
          WORD,
          WORD,
          WORD,
          WORD,
          QUOTED, // request
          WORD,
          WORD,
          WORD,
          WORD,
          WORD,
          WORD,
          QUOTED, // referrer
          QUOTED + ".*");

  private AccessLogLine() {}
}
