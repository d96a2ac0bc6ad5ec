package dev.firn.doctor;

import dev.firn.doctor.Finding.Severity;
import dev.firn.raw.Batch;
import dev.firn.raw.Page;
import dev.firn.raw.RawInventory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether the raw log has no gaps, its manifests can be read, their bodies are there, and bodies
 * have manifests. Of a feed with several tables it speaks once. It never proposes to delete: the
 * raw log is what everything else is made of.
 */
final class RawLogCheck implements Check {

  /** Each of them is a request on S3. */
  private static final int LAST = 100;

  private static final int MOST = 5;
  private static final Duration LONGEST_FETCH = Duration.ofDays(1);
  private static final DateTimeFormatter FETCH_TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd't'HHmmss", Locale.ROOT);

  private final boolean all;
  private final Set<String> seen = new HashSet<>();

  private RawLogCheck(boolean all) {
    this.all = all;
  }

  /** By listings, and by the manifests of the last batches. */
  static RawLogCheck ofTheLast() {
    return new RawLogCheck(false);
  }

  /** By all manifests, and by the bytes of all bodies. */
  static RawLogCheck ofAll() {
    return new RawLogCheck(true);
  }

  @Override
  public String name() {
    return "raw";
  }

  @Override
  public List<Finding> look(Patient patient) throws IOException {
    if (!seen.add(patient.contract().id())) {
      return List.of();
    }
    RawInventory raw = new RawInventory(patient.log());
    List<Finding> findings = new ArrayList<>();
    gaps(patient, raw).ifPresent(findings::add);
    Map<String, String> damaged = new TreeMap<>();
    List<Batch> read = new ArrayList<>();
    for (long seq : last(raw)) {
      Optional<String> damage = raw.damage(seq);
      if (damage.isPresent()) {
        damaged.put(raw.manifest(seq), damage.get());
      } else {
        read.add(patient.log().get(seq));
      }
    }
    if (!damaged.isEmpty()) {
      findings.add(
          backup(
              patient,
              "%s cannot be read: no run gets past %s"
                  .formatted(
                      damaged.size() == 1 ? "a manifest" : damaged.size() + " manifests",
                      damaged.size() == 1 ? "it" : "them"),
              damaged));
    }
    Map<String, String> lost = lost(patient, raw, read);
    if (!lost.isEmpty()) {
      findings.add(
          backup(
              patient,
              "%s not what the manifest says: rows made of it cannot be made again"
                  .formatted(lost.size() == 1 ? "a body is" : lost.size() + " bodies are"),
              lost));
    }
    if (damaged.isEmpty()) {
      unnamed(patient, raw, read).ifPresent(findings::add);
    }
    return findings;
  }

  private Optional<Finding> gaps(Patient patient, RawInventory raw) {
    List<Long> gaps = raw.gaps();
    if (gaps.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> missing = new TreeMap<>();
    gaps.stream().limit(MOST + 1).forEach(seq -> missing.put(raw.manifest(seq), "is missing"));
    return Optional.of(
        backup(
            patient,
            "the raw log has a gap where %s %s: numbers are given one after the other, so somebody deleted"
                .formatted(Batches.text(gaps), gaps.size() == 1 ? "was" : "were"),
            missing));
  }

  private List<Long> last(RawInventory raw) {
    List<Long> numbers = new ArrayList<>(raw.numbers());
    return all ? numbers : numbers.subList(Math.max(0, numbers.size() - LAST), numbers.size());
  }

  private Finding backup(Patient patient, String what, Map<String, String> objects) {
    List<String> evidence = new ArrayList<>();
    objects.entrySet().stream()
        .limit(MOST)
        .forEach(object -> evidence.add(object.getKey() + ": " + object.getValue()));
    if (objects.size() > MOST) {
      evidence.add("and more");
    }
    return finding(
        Severity.ERROR,
        patient,
        what,
        evidence,
        "bring it back from a backup of %s, on S3 from an older version of the object"
            .formatted(patient.lake().store()));
  }

  /** Bodies that are missing or other than they were, by key. */
  private Map<String, String> lost(Patient patient, RawInventory raw, List<Batch> batches)
      throws IOException {
    Map<String, String> lost = new TreeMap<>();
    Set<String> compared = new HashSet<>();
    for (Batch batch : batches) {
      for (Page page : batch.pages()) {
        if (page.body() == null || !compared.add(page.body())) {
          continue;
        }
        Long bytes = raw.bodies().get(page.body());
        if (bytes == null) {
          lost.put(page.body(), "is missing, of batch " + batch.seq());
        } else if (bytes != page.bytes()) {
          lost.put(
              page.body(),
              String.format(
                  Locale.ROOT,
                  "has %,d bytes and not %,d, of batch %d",
                  bytes,
                  page.bytes(),
                  batch.seq()));
        } else if (all && page.sha256() != null && !page.sha256().equals(digest(patient, page))) {
          lost.put(page.body(), "has other bytes than it had, of batch " + batch.seq());
        }
      }
    }
    return lost;
  }

  private static String digest(Patient patient, Page page) throws IOException {
    try (InputStream body = patient.log().open(page.body());
        DigestInputStream in = new DigestInputStream(body, MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Of fetches that were killed before they landed, and not of one that is under way. */
  private Optional<Finding> unnamed(Patient patient, RawInventory raw, List<Batch> read)
      throws IOException {
    Map<String, Batch> byFetch = new HashMap<>();
    read.forEach(batch -> byFetch.put(batch.fetchId(), batch));
    String first = byFetch.keySet().stream().min(String::compareTo).orElse("");
    List<String> unnamed = new ArrayList<>();
    for (String body : raw.bodies().keySet()) {
      String fetch = raw.fetchOf(body);
      Optional<Instant> began = began(fetch);
      if (began.isEmpty()
          || began.get().plus(LONGEST_FETCH).isAfter(patient.now())
          || (!all && fetch.compareTo(first) < 0)) {
        continue;
      }
      Optional<Batch> batch =
          byFetch.containsKey(fetch)
              ? Optional.of(byFetch.get(fetch))
              : patient.log().landed(fetch, began.get());
      boolean named =
          batch.isPresent()
              && batch.get().pages().stream().anyMatch(page -> body.equals(page.body()));
      if (!named) {
        unnamed.add(body);
      }
    }
    if (unnamed.isEmpty()) {
      return Optional.empty();
    }
    List<String> evidence = new ArrayList<>(unnamed.subList(0, Math.min(MOST, unnamed.size())));
    if (unnamed.size() > MOST) {
      evidence.add("and %d more".formatted(unnamed.size() - MOST));
    }
    return Optional.of(
        finding(
            Severity.NOTE,
            patient,
            "%s in no manifest: a fetch was killed before it landed, and nothing is made of it"
                .formatted(unnamed.size() == 1 ? "a body is" : unnamed.size() + " bodies are"),
            evidence,
            "firn fetch " + patient.name()));
  }

  /** Ids of fetches begin with when they did; others' are passed over. */
  private static Optional<Instant> began(String fetch) {
    try {
      return Optional.of(
          LocalDateTime.parse(fetch.replaceFirst("_.*", ""), FETCH_TIME).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
