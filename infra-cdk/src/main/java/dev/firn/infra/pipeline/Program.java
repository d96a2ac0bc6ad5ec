package dev.firn.infra.pipeline;

import dev.firn.infra.settings.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/**
 * What runs, as objects whose names change with what is in them: an execution that began with one
 * release ends with it.
 */
final class Program extends Construct {

  private static final List<String> PROJECT = List.of("schemas", "quality-checks");

  private final Asset jar;
  private final Asset project;
  private final Asset script;

  Program(Construct scope, String id, Release release) {
    super(scope, id);
    this.jar = asset("Jar", release.jobJar());
    this.script = asset("Script", release.jobScript());
    this.project = asset("Project", copied(release.project()));
  }

  private Asset asset(String id, Path path) {
    return Asset.Builder.create(this, id).path(path.toString()).build();
  }

  /** The contracts and rulesets alone, of a folder that holds a whole checkout. */
  private static Path copied(Path project) {
    try {
      Path copy = Files.createTempDirectory("firn-project-");
      for (String part : PROJECT) {
        Files.createDirectory(copy.resolve(part));
        try (Stream<Path> files = Files.list(project.resolve(part))) {
          for (Path file : files.filter(Program::isOfAProject).toList()) {
            Files.copy(file, copy.resolve(part).resolve(file.getFileName()));
          }
        }
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy the project in " + project, e);
    }
  }

  private static boolean isOfAProject(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".odcs.yaml") || name.endsWith(".dqdl");
  }

  String jar() {
    return jar.getS3ObjectUrl();
  }

  String script() {
    return script.getS3ObjectUrl();
  }

  /** As the command line takes it. */
  String project() {
    return project.getS3ObjectUrl();
  }

  void grantRunning(IRole who) {
    grant(who, jar, script, project);
  }

  void grantFetching(IRole who) {
    grant(who, project);
  }

  private static void grant(IRole who, Asset... assets) {
    who.addToPrincipalPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("s3:GetObject"))
            .resources(
                Stream.of(assets)
                    .map(asset -> asset.getBucket().arnForObjects(asset.getS3ObjectKey()))
                    .toList())
            .build());
  }
}
