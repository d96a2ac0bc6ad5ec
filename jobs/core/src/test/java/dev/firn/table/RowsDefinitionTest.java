package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowsDefinitionTest {

  /** Tables remember theirs: another spelling of the same would have all of them made anew. */
  @Test
  void isSpeltAsEver() {
    assertThat(RowsDefinition.of(ContractScene.contract()))
        .hasToString("d09bea4ca0ac61c6:12c9850da7098629");
  }
}
