package dev.firn.lake;

import static java.util.Objects.requireNonNull;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a lake is, as people type it. */
public sealed interface LakeAddress {

  /** What makes an address one of Glue's. */
  String GLUE = "glue:";

  /**
   * @param text {@code glue:DATABASE}, or a folder
   * @throws FirnException if it is an address of something else, which is no folder's name either
   */
  static LakeAddress of(String text) {
    if (text.isBlank() || (text.matches("[A-Za-z][A-Za-z0-9+.-]+:.*") && !text.startsWith(GLUE))) {
      throw new FirnException(
          Fault.USAGE,
          "'%s' is no lake".formatted(text),
          "name a folder, or glue:DATABASE, which says itself where on S3 its files are");
    }
    return text.startsWith(GLUE)
        ? new Database(text.substring(GLUE.length()))
        : new Folder(Path.of(text));
  }

  /**
   * Whether something may be found there. Looking must not create it.
   *
   * @throws FirnException if something else stands there
   */
  boolean exists();

  /** Opens the lake; creates one in a folder that has none. */
  Lake open();

  /**
   * @param path of the folder
   */
  record Folder(Path path) implements LakeAddress {

    public Folder {
      path = path.toAbsolutePath().normalize();
    }

    @Override
    public boolean exists() {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw new FirnException(
            Fault.USAGE,
            path + " is a file, and a lake is a folder",
            "name the lake's folder with --lake");
      }
      return LocalLake.existsIn(path);
    }

    @Override
    public Lake open() {
      return LocalLake.open(path);
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /**
   * @param name of a database in the Glue Data Catalog
   */
  record Database(String name) implements LakeAddress {

    public Database {
      requireNonNull(name, "name");
      // What Glue and Athena take without quotes.
      if (!name.matches("[a-z0-9_]{1,252}")) {
        throw new FirnException(
            Fault.USAGE,
            "'%s' is no name of a Glue database".formatted(name),
            "name it like glue:lake, in lower case letters, digits and _");
      }
    }

    /** Only Glue knows; opening asks it. */
    @Override
    public boolean exists() {
      return true;
    }

    @Override
    public Lake open() {
      return GlueLake.open(name);
    }

    @Override
    public String toString() {
      return GLUE + name;
    }
  }
}
