package dev.firn.lake;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/**
 * Reads files wherever they are, and writes and deletes only below one place. Catalogs open it by
 * its name, also those of an engine, and it travels with the tasks of one.
 */
public final class GuardedFileIO implements FileIO {

  private static final long serialVersionUID = 1L;

  /** Where files may be written and deleted: a URI without a slash at its end. */
  static final String WRITABLE = "firn.guard.writable";

  /** Class of the FileIO that does the work. */
  static final String BEHIND = "firn.guard.io-impl";

  private static final Pattern UPWARDS = Pattern.compile("(^|[/\\\\])\\.{1,2}($|[/\\\\])");

  private Map<String, String> properties = Map.of();
  private String writable;
  private FileIO behind;

  /** For catalogs, which call {@link #initialize} then. */
  public GuardedFileIO() {}

  /**
   * The same catalog properties, with a guard before the FileIO that they name.
   *
   * @param writable where files may be written and deleted
   */
  static Map<String, String> before(Map<String, String> properties, String writable) {
    Map<String, String> guarded = new HashMap<>(properties);
    guarded.put(BEHIND, properties.get(CatalogProperties.FILE_IO_IMPL));
    guarded.put(WRITABLE, writable);
    guarded.put(CatalogProperties.FILE_IO_IMPL, GuardedFileIO.class.getName());
    return guarded;
  }

  @Override
  public void initialize(Map<String, String> given) {
    properties = new HashMap<>(given);
    writable = given.get(WRITABLE);
    if (writable == null || !writable.matches("[a-z0-9]+:.*[^/]")) {
      throw new IllegalArgumentException(
          "%s must be a URI without a slash at its end: %s".formatted(WRITABLE, writable));
    }
    behind = CatalogUtil.loadFileIO(given.get(BEHIND), given, null);
  }

  @Override
  public Map<String, String> properties() {
    return properties;
  }

  @Override
  public InputFile newInputFile(String location) {
    return behind.newInputFile(location);
  }

  @Override
  public InputFile newInputFile(String location, long length) {
    return behind.newInputFile(location, length);
  }

  @Override
  public OutputFile newOutputFile(String location) {
    requireWritable("write", location);
    return behind.newOutputFile(location);
  }

  @Override
  public void deleteFile(String location) {
    requireWritable("delete", location);
    behind.deleteFile(location);
  }

  private void requireWritable(String what, String location) {
    String prefix = writable + "/";
    boolean below =
        location.startsWith(prefix)
            && !UPWARDS
                .matcher(location.substring(prefix.length()).replaceAll("(?i)%2e", "."))
                .find();
    if (!below) {
      throw new FirnException(
          Fault.INTERNAL,
          "refused to %s %s: only what is below %s may be written or deleted here"
              .formatted(what, location, prefix));
    }
  }

  @Override
  public void close() {
    if (behind != null) {
      behind.close();
    }
  }
}
