package dev.firn.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.FirnException;
import dev.firn.job.JobFailedException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.tools.nsc.Main;

/** The script as Glue has it: compiled by Scala's compiler, called with Glue's arguments. */
class GlueScriptTest {

  private static final Path ROOT = Path.of(System.getProperty("firn.root"));

  @TempDir private static Path classes;

  @BeforeAll
  static void compile() {
    boolean compiled =
        Main.process(
            new String[] {
              "-Xfatal-warnings",
              "-deprecation",
              "-d",
              classes.toString(),
              "-classpath",
              System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
              ROOT.resolve("jobs/glue/FirnJob.scala").toString()
            });
    assertThat(compiled).isTrue();
  }

  private static void glue(String... args) throws Throwable {
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, GlueScriptTest.class.getClassLoader())) {
      Method main = loader.loadClass("FirnJob").getMethod("main", String[].class);
      main.invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Test
  void runsWhatItsArgumentSays() throws Throwable {
    glue("--JOB_NAME", "firn-quakes", "--firn", "check --project " + ROOT, "--TempDir", "s3://b/t");
  }

  @Test
  void failsWithTheTokenOfTheOutcome() throws IOException {
    assertThatThrownBy(() -> glue("--firn", "status nothing --project " + ROOT))
        .isInstanceOf(JobFailedException.class)
        .hasMessageStartingWith("FIRN_USAGE (exit code 2): firn: no contract has a table nothing");
  }

  @Test
  void saysThatItsArgumentIsMissing() {
    assertThatThrownBy(() -> glue("--JOB_NAME", "firn-quakes"))
        .isInstanceOf(FirnException.class)
        .hasMessage("the job has no argument --firn with a command line");
  }
}
