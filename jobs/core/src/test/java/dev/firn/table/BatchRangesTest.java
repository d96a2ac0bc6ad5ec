package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchRangesTest {

  @Test
  void saysThoseInARowAsOne() {
    Set<Long> batches = Set.of(1L, 3L, 4L, 7L, 8L, 9L, 11L);

    assertThat(BatchRanges.of(9, batches::contains)).containsExactly("1", "3-4", "7-9");
    assertThat(BatchRanges.of(12, batches::contains)).endsWith("11");
    assertThat(BatchRanges.of(0, batches::contains)).isEmpty();
  }
}
