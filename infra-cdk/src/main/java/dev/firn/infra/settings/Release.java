package dev.firn.infra.settings;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a build made, and what it is deployed with.
 *
 * @param project folder with {@code schemas/} and {@code quality-checks/}
 * @param jobJar the one jar that Glue and EMR are given
 * @param jobScript the script that Glue insists on
 * @param function folder with the Lambda's {@code lib/}
 * @param queries folder with Athena SQL, a file each
 */
public record Release(Path project, Path jobJar, Path jobScript, Path function, Path queries) {

  public Release {
    for (Path made : new Path[] {project, jobJar, jobScript, function, queries}) {
      if (!Files.exists(made)) {
        throw new IllegalArgumentException(
            "there is no %s; next: ./mvnw -DskipTests package".formatted(made));
      }
    }
  }

  /**
   * @param root of the checkout, built
   * @param version of the program
   */
  public static Release in(Path root, String version) {
    return new Release(
        root,
        root.resolve("jobs/submitted/target/firn-submitted-%s-all.jar".formatted(version)),
        root.resolve("jobs/glue/FirnJob.scala"),
        root.resolve("jobs/lambda/target/function"),
        root.resolve("sql/athena"));
  }
}
