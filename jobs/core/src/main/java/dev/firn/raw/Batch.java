package dev.firn.raw;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A manifest of the raw log: what one fetch brought. From its creation on the batch exists.
 *
 * @param format of this record; 1
 * @param seq its number in the log of the feed, from 1 without gaps: the order of arrival
 * @param feed the contract's id
 * @param fetchId the fetch that brought it, unique: a fetch that is told twice of its landing finds
 *     itself
 * @param landedAt ISO 8601 in UTC; for people, never for ordering
 * @param kind what it means for tables
 * @param sameAs the batch it repeats; null unless it repeats one
 * @param pages one or more
 * @param unreadable why tables leave it alone; null when they do not
 * @param scans by table
 * @param cursor how far the changes of the third party have landed, this batch included; null when
 *     it is asked for everything, or nothing with a position has landed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Batch(
    int format,
    long seq,
    String feed,
    String fetchId,
    String landedAt,
    Kind kind,
    Long sameAs,
    List<Page> pages,
    Unreadable unreadable,
    Map<String, Scan> scans,
    Cursor cursor) {

  /** Of a feed that is asked for everything. */
  public Batch(
      int format,
      long seq,
      String feed,
      String fetchId,
      String landedAt,
      Kind kind,
      Long sameAs,
      List<Page> pages,
      Unreadable unreadable,
      Map<String, Scan> scans) {
    this(format, seq, feed, fetchId, landedAt, kind, sameAs, pages, unreadable, scans, null);
  }

  /** What a batch means for tables. */
  public enum Kind {
    /** It has records of its own. */
    CONTENT,
    /** 304, or the bytes of the batch before it: it is that batch once more and shares its fate. */
    REPEAT,
    /** Landed, but no table can use it. */
    UNREADABLE
  }

  /**
   * @param message what is wrong
   * @param line from 1; 0 when unknown
   * @param column from 1; 0 when unknown
   * @param offset in bytes; -1 when unknown
   * @param page whose body it is, from 1; 0 when unknown
   */
  public record Unreadable(String message, int line, int column, long offset, int page) {

    @Override
    public String toString() {
      return line == 0 ? message : "%s (line %d, column %d)".formatted(message, line, column);
    }
  }

  public Batch {
    requireNonNull(feed, "feed");
    requireNonNull(fetchId, "fetchId");
    requireNonNull(landedAt, "landedAt");
    requireNonNull(kind, "kind");
    pages = List.copyOf(pages);
    scans = Collections.unmodifiableMap(new TreeMap<>(scans));
    if (seq < 1 || pages.isEmpty()) {
      throw new IllegalArgumentException(
          "batch %d of %s has %d pages".formatted(seq, feed, pages.size()));
    }
    if ((kind == Kind.REPEAT) != (sameAs != null)
        || (kind == Kind.UNREADABLE) != (unreadable != null)) {
      throw new IllegalArgumentException(
          "batch %d of %s does not fit its kind %s".formatted(seq, feed, kind));
    }
  }

  /** Key of the body that cannot be read; empty when all can. */
  public Optional<String> unreadableBody() {
    return Optional.ofNullable(unreadable)
        .map(which -> pages.get(Math.max(which.page() - 1, 0)).body());
  }

  @JsonIgnore
  public boolean hasContent() {
    return kind == Kind.CONTENT;
  }

  @JsonIgnore
  public long bytes() {
    return pages.stream().mapToLong(Page::bytes).sum();
  }
}
