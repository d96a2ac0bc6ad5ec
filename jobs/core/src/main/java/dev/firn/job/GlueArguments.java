package dev.firn.job;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.util.regex.Pattern;

/**
 * Firn's command line among the arguments that Glue hands to a script: Glue adds its own ({@code
 * --JOB_NAME}, {@code --TempDir} and more), so Firn's is one argument, {@code --firn}, with blanks
 * between its words, and quotes around words that have some.
 */
public final class GlueArguments {

  /** The argument's name. */
  public static final String NAME = "--firn";

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

  private GlueArguments() {}

  /**
   * @param args as Glue gives them: names and values, in turn
   * @return what comes after {@code firn}
   * @throws FirnException if there is no such argument
   */
  public static String[] command(String... args) {
    for (int i = 0; i + 1 < args.length; i++) {
      if (args[i].equals(NAME) && !args[i + 1].isBlank()) {
        return WORD.matcher(args[i + 1])
            .results()
            .map(word -> word.group(1) != null ? word.group(1) : word.group())
            .toArray(String[]::new);
      }
    }
    throw new FirnException(
        Fault.USAGE,
        "the job has no argument %s with a command line".formatted(NAME),
        "give it one, like %s \"run --lake glue:lake --project s3://bucket/project\""
            .formatted(NAME));
  }
}
