package dev.firn.infra;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Validations;

/** Writes the templates of all stages. */
public final class FirnApp {

  /** Settings that a context value changes for all stages. */
  private static final List<String> BY_CONTEXT =
      List.of("fetching", "engine", "orchestrator", "access");

  /** CDK's newer ways that are off unless asked for. */
  static final Map<String, Object> FLAGS =
      Map.of(
          "@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy", true,
          "@aws-cdk/aws-lambda:recognizeLayerVersion", true,
          "@aws-cdk/core:target-partitions", List.of("aws"));

  private FirnApp() {}

  /**
   * @param args the checkout's root, the program's version, and where the templates go
   */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    App app = new App(AppProps.builder().outdir(args[2]).postCliContext(FLAGS).build());
    List<Contract> contracts = new Contracts(root).readAll();
    Release release = Release.in(root, args[1]);
    List<Stage> stages = Stages.read(root.resolve("infra-cdk/stages.yaml"), context(app));
    for (Stage stage : stages) {
      new FirnStack(app, stage, release, contracts);
    }
    Path delivery = root.resolve("infra-cdk/delivery.yaml");
    if (Files.exists(delivery)) {
      DeliveryStack.of(app, Stages.delivery(delivery), stages, contracts);
    }
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    app.synth();
  }

  private static Map<String, Object> context(App app) {
    Map<String, Object> found = new LinkedHashMap<>();
    for (String setting : BY_CONTEXT) {
      Object value = app.getNode().tryGetContext(setting);
      if (value != null) {
        found.put(setting, value);
      }
    }
    return found;
  }
}
