package dev.firn.demo.thirdparty;

/** What a third party does to those who read its feed. */
public enum Act {
  /** The feed is byte for byte that of the hour before; conditional requests get 304. */
  QUIET("publishes nothing new", false),

  TOO_MANY_REQUESTS("answers 429 with Retry-After: 1", true),
  DROPPED_CONNECTION("drops the connection in mid-body", true),
  EMPTY_BODY("answers 200 without a body", true),
  CUT_JSON("answers 200 with half a document", true),

  /** Two events more, whose origins are hours back. */
  LATE_EVENTS("publishes events hours late", false),
  /** Three events get another magnitude and place; {@code updated} says so. */
  REVISIONS("revises events", false),
  DUPLICATE("sends a record twice", false),
  /** Both versions of the event carry the same {@code updated}. */
  TWO_VERSIONS("sends one id with two contents", false),
  TEXT_MAGNITUDE("sends a magnitude as text", false),
  /** {@code felt_radius_km}, in all events that are published first in this hour. */
  UNKNOWN_FIELD("adds a field nobody announced", false),

  /** {@code time} in seconds and depth in metres, in every record. */
  WRONG_UNITS("sends seconds for milliseconds and metres for kilometres", false),
  /** In every record. */
  HUNDREDFOLD_MAGNITUDES("sends magnitudes a hundred times too large", false),
  /**
   * 10.1 and more, in every tenth record. The oldest is one of them: it leaves the feed before the
   * feed is good again, so no later hour corrects it.
   */
  IMPOSSIBLE_MAGNITUDES("sends a few magnitudes above 10", false);

  private final String words;
  private final boolean once;

  Act(String words, boolean once) {
    this.words = words;
    this.once = once;
  }

  /** What it does, as in "the third party …". */
  public String words() {
    return words;
  }

  /** Whether it happens to one request of the hour; the next one is served. */
  public boolean once() {
    return once;
  }
}
