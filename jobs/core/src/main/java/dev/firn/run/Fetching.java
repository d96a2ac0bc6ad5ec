package dev.firn.run;

import dev.firn.contract.Contract;
import dev.firn.fetch.HttpFetcher;
import java.io.IOException;

/** Brings a feed's next batch. */
public interface Fetching {

  FeedFetch.Landed execute() throws IOException;

  /** From its third party; or from the lake itself, for the feed of run records. */
  static Fetching of(Workbench bench, HttpFetcher fetcher, Contract contract) {
    return of(bench, fetcher, contract, false);
  }

  /**
   * As {@link #of(Workbench, HttpFetcher, Contract)}.
   *
   * @param fromStart whether to ask the third party as if nothing had landed
   */
  static Fetching of(Workbench bench, HttpFetcher fetcher, Contract contract, boolean fromStart) {
    return contract.id().equals(RunRecords.FEED)
        ? new RunRecords(bench, contract)
        : new FeedFetch(bench, fetcher, contract, fromStart);
  }
}
