package dev.firn.infra.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;

/**
 * Where OpenLineage's Spark listener reports what jobs read and wrote.
 *
 * @param url of the server, such as Marquez
 * @param jar of the listener ({@code io.openlineage:openlineage-spark_2.12}), on S3
 */
public record Lineage(@JsonProperty("url") URI url, @JsonProperty("jar") String jar) {

  public Lineage {
    if (url == null || url.getHost() == null || !"https".equals(url.getScheme())) {
      throw new IllegalArgumentException(
          "lineage: url is %s; it has to be https://…".formatted(url));
    }
    if (jar == null || !jar.matches("s3://[a-z0-9.-]{3,63}/\\S+\\.jar")) {
      throw new IllegalArgumentException(
          "lineage: jar is %s; it has to be s3://BUCKET/….jar, with OpenLineage's listener for Spark"
              .formatted(jar));
    }
  }
}
