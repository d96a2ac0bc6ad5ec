package dev.firn.contract;

import com.fasterxml.jackson.core.JsonPointer;

/** How one answer leads to the next. */
public sealed interface Pagination {

  Pagination NONE = new None();

  /** It does not: one answer has all. */
  record None() implements Pagination {}

  /** The answer has the next address, absolute or relative; none, null or empty ends it. */
  record NextLink(JsonPointer at) implements Pagination {}

  /** The answer's Link header has the next address (RFC 8288, rel=next); none ends it. */
  record LinkHeader() implements Pagination {}

  /**
   * The answer has a value that is sent as a parameter next; none, null or empty ends it.
   *
   * @param more where the answer says whether another follows; null when only the value says so
   */
  record Cursor(JsonPointer at, String parameter, JsonPointer more) implements Pagination {

    public Cursor(JsonPointer at, String parameter) {
      this(at, parameter, null);
    }
  }

  /**
   * The last record has a value that is sent as a parameter next; a page without records ends it.
   *
   * @param at in the record
   * @param more where the answer says whether another follows; null when it does not
   */
  record LastRecord(JsonPointer at, String parameter, JsonPointer more) implements Pagination {}

  /**
   * Pages are numbered.
   *
   * @param first number
   */
  record PageNumber(String parameter, long first, End end) implements Pagination {}

  /** Records are numbered, from 0. */
  record Offset(String parameter, End end) implements Pagination {}

  /**
   * What shows that a numbered page is the last one: no records in it, unless something else does.
   *
   * @param size records of a full page, so that a shorter one is known for the last; 0 when unknown
   * @param more where the answer says whether another follows; null when it does not
   * @param total where the answer says how many pages or records there are; null when it does not
   */
  record End(long size, JsonPointer more, JsonPointer total) {

    public static final End NO_RECORDS = new End(0, null, null);

    public static End shorterThan(long size) {
      return new End(size, null, null);
    }
  }
}
