package dev.firn.table;

import dev.firn.lake.GlueLake;
import dev.firn.testing.EmulatedAws;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * A program: going back by copying the object versions from before over those that are bad, as
 * people do with S3 versioning, beside one rollback of a table of as many files, on the same
 * emulated S3 and Glue. A line a number of files.
 */
public final class ObjectVersions {

  private static final int THREADS = 8;
  private static final int WARM = 3;

  private ObjectVersions() {}

  /**
   * @param args numbers of files
   */
  public static void main(String[] args) throws Exception {
    EmulatedAws aws = EmulatedAws.instance();
    for (String files : args) {
      int count = Integer.parseInt(files);
      double copied = copyBack(aws, count);
      double rolledBack = rollBack(aws, count);
      System.out.printf(
          Locale.ROOT,
          "%,7d files: versions copied back in %.2f s, one rollback in %.3f s, ratio %,.0f%n",
          count,
          copied,
          rolledBack,
          copied / rolledBack);
    }
    System.exit(0);
  }

  private static double copyBack(EmulatedAws aws, int count) throws Exception {
    String bucket = aws.newBucket();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (S3Client s3 = aws.s3()) {
      s3.putBucketVersioning(
          request ->
              request
                  .bucket(bucket)
                  .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
      for (String text : List.of("good", "bad, and longer")) {
        all(
            threads,
            count,
            i -> {
              s3.putObject(
                  put -> put.bucket(bucket).key(key(i)),
                  RequestBody.fromString("%s %d".formatted(text, i), StandardCharsets.UTF_8));
              return null;
            });
      }
      long start = System.nanoTime();
      Map<String, String> good = new TreeMap<>();
      s3.listObjectVersionsPaginator(list -> list.bucket(bucket)).versions().stream()
          .filter(version -> !version.isLatest())
          .forEach((ObjectVersion version) -> good.put(version.key(), version.versionId()));
      if (good.size() != count) {
        throw new IllegalStateException("%d of %d have a version".formatted(good.size(), count));
      }
      all(
          threads,
          count,
          i ->
              s3.copyObject(
                  copy ->
                      copy.sourceBucket(bucket)
                          .sourceKey(key(i))
                          .sourceVersionId(good.get(key(i)))
                          .destinationBucket(bucket)
                          .destinationKey(key(i))));
      double seconds = (System.nanoTime() - start) / 1e9;
      String last =
          s3.getObjectAsBytes(get -> get.bucket(bucket).key(key(count - 1))).asUtf8String();
      if (!last.equals("good " + (count - 1))) {
        throw new IllegalStateException("not copied back: " + last);
      }
      return seconds;
    } finally {
      threads.shutdown();
    }
  }

  /** The fastest of a few, forth and back again. */
  private static double rollBack(EmulatedAws aws, int count) {
    try (TableScene scene = new TableScene(GlueLake.open(aws.newDatabase()))) {
      scene.publish("good", 1);
      scene.foreignAppend("files", count);
      double best = Double.MAX_VALUE;
      for (int i = 0; i < WARM; i++) {
        long start = System.nanoTime();
        scene.rollback("good").mergingAgain().execute();
        best = Math.min(best, (System.nanoTime() - start) / 1e9);
        new Undo(scene.table).execute();
      }
      return best;
    }
  }

  private interface Work {
    Object on(int number) throws Exception;
  }

  private static void all(ExecutorService threads, int count, Work work) throws Exception {
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      done.add(threads.submit(() -> work.on(number)));
    }
    for (Future<?> one : done) {
      one.get();
    }
  }

  private static String key(int number) {
    return "table/part-%05d.parquet".formatted(number);
  }
}
