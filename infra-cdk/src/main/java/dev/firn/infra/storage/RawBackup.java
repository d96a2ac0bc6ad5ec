package dev.firn.infra.storage;

import dev.firn.infra.review.Accepted;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.backup.BackupPlan;
import software.amazon.awscdk.services.backup.BackupPlanRule;
import software.amazon.awscdk.services.backup.BackupResource;
import software.amazon.awscdk.services.backup.BackupSelectionOptions;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.events.CronOptions;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/** A copy of the raw log outside of its bucket: everything else can be made from it. */
final class RawBackup extends Construct {

  RawBackup(Construct scope, String id, IBucket raw, IKey key) {
    super(scope, id);
    BackupVault vault =
        BackupVault.Builder.create(this, "Vault")
            .encryptionKey(key)
            .blockRecoveryPointDeletion(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("backup.amazonaws.com"))
            .managedPolicies(
                List.of(
                    ManagedPolicy.fromAwsManagedPolicyName(
                        "AWSBackupServiceRolePolicyForS3Backup")))
            .build();
    Accepted.rule(
        role,
        "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup]",
        "What AWS Backup needs to copy a bucket is AWS's to say, and changes with it.");
    BackupPlan plan = BackupPlan.Builder.create(this, "Plan").backupVault(vault).build();
    plan.addRule(
        BackupPlanRule.Builder.create()
            .ruleName("daily")
            .scheduleExpression(Schedule.cron(CronOptions.builder().hour("3").minute("0").build()))
            .deleteAfter(Duration.days(35))
            .build());
    plan.addSelection(
        "Raw",
        BackupSelectionOptions.builder()
            .role(role)
            .disableDefaultBackupPolicy(true)
            .resources(List.of(BackupResource.fromArn(raw.getBucketArn())))
            .build());
  }
}
