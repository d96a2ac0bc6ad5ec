package dev.firn.contract;

import java.util.List;

/** The contracts cannot be used; carries every problem of every file. */
public final class ContractException extends RuntimeException {

  private final transient List<Problem> problems;

  public ContractException(List<Problem> problems) {
    super(
        problems.size() + (problems.size() == 1 ? " problem" : " problems") + " in the contracts");
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
