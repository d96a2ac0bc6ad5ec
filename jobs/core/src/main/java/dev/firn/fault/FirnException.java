package dev.firn.fault;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** A failure that a user is told about: what happened, whose fault it is, what to type next. */
public final class FirnException extends RuntimeException {

  private final Fault fault;
  private final String next;

  public FirnException(Fault fault, String message) {
    this(fault, message, null, null);
  }

  /**
   * @param message what happened, a sentence
   * @param next what to do about it, mostly a command; null when there is nothing
   */
  public FirnException(Fault fault, String message, String next) {
    this(fault, message, next, null);
  }

  public FirnException(Fault fault, String message, String next, Throwable cause) {
    super(requireNonNull(message, "message"), cause);
    this.fault = requireNonNull(fault, "fault");
    this.next = next;
  }

  public Fault fault() {
    return fault;
  }

  public Optional<String> next() {
    return Optional.ofNullable(next);
  }
}
