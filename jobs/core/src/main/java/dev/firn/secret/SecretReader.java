package dev.firn.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firn.contract.SecretReference;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** Reads the secrets that contracts refer to, anew each time: they are rotated. */
public final class SecretReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> environment;

  /**
   * @param environment that references of {@code env:} mean
   */
  public SecretReader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * @throws FirnException if there is no such secret, it cannot be read, or it is empty
   */
  public Secret read(SecretReference reference) {
    String value =
        switch (reference.store()) {
          case ENV -> variable(reference);
          case FILE -> file(reference);
          case SECRETSMANAGER -> managed(reference);
        };
    if (reference.member() != null) {
      value = member(reference, value);
    }
    if (value.isEmpty() || value.chars().anyMatch(Character::isISOControl)) {
      throw new FirnException(
          Fault.USAGE,
          "the secret %s %s"
              .formatted(
                  reference,
                  value.isEmpty() ? "is empty" : "has line breaks or control characters"),
          "store the credential itself there, in one line");
    }
    return new Secret(value);
  }

  private String variable(SecretReference reference) {
    String value = environment.get(reference.name());
    if (value == null) {
      throw new FirnException(
          Fault.USAGE,
          "the environment variable %s is not set, and the contract asks for it"
              .formatted(reference.name()),
          "export %s=…".formatted(reference.name()));
    }
    return value;
  }

  private static String file(SecretReference reference) {
    Path file = Path.of(reference.name());
    try {
      return Files.readString(file).replaceFirst("\\R\\z", "");
    } catch (NoSuchFileException e) {
      throw new FirnException(
          Fault.USAGE,
          "there is no file %s, and the contract asks for the secret in it".formatted(file),
          "write the credential there, readable for you alone",
          e);
    } catch (IOException e) {
      throw new FirnException(
          Fault.USAGE,
          "cannot read the secret in %s: %s".formatted(file, e.getMessage()),
          "look whether you may read it, and whether it is text",
          e);
    }
  }

  private static String managed(SecretReference reference) {
    try (SecretsManagerClient client = SecretsManagerClient.create()) {
      String value = client.getSecretValue(get -> get.secretId(reference.name())).secretString();
      if (value == null) {
        throw new FirnException(
            Fault.USAGE,
            "the secret %s is binary".formatted(reference),
            "store it as text in Secrets Manager");
      }
      return value;
    } catch (ResourceNotFoundException e) {
      throw new FirnException(
          Fault.USAGE,
          "Secrets Manager has no secret %s".formatted(reference.name()),
          "aws secretsmanager create-secret --name %s --secret-string …"
              .formatted(reference.name()),
          e);
    } catch (SecretsManagerException e) {
      throw new FirnException(
          Fault.USAGE,
          "cannot read the secret %s: %s".formatted(reference, e.awsErrorDetails().errorMessage()),
          "allow secretsmanager:GetSecretValue on it, and kms:Decrypt on its key, to who runs this",
          e);
    } catch (SdkException e) {
      throw new FirnException(
          Fault.USAGE,
          "cannot read the secret %s: %s".formatted(reference, e.getMessage()),
          "set AWS_REGION and credentials, as for the AWS command line",
          e);
    }
  }

  /** The text is not repeated in any message. */
  private static String member(SecretReference reference, String json) {
    JsonNode value;
    try {
      value = JSON.readTree(json).path(reference.member());
    } catch (JsonProcessingException e) {
      throw new FirnException(
          Fault.USAGE,
          "the secret %s is not JSON, so it has no members".formatted(reference),
          "leave out #%s in the contract".formatted(reference.member()));
    }
    if (!value.isTextual()) {
      throw new FirnException(
          Fault.USAGE,
          "the secret %s has no text there".formatted(reference),
          "look at the names of its members");
    }
    return value.textValue();
  }
}
