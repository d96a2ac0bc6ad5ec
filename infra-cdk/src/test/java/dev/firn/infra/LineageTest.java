package dev.firn.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenLineage's listener, for who asks for it. */
class LineageTest {

  private static final Map<String, Object> LINEAGE =
      Map.of("url", "https://marquez.example.org", "jar", "s3://tools/openlineage.jar");
  private static final String LISTENER =
      "spark.extraListeners=io.openlineage.spark.agent.OpenLineageSparkListener";
  private static final String SERVER =
      " --conf spark.openlineage.namespace=firn-prod"
          + " --conf spark.openlineage.transport.type=http"
          + " --conf spark.openlineage.transport.url=https://marquez.example.org";

  @TempDir private Path folder;

  @Test
  void jobsOfGlueReport() throws IOException {
    Deployed deployed = Deployed.of(folder, Map.of("lineage", LINEAGE));

    for (JsonNode job : deployed.resources("AWS::Glue::Job")) {
      JsonNode arguments = job.get("DefaultArguments");
      assertThat(Deployed.text(arguments.get("--conf")))
          .isEqualTo(
              LISTENER + " --conf spark.hadoop.fs.s3a.endpoint.region=<AWS::Region>" + SERVER);
      assertThat(Deployed.text(arguments.get("--extra-jars")))
          .endsWith(".jar,s3://tools/openlineage.jar");
    }
    assertThat(deployed.template().toString()).contains(":s3:::tools/openlineage.jar");
  }

  @Test
  void jobsOfEmrReport() throws IOException {
    Deployed deployed = Deployed.of(folder, Map.of("lineage", LINEAGE, "engine", "emr"));

    assertThat(deployed.template().toString())
        .contains("--conf " + LISTENER + SERVER + " --jars s3://tools/openlineage.jar");
  }
}
