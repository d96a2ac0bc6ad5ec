package dev.firn.infra;

import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.infra.catalog.LakeCatalog;
import dev.firn.infra.observability.Observability;
import dev.firn.infra.pipeline.FeedSecrets;
import dev.firn.infra.pipeline.Pipeline;
import dev.firn.infra.serving.Serving;
import dev.firn.infra.settings.Release;
import dev.firn.infra.settings.Stage;
import dev.firn.infra.settings.TableGroup;
import dev.firn.infra.signals.Signals;
import dev.firn.infra.storage.LakeStorage;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** A lake, and what fills, serves and watches it: a construct a room. */
public final class FirnStack extends Stack {

  /**
   * @param contracts one or more
   */
  public FirnStack(Construct scope, Stage stage, Release release, List<Contract> contracts) {
    super(
        scope,
        "firn-" + stage.name(),
        StackProps.builder()
            .description(
                "Firn %s: audited, time-travelling tables of HTTP feeds".formatted(stage.name()))
            .env(Environment.builder().account(stage.account()).region(stage.region()).build())
            .terminationProtection(stage.backupRaw())
            .build());
    List<TableGroup> groups = TableGroup.of(stage, contracts);
    LakeStorage storage = new LakeStorage(this, "Storage", stage);
    Signals signals = new Signals(this, "Signals", stage);
    LakeCatalog lake =
        new LakeCatalog(this, "Catalog", stage, storage, signals, longestRecoveryWindow(contracts));
    FeedSecrets secrets = new FeedSecrets(this, "Secrets", contracts);
    Pipeline pipeline =
        new Pipeline(this, "Pipeline", stage, release, storage, lake, secrets, groups);
    Serving serving =
        new Serving(
            this, "Serving", stage, lake, storage.key(), release.queries(), groups, contracts);
    new Observability(
        this,
        "Observability",
        stage,
        storage,
        signals,
        pipeline,
        release.queries().resolve("operators"),
        serving.workgroup());
    CfnOutput.Builder.create(this, "Lake").value(lake.lake()).build();
    CfnOutput.Builder.create(this, "RawBucket").value(storage.raw().getBucketName()).build();
    CfnOutput.Builder.create(this, "Key").value(storage.key().getKeyArn()).build();
    CfnOutput.Builder.create(this, "Analyst").value(serving.analyst().getRoleArn()).build();
    CfnOutput.Builder.create(this, "AthenaWorkgroup").value(serving.workgroup()).build();
  }

  private static Duration longestRecoveryWindow(List<Contract> contracts) {
    return contracts.stream()
        .flatMap(contract -> contract.tables().stream())
        .map(TableContract::recoveryWindow)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
