package dev.firn.cli;

import java.io.PrintWriter;
import java.util.Optional;

/**
 * @param out for results alone
 * @param err for progress and errors
 * @param person who can be asked; null when nobody sits there
 */
record Terminal(PrintWriter out, PrintWriter err, Person person) {

  /** Somebody who reads a question and types an answer. */
  @FunctionalInterface
  interface Person {

    /**
     * @return the line that was typed; null at the end of the input
     */
    String answer(String question);
  }

  Optional<Person> somebody() {
    return Optional.ofNullable(person);
  }
}
