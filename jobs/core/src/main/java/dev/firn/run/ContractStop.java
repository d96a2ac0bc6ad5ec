package dev.firn.run;

import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.BadValues;
import dev.firn.contract.TableContract.UnknownFields;
import dev.firn.engine.Proposal;
import java.util.Optional;

/** Contracts may want a person to look at records that do not fit them. */
final class ContractStop {

  private ContractStop() {}

  /** Why, if this one does. */
  static Optional<String> reason(TableContract table, Proposal proposal) {
    long unknown = proposal.rejectedAsUnknown();
    long unfit = proposal.counts().rejected() - unknown;
    if (table.unknownFields() == UnknownFields.STOP && unknown > 0) {
      return Optional.of(
          "the contract says stop, and %s members that no column takes"
              .formatted(unknown == 1 ? "1 record has" : unknown + " records have"));
    }
    if (table.badValues() == BadValues.STOP && unfit > 0) {
      return Optional.of(
          "the contract says stop, and %s not fit it"
              .formatted(unfit == 1 ? "1 record does" : unfit + " records do"));
    }
    return Optional.empty();
  }
}
