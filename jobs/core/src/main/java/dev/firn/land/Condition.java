package dev.firn.land;

import static java.util.Objects.requireNonNull;

import dev.firn.fetch.Validators;

/**
 * What a fetch knows beforehand: "only if it is no longer what batch {@code seq} brought".
 *
 * @param validators to send
 * @param seq the batch whose content a 304 confirms; 0 when nothing is known
 */
public record Condition(Validators validators, long seq) {

  public static final Condition NONE = new Condition(Validators.NONE, 0);

  public Condition {
    requireNonNull(validators, "validators");
    if (seq < 0 || (seq == 0 && !validators.equals(Validators.NONE))) {
      throw new IllegalArgumentException(validators + " of batch " + seq);
    }
  }
}
