package dev.firn.submit;

import dev.firn.job.Job;
import dev.firn.job.JobFailedException;
import dev.firn.spark.SubmittedEngineProvider;

/**
 * Firn as a job that somebody submits to a Spark of theirs: Glue, EMR, {@code spark-submit --class
 * dev.firn.submit.Submitted}. The arguments are a command line of Firn's.
 */
public final class Submitted {

  private Submitted() {}

  /**
   * @param command as after {@code firn}
   * @throws JobFailedException if it ends with another exit code than 0
   */
  public static void main(String... command) {
    Job.Ended ended =
        new Job(new SubmittedEngineProvider(), System.getenv(), System.out, System.err)
            .run(command);
    if (ended.exitCode() != 0) {
      throw ended.failure();
    }
  }
}
