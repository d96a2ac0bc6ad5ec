package dev.firn.contract;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Something wrong with a contract.
 *
 * @param file where, relative to the project
 * @param line from 1; 0 when the whole file is meant
 * @param pointer JSON Pointer in the file; empty when the whole file is meant
 * @param message what is wrong
 * @param remedy what to write instead; null when there is nothing sure to say
 */
public record Problem(Path file, int line, String pointer, String message, String remedy) {

  public Problem {
    requireNonNull(file, "file");
    requireNonNull(pointer, "pointer");
    requireNonNull(message, "message");
  }
}
