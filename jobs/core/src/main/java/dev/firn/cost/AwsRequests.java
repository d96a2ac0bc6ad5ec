package dev.firn.cost;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Counts what this process asks AWS for, every attempt of it, since every attempt is billed. The
 * SDK finds it by a file on the class path and makes one for each client, also for those that
 * Iceberg and Spark open, which nothing of ours is handed to: hence one counter a process.
 */
public final class AwsRequests implements ExecutionInterceptor {

  private static final Map<String, LongAdder> COUNTS = new ConcurrentHashMap<>();

  @Override
  public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes call) {
    String name =
        call.getAttribute(SdkExecutionAttribute.SERVICE_NAME)
            + " "
            + call.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    COUNTS.computeIfAbsent(name, any -> new LongAdder()).increment();
  }

  /** By service and operation, such as {@code S3 PutObject}, since the process began. */
  static Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    COUNTS.forEach((name, count) -> counts.put(name, count.sum()));
    return counts;
  }
}
