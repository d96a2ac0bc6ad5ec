package dev.firn.infra.pipeline;

import dev.firn.contract.Contract;
import dev.firn.contract.SecretReference;
import dev.firn.contract.SecretReference.Store;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/** The secrets that feeds need, which somebody else stores. */
public final class FeedSecrets extends Construct {

  private final Set<String> names = new TreeSet<>();

  /**
   * @throws IllegalArgumentException if a secret is somewhere that nothing on AWS can read
   */
  public FeedSecrets(Construct scope, String id, List<Contract> contracts) {
    super(scope, id);
    for (Contract contract : contracts) {
      contract
          .source()
          .auth()
          .secret()
          .ifPresent(secret -> names.add(managed(contract.id(), secret)));
    }
  }

  private static String managed(String feed, SecretReference secret) {
    if (secret.store() != Store.SECRETSMANAGER) {
      throw new IllegalArgumentException(
          "feed %s: firn.auth refers to %s, which is not on AWS; store it in Secrets Manager, and write secretsmanager:NAME"
              .formatted(feed, secret));
    }
    return secret.name();
  }

  void grantReading(IGrantable reader) {
    for (String name : names) {
      named(name).grantRead(reader);
    }
  }

  private ISecret named(String name) {
    if (getNode().tryFindChild(name) instanceof ISecret known) {
      return known;
    }
    return name.startsWith("arn:")
        ? Secret.fromSecretCompleteArn(this, name, name)
        : Secret.fromSecretNameV2(this, name, name);
  }
}
