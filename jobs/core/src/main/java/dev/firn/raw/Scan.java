package dev.firn.raw;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a table finds in a batch, learnt while landing it.
 *
 * @param definition what the contract said about finding and ordering records then: another one now
 *     makes the rest of this record worthless
 * @param records how many there are
 * @param fingerprint of the records as a multiset, with the document's values that columns take
 * @param highestOrder the greatest order key among them, or of the response when the contract
 *     orders whole responses; null when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Scan(String definition, long records, String fingerprint, String highestOrder) {

  public Scan {
    requireNonNull(definition, "definition");
    requireNonNull(fingerprint, "fingerprint");
  }

  /** Whether both have the same records; their order keys may differ. */
  public boolean sameRecords(Scan other) {
    return other != null
        && definition.equals(other.definition)
        && fingerprint.equals(other.fingerprint);
  }
}
