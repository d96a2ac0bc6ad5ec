package dev.firn.infra.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AccessLogLineTest {

  @Test
  void everyFieldHasItsGroup() {
    String line =
        "79a5 firn-raw [06/Feb/2026:00:00:38 +0000] 192.0.2.3 arn:aws:sts::1:assumed-role/a/b 3E57"
            + " REST.PUT.OBJECT log/raw/lights/log/0000000001.json"
            + " \"PUT /log/raw/lights/log/0000000001.json HTTP/1.1\" 412 PreconditionFailed 113 -"
            + " 7 5 \"-\" \"aws-sdk-java/2.35.5 md/io#sync\" - jqf0 SigV4 TLS_AES - - TLSv1.3 - -";
    Matcher fields = Pattern.compile(AccessLogLine.REGEX).matcher(line);

    assertThat(fields.matches()).isTrue();
    assertThat(fields.groupCount()).isEqualTo(AccessLogLine.FIELDS.size());
    assertThat(field(fields, "bucket")).isEqualTo("firn-raw");
    assertThat(field(fields, "requested_at")).isEqualTo("06/Feb/2026:00:00:38 +0000");
    assertThat(field(fields, "operation")).isEqualTo("REST.PUT.OBJECT");
    assertThat(field(fields, "key")).isEqualTo("log/raw/lights/log/0000000001.json");
    assertThat(field(fields, "http_status")).isEqualTo("412");
    assertThat(field(fields, "error_code")).isEqualTo("PreconditionFailed");
    assertThat(field(fields, "total_millis")).isEqualTo("7");
    assertThat(field(fields, "user_agent")).isEqualTo("\"aws-sdk-java/2.35.5 md/io#sync\"");
  }

  private static String field(Matcher line, String name) {
    return line.group(AccessLogLine.FIELDS.indexOf(name) + 1);
  }
}
