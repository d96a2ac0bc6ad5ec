package dev.firn.cli;

import com.fasterxml.jackson.core.JsonPointer;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.raw.Batch;
import dev.firn.raw.Page;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the raw log as it is typed: {@code 3:/rows/1}, or {@code 3.2:/rows/1} for one in the
 * second page.
 *
 * @param batch its number
 * @param page from 1; 0 when none was named
 * @param pointer in the raw object
 */
record RawPlace(long batch, int page, JsonPointer pointer) {

  private static final Pattern TYPED =
      Pattern.compile("([1-9]\\d{0,17})(?:\\.([1-9]\\d{0,8}))?:(.*)", Pattern.DOTALL);

  /**
   * @throws IllegalArgumentException if the text is no such place
   */
  static RawPlace parse(String typed) {
    Matcher parts = TYPED.matcher(typed);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no place in the raw log: " + typed);
    }
    return new RawPlace(
        Long.parseLong(parts.group(1)),
        parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2)),
        JsonPointer.compile(parts.group(3)));
  }

  /** The place of something in a raw object; the page is named if there is a choice. */
  static RawPlace of(Batch batch, String object, String pointer) {
    int page = 0;
    for (int i = 0; i < batch.pages().size() && batch.pages().size() > 1; i++) {
      page = object.equals(batch.pages().get(i).body()) ? i + 1 : page;
    }
    return new RawPlace(batch.seq(), page, JsonPointer.compile(pointer));
  }

  /** As numbers: {@code 3}, or {@code 3.2}. */
  String where() {
    return page == 0 ? Long.toString(batch) : batch + "." + page;
  }

  /**
   * The key of the raw object.
   *
   * @param found the batch with that number
   * @throws FirnException if that batch has no such page, or several and none was named
   */
  String object(Batch found, String table) {
    if (found.kind() == Batch.Kind.REPEAT) {
      throw new FirnException(
          Fault.USAGE,
          "batch %d is batch %d once more, and has nothing of its own"
              .formatted(batch, found.sameAs()),
          again(table, new RawPlace(found.sameAs(), page, pointer)));
    }
    int pages = found.pages().size();
    if (page > pages) {
      throw new FirnException(
          Fault.USAGE,
          "batch %d has no page %d; its last one is %d".formatted(batch, page, pages),
          again(table, new RawPlace(batch, pages, pointer)));
    }
    if (page == 0 && pages > 1) {
      throw new FirnException(
          Fault.USAGE,
          "batch %d has %d pages, and %s may be in each of them".formatted(batch, pages, pointer),
          again(table, new RawPlace(batch, 1, pointer)) + " is the first");
    }
    Page in = found.pages().get(Math.max(page, 1) - 1);
    if (in.body() == null) {
      throw new FirnException(
          Fault.USAGE, "page %d of batch %d has no body".formatted(Math.max(page, 1), batch));
    }
    return in.body();
  }

  private static String again(String table, RawPlace place) {
    return "firn rejected %s --at %s".formatted(table, CommonOptions.quoted(place.toString()));
  }

  @Override
  public String toString() {
    return where() + ":" + pointer;
  }
}
