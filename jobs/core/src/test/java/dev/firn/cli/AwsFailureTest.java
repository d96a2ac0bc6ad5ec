package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.fault.Fault;
import dev.firn.lake.GlueLake;
import dev.firn.testing.EmulatedAws;
import dev.firn.testing.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class AwsFailureTest {

  @Test
  void leavesOthersAlone() {
    assertThat(AwsFailure.of(new IllegalStateException(new IOException("disk full")))).isEmpty();
    assertThat(AwsFailure.of(S3Exception.builder().statusCode(404).build())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"403, AccessDenied", "400, AccessDeniedException", "400, ExpiredTokenException"})
  void tellsARefusal(int status, String code) {
    Throwable refused =
        GlueException.builder()
            .statusCode(status)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode(code)
                    .errorMessage("User x is not authorized to perform glue:GetTable")
                    .build())
            .build();

    Failure failure =
        AwsFailure.of(new UncheckedIOException(new IOException(refused))).orElseThrow();

    assertThat(failure.fault()).isEqualTo(Fault.USAGE);
    assertThat(failure.message())
        .isEqualTo("AWS refused: User x is not authorized to perform glue:GetTable");
    assertThat(failure.next()).startsWith("aws sts get-caller-identity says who you are to AWS");
  }

  @Test
  void tellsABucketThatThereIsNot() {
    EmulatedAws aws = EmulatedAws.instance();
    Throwable thrown = null;
    try (S3Client s3 = aws.s3()) {
      s3.getObject(get -> get.bucket("no-such-bucket").key("x")).close();
    } catch (IOException | SdkException e) {
      thrown = e;
    }

    Failure failure = AwsFailure.of(thrown).orElseThrow();

    assertThat(failure.fault()).isEqualTo(Fault.USAGE);
    assertThat(failure.message()).startsWith("there is no such bucket: ");
  }

  @Test
  void tellsThatThereIsNoRegion() {
    Failure failure =
        AwsFailure.of(
                SdkClientException.create(
                    "Unable to load region from any of the providers in the chain …"))
            .orElseThrow();

    assertThat(failure.fault()).isEqualTo(Fault.USAGE);
    assertThat(failure.message()).isEqualTo("no AWS region is configured");
  }

  @Test
  void tellsThatThereAreNoCredentials() {
    Failure failure =
        AwsFailure.of(
                SdkClientException.create(
                    "Unable to load credentials from any of the providers in the chain …"))
            .orElseThrow();

    assertThat(failure.fault()).isEqualTo(Fault.USAGE);
    assertThat(failure.message()).isEqualTo("no AWS credentials were found");
    assertThat(failure.next()).startsWith("sign in (aws sso login)");
  }

  @ParameterizedTest
  @EnumSource(
      value = Wire.Fault.class,
      names = {"LOST_REQUEST", "THROTTLED", "UNAVAILABLE"})
  void tellsABadMoment(Wire.Fault fault) {
    EmulatedAws aws = EmulatedAws.instance();
    for (int attempt = 0; attempt < 4; attempt++) {
      aws.wire().failNext("glue:GetDatabase", fault);
    }

    Throwable thrown = null;
    try {
      GlueLake.open("any").close();
    } catch (RuntimeException e) {
      thrown = e;
    }
    Failure failure = AwsFailure.of(thrown).orElseThrow();

    assertThat(failure.fault()).isEqualTo(Fault.CONFLICT);
    assertThat(failure.message()).startsWith("AWS did not answer as it should, again and again: ");
    assertThat(failure.next()).isEqualTo("try the same command again");
    assertThat(aws.wire().isSpent()).isTrue();
  }
}
