package dev.firn.drill;

import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.fetch.Answer;
import dev.firn.land.Condition;
import dev.firn.land.Landing;
import dev.firn.land.ScanDefinition;
import dev.firn.raw.Batch;
import dev.firn.raw.Page;
import dev.firn.raw.RawLog;
import dev.firn.raw.Scan;
import dev.firn.table.Applied;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bad batch: what the third party said last, with its values spoilt.
 *
 * @param batch as it has landed
 * @param origin number of the batch that it is made of
 * @param records in it
 * @param spoilt how many of them say something else
 */
record SpoiltBatch(Batch batch, long origin, long records, long spoilt) {

  /** Batches to look through for the one whose records count. */
  private static final int LOOKED_AT = 50;

  /**
   * Lands one behind all that has landed.
   *
   * @param drill its fetch's id
   * @param applied what main is made of
   * @param folder for bodies
   * @return empty when main is made of no batch with records
   */
  static Optional<SpoiltBatch> land(
      String drill,
      RawLog log,
      Contract contract,
      TableContract table,
      Applied applied,
      Clock clock,
      Path folder)
      throws IOException {
    Optional<Batch> origin = origin(log, table, applied);
    if (origin.isEmpty()) {
      return Optional.empty();
    }
    SpoiltBody body = new SpoiltBody(table);
    List<Answer> answers = new ArrayList<>();
    for (Page page : origin.get().pages()) {
      answers.add(spoilt(log, contract, page, body, clock, folder));
    }
    Batch landed = new Landing(log, contract, clock).land(drill, answers, Condition.NONE);
    for (Answer answer : answers) {
      Files.delete(answer.body());
    }
    return Optional.of(new SpoiltBatch(landed, origin.get().seq(), body.records(), body.spoilt()));
  }

  /** The last one, if a contract orders by landing; else one whose records are not outranked. */
  private static Optional<Batch> origin(RawLog log, TableContract table, Applied applied) {
    Batch best = null;
    int seen = 0;
    for (long seq = applied.through(); seq > 0 && seen < LOOKED_AT; seq--) {
      Batch batch = log.get(seq);
      if (batch.sameAs() != null) {
        seq = batch.sameAs() + 1; // Quiet months are long.
      } else if (batch.hasContent() && applied.contains(seq)) {
        seen++;
        if (records(batch, table) > 0
            && (best == null || order(batch, table).compareTo(order(best, table)) > 0)) {
          best = batch;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static Optional<Scan> scan(Batch batch, TableContract table) {
    return Optional.ofNullable(batch.scans().get(table.name()))
        .filter(scan -> scan.definition().equals(ScanDefinition.of(table)));
  }

  /** Landing has not counted by this contract where it says nothing. */
  private static long records(Batch batch, TableContract table) {
    return scan(batch, table).map(Scan::records).orElse(1L);
  }

  private static String order(Batch batch, TableContract table) {
    return scan(batch, table).map(Scan::highestOrder).orElse("");
  }

  private static Answer spoilt(
      RawLog log, Contract contract, Page page, SpoiltBody body, Clock clock, Path folder)
      throws IOException {
    Path file = Files.createTempFile(folder, "spoilt-", ".body");
    MessageDigest digest = sha256();
    try (InputStream in = log.open(page.body());
        OutputStream out =
            new DigestOutputStream(
                new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), digest)) {
      body.copy(in, out);
    }
    return new Answer(
        contract.source().location(),
        200,
        Map.of(),
        later(Instant.parse(page.requestedAt()), clock.instant()),
        0,
        file,
        Files.size(file),
        HexFormat.of().formatHex(digest.digest()),
        List.of());
  }

  /** Asked for behind what it is made of. */
  private static Instant later(Instant before, Instant now) {
    return now.isAfter(before) ? now : before.plusMillis(1);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
