package dev.firn.fetch;

import java.util.List;

/** Remembers the pages of a fetch while it runs, for another that goes on where it stops. */
public interface PageMemory {

  /** Has none and keeps none. */
  PageMemory NONE =
      new PageMemory() {
        @Override
        public List<Answer> earlier() {
          return List.of();
        }

        @Override
        public void forget() {}

        @Override
        public void keep(List<Answer> soFar) {}
      };

  /** The first pages, got by a fetch that stopped; empty when there was none. */
  List<Answer> earlier();

  /** The earlier pages are of no use: this fetch begins with the first page. */
  void forget();

  /** Called after each page that can be read and asked for again, with all of them. */
  void keep(List<Answer> soFar);
}
