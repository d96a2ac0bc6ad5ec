package dev.firn.table;

import static java.util.Objects.requireNonNull;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;

/**
 * A metadata file, read as it is: without its catalog, which would try a broken one for more than a
 * minute, and what is wrong with it when it cannot be read.
 *
 * @param location of the file
 * @param state of the table; null when it does not load
 * @param broken what is wrong, to follow the file's name in a sentence; null when it loads
 */
public record MetadataFile(String location, TableState state, String broken) {

  private static final Pattern UUID = Pattern.compile("\"table-uuid\"\\s*:\\s*\"([0-9a-f-]{36})\"");
  private static final Pattern NUMBER = Pattern.compile("/(\\d{1,9})-[^/]*$");
  private static final int HEAD = 512;
  private static final String DAMAGED = "is damaged: it is no whole JSON";

  public MetadataFile {
    requireNonNull(location, "location");
  }

  /**
   * @throws RuntimeException if it could not be looked at, which says nothing about the file
   */
  public static MetadataFile read(FileIO files, String location) {
    try {
      TableMetadata metadata = TableMetadataParser.read(files, location);
      return new MetadataFile(location, new TableState(metadata), null);
    } catch (NotFoundException e) {
      boolean damaged = files.newInputFile(location).exists();
      return new MetadataFile(location, null, damaged ? DAMAGED : "is missing");
    } catch (RuntimeException e) {
      return new MetadataFile(location, null, broken(e).orElseThrow(() -> e));
    }
  }

  /** Empty when it is not the file that is to blame. */
  private static Optional<String> broken(RuntimeException failure) {
    if (failure instanceof IllegalArgumentException || failure instanceof NullPointerException) {
      return Optional.of("is JSON, but no table's metadata");
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // Iceberg brings a Jackson of its own, whose classes have other names in each build.
      if (cause.getClass().getSimpleName().matches("Json\\w*Exception|MismatchedInputException")
          || cause instanceof EOFException
          || cause instanceof ZipException) {
        return Optional.of(DAMAGED);
      }
    }
    return Optional.empty();
  }

  public boolean loads() {
    return state != null;
  }

  /** Its number among the table's; Iceberg puts it in front. Empty for files of other names. */
  Optional<Integer> version() {
    Matcher number = NUMBER.matcher(location);
    return number.find() ? Optional.of(Integer.valueOf(number.group(1))) : Optional.empty();
  }

  /** Whose metadata it is, as far as even a damaged file says so. */
  Optional<String> uuid(FileIO files) {
    if (loads()) {
      return Optional.of(state.metadata().uuid());
    }
    byte[] head = new byte[HEAD]; // Where Iceberg writes it.
    try (InputStream in = files.newInputFile(location).newStream()) {
      Matcher uuid =
          UUID.matcher(new String(head, 0, Math.max(in.read(head), 0), StandardCharsets.UTF_8));
      return uuid.find() ? Optional.of(uuid.group(1)) : Optional.empty();
    } catch (NotFoundException | IOException e) {
      return Optional.empty();
    }
  }

  /** Without its folder, for people. */
  public String name() {
    return location.substring(location.lastIndexOf('/') + 1);
  }
}
