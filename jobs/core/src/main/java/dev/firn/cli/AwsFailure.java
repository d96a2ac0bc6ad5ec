package dev.firn.cli;

import dev.firn.fault.Fault;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** What AWS had against it: an identity that may not, or a bad moment. */
final class AwsFailure {

  private static final int FORBIDDEN = 403;
  private static final int MOVED = 301;

  /** Of the SDK, which knows no type for it. */
  private static final String NO_CREDENTIALS = "Unable to load credentials";

  private static final String NO_REGION = "Unable to load region";

  /** As Glue calls it, with 400 where S3 says 403. */
  private static final Set<String> REFUSALS =
      Set.of(
          "AccessDeniedException",
          "ExpiredTokenException",
          "InvalidSignatureException",
          "UnrecognizedClientException");

  private AwsFailure() {}

  /** Empty if AWS is not to blame. */
  static Optional<Failure> of(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof AwsServiceException said) {
        return of(said);
      }
      if (cause instanceof SdkClientException failed) {
        return Optional.of(of(failed));
      }
    }
    return Optional.empty();
  }

  private static Optional<Failure> of(AwsServiceException said) {
    String code = said.awsErrorDetails() == null ? "" : said.awsErrorDetails().errorCode();
    if (said.statusCode() == FORBIDDEN || (code != null && REFUSALS.contains(code))) {
      return Optional.of(
          Failure.of(
              Fault.USAGE,
              "AWS refused: " + words(said),
              "aws sts get-caller-identity says who you are to AWS; give that identity the right, or take another with AWS_PROFILE"));
    }
    if (said.statusCode() == MOVED || "NoSuchBucket".equals(code)) {
      return Optional.of(
          Failure.of(
              Fault.USAGE,
              said.statusCode() == MOVED
                  ? "AWS has it in another region: " + words(said)
                  : "there is no such bucket: " + words(said),
              "look at the name, and at the region (AWS_REGION)"));
    }
    boolean later = said.isThrottlingException() || said.statusCode() / 100 == 5;
    return later ? Optional.of(later(said)) : Optional.empty();
  }

  private static Failure of(SdkClientException failed) {
    if (failed.getMessage() != null && failed.getMessage().contains(NO_REGION)) {
      return Failure.of(
          Fault.USAGE,
          "no AWS region is configured",
          "set AWS_REGION, or a region in the AWS profile");
    }
    return failed.getMessage() != null && failed.getMessage().contains(NO_CREDENTIALS)
        ? Failure.of(
            Fault.USAGE,
            "no AWS credentials were found",
            "sign in (aws sso login), name a profile with AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
        : later(failed);
  }

  private static Failure later(SdkException failure) {
    return Failure.of(
        Fault.CONFLICT,
        "AWS did not answer as it should, again and again: " + words(failure),
        "try the same command again");
  }

  private static String words(SdkException failure) {
    String said =
        failure instanceof AwsServiceException service
                && service.awsErrorDetails() != null
                && service.awsErrorDetails().errorMessage() != null
            ? service.awsErrorDetails().errorMessage()
            : String.valueOf(failure.getMessage());
    return said.lines().findFirst().orElse("nothing");
  }
}
