package dev.firn.infra.pipeline;

import dev.firn.infra.settings.Lineage;
import dev.firn.infra.settings.Stage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;

/**
 * What Spark is told beside Firn's own.
 *
 * @param conf Spark's settings
 * @param jars beside Firn's, on S3
 */
record SparkSettings(Map<String, String> conf, List<String> jars) {

  SparkSettings {
    conf = new TreeMap<>(conf);
    jars = List.copyOf(jars);
  }

  static SparkSettings of(Stage stage) {
    Lineage lineage = stage.lineage();
    if (lineage == null) {
      return new SparkSettings(Map.of(), List.of());
    }
    return new SparkSettings(
        Map.of(
            "spark.extraListeners",
            "io.openlineage.spark.agent.OpenLineageSparkListener",
            "spark.openlineage.namespace",
            "firn-" + stage.name(),
            "spark.openlineage.transport.type",
            "http",
            "spark.openlineage.transport.url",
            lineage.url().toString()),
        List.of(lineage.jar()));
  }

  SparkSettings with(String name, String value) {
    Map<String, String> more = new TreeMap<>(conf);
    more.put(name, value);
    return new SparkSettings(more, jars);
  }

  /** As {@code spark-submit} takes them: {@code --conf a=b --conf c=d}. */
  String words() {
    return conf.entrySet().stream()
        .map(one -> "--conf " + one.getKey() + "=" + one.getValue())
        .collect(Collectors.joining(" "));
  }

  void grantReading(Stack stack, Role role) {
    for (String jar : jars) {
      role.addToPolicy(
          PolicyStatement.Builder.create()
              .actions(List.of("s3:GetObject"))
              .resources(
                  List.of(
                      stack.formatArn(
                          ArnComponents.builder()
                              .service("s3")
                              .region("")
                              .account("")
                              .resource(jar.replaceFirst("s3://([^/]+)/.*", "$1"))
                              .resourceName(jar.replaceFirst("s3://[^/]+/", ""))
                              .build())))
              .build());
    }
  }
}
