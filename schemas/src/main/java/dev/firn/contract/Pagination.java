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

  /** The answer has a value that is sent as a parameter next; none, null or empty ends it. */
  record Cursor(JsonPointer at, String parameter) implements Pagination {}

  /**
   * Pages are numbered; one without records ends them.
   *
   * @param first number
   * @param size records of a full page, so that a shorter one is known for the last; 0 when unknown
   */
  record PageNumber(String parameter, long first, long size) implements Pagination {}

  /**
   * Records are numbered, from 0; a page without any ends them.
   *
   * @param size as of numbered pages
   */
  record Offset(String parameter, long size) implements Pagination {}
}
