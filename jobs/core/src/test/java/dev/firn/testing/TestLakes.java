package dev.firn.testing;

import dev.firn.lake.GlueLake;
import dev.firn.lake.Lake;
import dev.firn.lake.LocalLake;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lakes of tests that must hold wherever a lake is: folders, or with {@code
 * -Dfirn.test.lake=glue} databases of an emulated AWS.
 */
public final class TestLakes {

  private static final boolean GLUE = "glue".equals(System.getProperty("firn.test.lake"));
  private static final Map<Path, String> DATABASES = new ConcurrentHashMap<>();

  private TestLakes() {}

  /** The lake of that folder; opened twice it is the same. */
  public static Lake open(Path folder) {
    return GLUE ? GlueLake.open(database(folder)) : LocalLake.open(folder);
  }

  /** As on a command line. */
  public static String address(Path folder) {
    return GLUE ? "glue:" + database(folder) : folder.toString();
  }

  /** What another process needs to open the same lakes, as system properties. */
  public static Map<String, String> settings() {
    return GLUE ? EmulatedAws.instance().settings() : Map.of();
  }

  /** That folder's lake, in the namespace that lakes in folders have. */
  public static Lake openAsLake(Path folder) {
    if (GLUE) {
      DATABASES.computeIfAbsent(key(folder), any -> EmulatedAws.instance().newDatabase("lake"));
    }
    return open(folder);
  }

  private static String database(Path folder) {
    return DATABASES.computeIfAbsent(key(folder), any -> EmulatedAws.instance().newDatabase());
  }

  private static Path key(Path folder) {
    return folder.toAbsolutePath().normalize();
  }
}
