package dev.firn.run;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.raw.Batch;
import dev.firn.raw.RawLog;
import java.util.Collection;

/** Which batches a decision can be about: those with content of their own. */
public final class Deciding {

  private final RawLog log;

  public Deciding(RawLog log) {
    this.log = log;
  }

  /**
   * @throws FirnException if one of the batches has not landed, repeats another, or is in no table
   */
  public void require(Collection<Long> batches) {
    for (long seq : batches) {
      Batch batch = log.get(seq);
      if (batch.sameAs() != null) {
        throw new FirnException(
            Fault.USAGE,
            "batch %d repeats batch %d and shares its fate".formatted(seq, batch.sameAs()),
            "name batch %d instead".formatted(batch.sameAs()));
      }
      if (!batch.hasContent()) {
        throw new FirnException(
            Fault.USAGE, "batch %d cannot be read, so it is in no table anyway".formatted(seq));
      }
    }
  }
}
