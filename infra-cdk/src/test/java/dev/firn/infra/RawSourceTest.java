package dev.firn.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stage that is fed with another's answers. */
class RawSourceTest {

  private static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/1234-abcd";

  @TempDir private Path folder;

  @Test
  void readsTheOthersRawLogAndWritesNothingThere() throws IOException {
    Deployed deployed =
        Deployed.of(
            folder,
            Map.of(
                "rawFrom", Map.of("database", "firn_other", "bucket", "others-raw", "key", KEY)));

    assertThat(deployed.resources("AWS::Lambda::Function"))
        .extracting(function -> function.at("/Environment/Variables/FIRN_FETCH_FROM").asText())
        .contains("glue:firn_other");
    List<String> there =
        deployed.resources("AWS::IAM::Policy").stream()
            .map(policy -> policy.at("/PolicyDocument/Statement"))
            .flatMap(statements -> StreamSupport.stream(statements.spliterator(), false))
            .filter(
                one -> one.get("Resource").toString().matches(".*(others-raw|other\"|1234-abcd).*"))
            .map(one -> one.get("Action"))
            .map(JsonNode::asText)
            .toList();
    assertThat(there)
        .containsExactlyInAnyOrder(
            "glue:GetDatabase", "s3:GetObject", "s3:ListBucket", "kms:Decrypt");
  }
}
