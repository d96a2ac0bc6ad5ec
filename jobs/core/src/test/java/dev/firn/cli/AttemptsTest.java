package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptsTest {

  private final StringWriter err = new StringWriter();
  private final Attempts attempts = new Attempts(new PrintWriter(err), false);

  @Test
  void whateverIsThrownIsRemembered() {
    Optional<String> nothing =
        attempts.at(
            List.of("quakes"),
            () -> {
              undeclared(RuntimeException.class, new Exception("Job aborted"));
              return "done";
            });

    assertThat(nothing).isEmpty();
    assertThat(attempts.at(List.of("others"), () -> "done")).contains("done");
    assertThat(attempts.exitCode(0)).isEqualTo(1);
    assertThat(attempts.failures()).singleElement().asString().contains("Job aborted");
  }

  /** As Scala does it: the compiler is told of another type. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> void undeclared(Class<E> told, Exception e) throws E {
    assertThat(e).isNotInstanceOf(told);
    throw (E) e;
  }
}
