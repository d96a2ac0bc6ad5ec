package dev.firn.cli;

import java.io.PrintWriter;
import java.util.Timer;
import java.util.TimerTask;

/** Says every few seconds that something still goes on; says nothing of what is quick. */
final class Patience implements AutoCloseable {

  private static final long FIRST_MILLIS = 2_000;
  private static final long PERIOD_MILLIS = 10_000;

  private final Timer timer = new Timer("firn-patience", true);

  /**
   * @param label what goes on
   */
  Patience(PrintWriter err, String label) {
    long started = System.nanoTime();
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            err.println(label + "… " + (System.nanoTime() - started) / 1_000_000_000 + " s so far");
            err.flush();
          }
        },
        FIRST_MILLIS,
        PERIOD_MILLIS);
  }

  void stop() {
    timer.cancel();
  }

  @Override
  public void close() {
    stop();
  }
}
