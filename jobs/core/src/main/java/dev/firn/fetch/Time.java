package dev.firn.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Time as a fetch sees it; in tests it passes only when the fetch pauses. */
interface Time {

  Time SYSTEM =
      new Time() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void pause(Duration howLong) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(howLong.toNanos());
        }
      };

  Instant now();

  /** Counts on when somebody sets the clock; only differences mean anything. */
  long nanos();

  void pause(Duration howLong) throws InterruptedException;
}
