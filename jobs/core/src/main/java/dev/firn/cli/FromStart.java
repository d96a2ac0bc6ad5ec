package dev.firn.cli;

import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.MergeStrategy;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.util.Collection;
import picocli.CommandLine.Option;

/** Asking a third party as if nothing had landed. */
final class FromStart {

  @Option(
      names = "--from-start",
      description = {
        "Ask as if nothing had landed: without conditions, and for all changes since the",
        "contract's start."
      })
  private boolean wanted;

  boolean wanted() {
    return wanted;
  }

  /**
   * @param nobodyIsAsked how the command was told so; null when it was not
   * @throws FirnException if it is wanted and would be in vain, or have rows twice
   */
  void check(String nobodyIsAsked, Collection<Contract> contracts) {
    if (!wanted) {
      return;
    }
    if (nobodyIsAsked != null) {
      throw new FirnException(
          Fault.USAGE,
          "--from-start says how to ask, and with %s nobody is asked".formatted(nobodyIsAsked),
          "leave one of them out");
    }
    for (Contract contract : contracts) {
      for (TableContract table : contract.tables()) {
        if (contract.source().incremental() != null && table.merge() == MergeStrategy.APPEND) {
          throw new FirnException(
              Fault.USAGE,
              "all changes since the start would be in %s a second time, since it appends"
                  .formatted(table.name()),
              "firn replay %s makes it anew from what has landed".formatted(table.name()));
        }
      }
    }
  }
}
