package dev.firn.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets several do the same thing at the same moment. */
public final class Race {

  private Race() {}

  /** What one racer does. */
  @FunctionalInterface
  public interface Racer<T> {
    T run(int number) throws Exception;
  }

  /** What they came back with, by number. The first failure is thrown. */
  public static <T> List<T> of(int racers, Racer<T> racer) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(racers);
    try {
      CyclicBarrier start = new CyclicBarrier(racers);
      List<Callable<T>> tasks = new ArrayList<>();
      for (int number = 0; number < racers; number++) {
        int mine = number;
        tasks.add(
            () -> {
              start.await();
              return racer.run(mine);
            });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    } finally {
      threads.shutdownNow();
    }
  }
}
