package dev.firn.infra.review;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;
import software.constructs.IConstruct;

/** Findings of cdk-nag that are as they should be: each where it is caused, with its reason. */
public final class Accepted {

  private static final String PACK = "AwsSolutions::AwsSolutions-";

  private Accepted() {}

  /**
   * @param rule without the pack's name, such as {@code L1}
   */
  public static void rule(IConstruct where, String rule, String reason) {
    Validations.of(where)
        .acknowledge(Acknowledgment.builder().id(PACK + rule).reason(reason).build());
  }

  /**
   * @param resource that a policy of that construct names, with a star
   */
  public static void wildcard(IConstruct where, String resource, String reason) {
    rule(where, "IAM5[Resource::%s]".formatted(text(Stack.of(where).resolve(resource))), reason);
  }

  /** As cdk-nag writes what CloudFormation will put in. */
  private static String text(Object resolved) {
    if (!(resolved instanceof Map<?, ?> call)) {
      return resolved.toString();
    }
    if (call.containsKey("Ref")) {
      return "<" + call.get("Ref") + ">";
    } else if (call.get("Fn::GetAtt") instanceof List<?> attribute) {
      return attribute.stream().map(Object::toString).collect(Collectors.joining(".", "<", ">"));
    } else if (call.get("Fn::Join") instanceof List<?> join
        && join.get(1) instanceof List<?> parts) {
      return parts.stream().map(Accepted::text).collect(Collectors.joining());
    }
    throw new IllegalArgumentException("nobody knows how cdk-nag writes " + resolved);
  }
}
