package dev.firn.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** This program's version, as the build wrote it. */
public final class Program {

  private Program() {}

  public static String version() {
    try (InputStream in = Program.class.getResourceAsStream("/dev/firn/program.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
