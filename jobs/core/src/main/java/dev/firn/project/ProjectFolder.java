package dev.firn.project;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.store.S3Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/** A project's contracts and rulesets, as files: where they are, or copied from S3. */
public final class ProjectFolder {

  private static final String S3 = "s3://";
  private static final String ZIP = ".zip";

  /** A bucket's name, and keys that need no quoting. */
  private static final String S3_ADDRESS = "s3://[a-z0-9.-]{3,63}(/[\\w/.!*'()+=@:,-]*)?";

  /** What a project consists of. */
  private static final List<String> PARTS = List.of("schemas/", "quality-checks/");

  private ProjectFolder() {}

  /**
   * @param address a folder; or {@code s3://bucket/prefix}, or {@code s3://bucket/key.zip}, which
   *     are copied anew each time
   * @throws FirnException if there are no contracts on S3
   */
  public static Path of(String address) {
    return isCopied(address) ? copied(address) : Path.of(address);
  }

  /** Whether what is there is a copy, which goes away with the process. */
  public static boolean isCopied(String address) {
    return address.startsWith(S3);
  }

  private static Path copied(String address) {
    int slash = address.lastIndexOf('/');
    boolean zipped = address.endsWith(ZIP);
    if (!address.matches(S3_ADDRESS)) {
      throw new FirnException(
          Fault.USAGE,
          "'%s' is no place on S3".formatted(address),
          "name it like s3://bucket/prefix");
    }
    URI place = URI.create(zipped ? address.substring(0, slash) : address);
    try (S3Store store = new S3Store(place, S3Client::create)) {
      Path folder = newCopy();
      if (zipped) {
        unzip(store, address.substring(slash + 1), folder);
      } else {
        copy(store, folder);
      }
      if (!Files.isDirectory(folder.resolve(PARTS.get(0)))) {
        throw new FirnException(
            Fault.USAGE,
            "there are no contracts in %s: no %s".formatted(address, PARTS.get(0)),
            "name the place that has schemas/ and quality-checks/ with --project");
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy the project in " + address, e);
    }
  }

  /** An empty folder that goes away with the process. */
  static Path newCopy() throws IOException {
    Path folder = Files.createTempDirectory("firn-project-");
    folder.toFile().deleteOnExit();
    return folder;
  }

  private static void copy(S3Store store, Path folder) throws IOException {
    for (String part : PARTS) {
      for (String key : store.list(part, "")) {
        write(folder, key, store.read(key));
      }
    }
  }

  /** The JDK refuses archives with names that lead out of them. */
  private static void unzip(S3Store store, String key, Path folder) throws IOException {
    Path archive = Files.createTempFile("firn-project-", ZIP);
    try {
      Files.write(archive, store.read(key));
      try (FileSystem zip = FileSystems.newFileSystem(archive);
          Stream<Path> all = Files.walk(zip.getPath("/"))) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          String name = file.toString().substring(1);
          if (PARTS.stream().anyMatch(name::startsWith)) {
            write(folder, name, Files.readAllBytes(file));
          }
        }
      }
    } finally {
      Files.delete(archive);
    }
  }

  static void write(Path folder, String name, byte[] content) throws IOException {
    Path target = folder.resolve(name);
    Files.createDirectories(target.getParent());
    Files.write(target, content);
    // Deleted in the opposite order: a folder after what is in it.
    List<Path> made = new ArrayList<>();
    for (Path path = target; !path.equals(folder); path = path.getParent()) {
      made.add(0, path);
    }
    made.forEach(path -> path.toFile().deleteOnExit());
  }
}
