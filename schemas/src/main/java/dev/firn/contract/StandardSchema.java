package dev.firn.contract;

import java.util.function.UnaryOperator;

/** The Open Data Contract Standard's own JSON Schema, which the build fetches. */
final class StandardSchema {

  private final SchemaCheck schema = new SchemaCheck("odcs-v3.1.schema.json");

  void check(Element contract) {
    schema.check(contract.node(), UnaryOperator.identity(), contract.problems());
  }
}
