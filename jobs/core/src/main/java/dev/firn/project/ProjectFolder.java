package dev.firn.project;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.store.S3Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/** A project's contracts and rulesets, as files: where they are, or copied from S3. */
public final class ProjectFolder {

  private static final String S3 = "s3://";

  /** What a project consists of. */
  private static final List<String> PARTS = List.of("schemas/", "quality-checks/");

  private ProjectFolder() {}

  /**
   * @param address a folder, or {@code s3://bucket/prefix}, which is copied anew each time
   * @throws FirnException if there are no contracts on S3
   */
  public static Path of(String address) {
    return address.startsWith(S3) ? copied(URI.create(address)) : Path.of(address);
  }

  private static Path copied(URI address) {
    try (S3Store store = new S3Store(address, S3Client::create)) {
      Path folder = Files.createTempDirectory("firn-project-");
      folder.toFile().deleteOnExit();
      for (String part : PARTS) {
        List<String> keys = store.list(part, "");
        if (keys.isEmpty() && part.equals(PARTS.get(0))) {
          throw new FirnException(
              Fault.USAGE,
              "there are no contracts in %s%s".formatted(store, part),
              "name the place that has schemas/ and quality-checks/ with --project");
        }
        for (String key : keys) {
          copy(store, key, folder);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy the project in " + address, e);
    }
  }

  private static void copy(S3Store store, String key, Path folder) throws IOException {
    Path target = folder.resolve(key);
    Files.createDirectories(target.getParent());
    Files.write(target, store.read(key));
    // Deleted in the opposite order: a folder after what is in it.
    List<Path> made = new ArrayList<>();
    for (Path path = target; !path.equals(folder); path = path.getParent()) {
      made.add(0, path);
    }
    made.forEach(path -> path.toFile().deleteOnExit());
  }
}
