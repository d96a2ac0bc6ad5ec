package dev.firn.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firn.contract.Contract;
import dev.firn.contract.Contracts;
import dev.firn.infra.delivery.DeliveryStack;
import dev.firn.infra.settings.Release;
import dev.firn.infra.settings.Stage;
import dev.firn.infra.settings.Stages;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Validations;

/**
 * A stack of the feeds in {@code src/test/resources/project}, as CloudFormation gets it, after
 * cdk-nag has found nothing.
 *
 * @param file the template
 */
record Deployed(Path file, JsonNode template) {

  static final Path ROOT = Path.of(System.getProperty("firn.root"));

  private static final Path RESOURCES = ROOT.resolve("infra-cdk/src/test/resources");
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param settings that differ from those of prod
   */
  static Deployed of(Path folder, Map<String, Object> settings) throws IOException {
    Stage stage =
        Stages.read(ROOT.resolve("infra-cdk/stages.yaml"), settings).stream()
            .filter(one -> one.name().equals("prod"))
            .findFirst()
            .orElseThrow();
    Path out = folder.resolve("cdk.out");
    App app =
        new App(AppProps.builder().outdir(out.toString()).postCliContext(FirnApp.FLAGS).build());
    new FirnStack(app, stage, release(folder), contracts());
    return synthesized(app, out.resolve("firn-prod.template.json"));
  }

  /** The pipeline of the example. */
  static Deployed delivery(Path folder) throws IOException {
    Path out = folder.resolve("cdk.out");
    App app =
        new App(AppProps.builder().outdir(out.toString()).postCliContext(FirnApp.FLAGS).build());
    DeliveryStack.of(
        app,
        Stages.delivery(ROOT.resolve("infra-cdk/delivery.example.yaml")),
        Stages.read(ROOT.resolve("infra-cdk/stages.yaml"), Map.of()),
        contracts());
    return synthesized(app, out.resolve("firn-delivery.template.json"));
  }

  private static List<Contract> contracts() {
    return new Contracts(RESOURCES.resolve("project")).readAll();
  }

  private static Deployed synthesized(App app, Path template) throws IOException {
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    app.synth();
    return new Deployed(template, JSON.readTree(template.toFile()));
  }

  /** Of small files, so that names in templates do not change with every build. */
  private static Release release(Path folder) throws IOException {
    Path jar = Files.writeString(folder.resolve("firn.jar"), "jar");
    Path function = Files.createDirectories(folder.resolve("function"));
    Files.writeString(function.resolve("firn.jar"), "function");
    return new Release(
        RESOURCES.resolve("project"),
        jar,
        ROOT.resolve("jobs/glue/FirnJob.scala"),
        function,
        ROOT.resolve("sql/athena"));
  }

  List<JsonNode> resources(String type) {
    return StreamSupport.stream(template.get("Resources").spliterator(), false)
        .filter(resource -> resource.get("Type").asText().equals(type))
        .map(resource -> resource.get("Properties"))
        .toList();
  }

  /** A text with what CloudFormation puts in: names of resources, in angle brackets. */
  static String text(JsonNode value) {
    if (value.isTextual()) {
      return value.asText();
    } else if (value.has("Ref")) {
      return "<" + value.get("Ref").asText() + ">";
    } else if (value.has("Fn::GetAtt")) {
      return "<"
          + value.get("Fn::GetAtt").get(0).asText()
          + "."
          + value.get("Fn::GetAtt").get(1).asText()
          + ">";
    } else if (value.has("Fn::Sub")) {
      return value.get("Fn::Sub").asText();
    }
    StringBuilder joined = new StringBuilder();
    value.get("Fn::Join").get(1).forEach(part -> joined.append(text(part)));
    return joined.toString();
  }
}
