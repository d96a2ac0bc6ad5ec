package dev.firn.infra.settings;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A stage whose raw log another one copies instead of asking third parties, of the same account and
 * region.
 *
 * @param database its lake, such as {@code firn_prod}
 * @param bucket of its raw log
 * @param key ARN of its key
 */
public record RawSource(
    @JsonProperty("database") String database,
    @JsonProperty("bucket") String bucket,
    @JsonProperty("key") String key) {

  public RawSource {
    require("database", database, "[a-z0-9_]{1,255}", "a Glue database, such as firn_prod");
    require("bucket", bucket, "[a-z0-9.-]{3,63}", "the bucket of that stage's raw log");
    require(
        "key", key, "arn:[\\w-]+:kms:[\\w-]+:\\d{12}:key/[\\w-]+", "the ARN of that stage's key");
  }

  private static void require(String setting, String value, String pattern, String wanted) {
    if (value == null || !value.matches(pattern)) {
      throw new IllegalArgumentException(
          "rawFrom: %s is %s; it has to be %s".formatted(setting, value, wanted));
    }
  }
}
