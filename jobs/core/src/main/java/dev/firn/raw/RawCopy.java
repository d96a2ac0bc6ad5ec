package dev.firn.raw;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A raw log that takes over what another has landed: the same bodies, under the same numbers. So
 * what is made of it, by whatever contract and program, is made of the same answers.
 */
public final class RawCopy {

  private final RawLog from;
  private final RawLog to;

  public RawCopy(RawLog from, RawLog to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Copies what is new there. Killed, it goes on where it was.
   *
   * @return how many batches
   * @throws FirnException if what is here is not how the other log begins, or a body there is
   *     damaged
   */
  public long execute() throws IOException {
    long head = to.head();
    if (head > 0 && !Arrays.equals(manifest(to, head), manifest(from, head))) {
      throw new FirnException(
          Fault.USAGE,
          "the raw log of %s is no copy of the other lake's: its batch %d is another one"
              .formatted(to.feed(), head),
          "copy into a lake of its own, with --lake");
    }
    List<Batch> batches = from.after(head);
    for (Batch batch : batches) {
      for (Page page : batch.pages()) {
        if (page.body() != null && !exists(page.body())) {
          copy(batch, page);
        }
      }
      if (!to.store().create(to.manifest(batch.seq()), manifest(from, batch.seq()))) {
        throw new FirnException(
            Fault.CONFLICT,
            "somebody else has landed batch %d of %s meanwhile".formatted(batch.seq(), to.feed()),
            "let nobody else fetch into a copy, and run the same command again");
      }
    }
    return batches.size();
  }

  /** Empty when there is no such batch. */
  private static byte[] manifest(RawLog log, long seq) throws IOException {
    try {
      return log.store().read(log.manifest(seq));
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  private boolean exists(String key) throws IOException {
    try {
      to.store().open(key).close();
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void copy(Batch batch, Page page) throws IOException {
    Path file = Files.createTempFile("firn-copy-", ".body");
    try {
      try (InputStream in = from.store().open(page.body())) {
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      }
      String sha256 = sha256(file);
      if (!sha256.equals(page.sha256())) {
        throw new FirnException(
            Fault.INTERNAL,
            "%s of the other lake is damaged: batch %d says that its SHA-256 is %s, and it is %s"
                .formatted(page.body(), batch.seq(), page.sha256(), sha256),
            "restore this object there, from a backup of the raw log");
      }
      to.store().create(page.body(), file);
    } finally {
      Files.delete(file);
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
