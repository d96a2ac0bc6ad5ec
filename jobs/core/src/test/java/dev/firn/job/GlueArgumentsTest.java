package dev.firn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.FirnException;
import org.junit.jupiter.api.Test;

class GlueArgumentsTest {

  @Test
  void splitsTheCommandAtBlanks() {
    assertThat(GlueArguments.command("--x", "y", "--firn", "run  a \n b "))
        .containsExactly("run", "a", "b");
  }

  @Test
  void keepsQuotedWordsTogether() {
    assertThat(GlueArguments.command("--firn", "publish t r1 --accept \"a good reason\" x"))
        .containsExactly("publish", "t", "r1", "--accept", "a good reason", "x");
  }

  @Test
  void saysThatTheArgumentIsMissing() {
    assertThatThrownBy(() -> GlueArguments.command("--JOB_NAME", "firn-quakes"))
        .isInstanceOf(FirnException.class)
        .hasMessage("the job has no argument --firn with a command line");
  }
}
