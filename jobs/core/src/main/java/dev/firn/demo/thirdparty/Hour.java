package dev.firn.demo.thirdparty;

import java.util.List;

/**
 * What a third party does in one hour of its own clock.
 *
 * @param number from 0
 * @param acts those that happen once happen to the first requests, in this order; empty: it behaves
 */
public record Hour(int number, List<Act> acts) {

  public Hour {
    acts = List.copyOf(acts);
    if (number < 0) {
      throw new IllegalArgumentException("hours count from 0: " + number);
    }
    if (number == 0 && acts.contains(Act.QUIET)) {
      throw new IllegalArgumentException("hour 0 has no hour before it to be QUIET after");
    }
  }

  public Hour(int number, Act... acts) {
    this(number, List.of(acts));
  }

  boolean has(Act act) {
    return acts.contains(act);
  }

  /**
   * A line for people: {@code hour 3: answers 429 with Retry-After: 1, then drops the connection in
   * mid-body}.
   */
  public String describe() {
    StringBuilder line = new StringBuilder("hour ").append(number).append(": ");
    for (int i = 0; i < acts.size(); i++) {
      if (i > 0) {
        line.append(acts.get(i - 1).once() ? ", then " : ", ");
      }
      line.append(acts.get(i).words());
    }
    return acts.isEmpty() ? line.append("behaves").toString() : line.toString();
  }
}
