package dev.firn.contract;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Contracts, one file after the other; ids and tables must differ between them. */
final class ContractReader {

  private static final String API_VERSION = "v3.1.0";
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]*");

  private final StandardSchema standard = new StandardSchema();
  private final FirnSchema words = new FirnSchema();
  private final Map<String, Path> ids = new HashMap<>();
  private final TableReader tables;

  ContractReader(Path project) {
    this.tables = new TableReader(new RulesetReader(project));
  }

  /** Empty when the file has problems. */
  Optional<Contract> read(Path file, byte[] bytes, Problems problems) {
    Optional<Element> document = new YamlReader(problems).read(bytes);
    if (document.isEmpty()) {
      return Optional.empty();
    }
    Element root = document.get();
    standard.check(root);
    words.check(root);
    checkId(file, root.get("id"));
    checkVersion(root.get("apiVersion"));
    Optional<ApiSource> source = new SourceReader().read(root);
    source
        .map(ApiSource::incremental)
        .ifPresent(incremental -> IncrementalReader.check(root, incremental));
    source
        .map(ApiSource::pagination)
        .ifPresent(pagination -> PaginationReader.check(root, pagination));
    Sla sla = Sla.read(root);
    List<TableContract> read = tables.read(file, root, sla);
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Contract(
            file,
            root.text("id"),
            root.text("version"),
            digest(bytes, read),
            source.orElseThrow(),
            read,
            sla.schedule(),
            owner(root.get("team"))));
  }

  private void checkId(Path file, Element id) {
    if (id.text() == null) {
      return;
    }
    if (!ID.matcher(id.text()).matches()) {
      id.problem(
          "`" + id.text() + "` cannot be a contract's id",
          "use lower-case letters, digits, _ and -; it names the raw log");
    }
    Path other = ids.putIfAbsent(id.text(), file);
    if (other != null) {
      id.problem("the id `" + id.text() + "` is taken by " + other, "give every contract its own");
    }
  }

  private static void checkVersion(Element version) {
    if (version.text() != null && !version.text().equals(API_VERSION)) {
      version.problem(
          "Firn reads version " + API_VERSION + " of the standard, not " + version.text(),
          "write apiVersion: " + API_VERSION);
    }
  }

  /** The member whose role is owner, or else the team. */
  private static String owner(Element team) {
    Element members = team.node().isArray() ? team : team.get("members");
    return members.items().stream()
        .filter(member -> "owner".equalsIgnoreCase(member.text("role")))
        .map(member -> member.text("username"))
        .findFirst()
        .orElseGet(() -> team.text("name"));
  }

  /** Lengths are hashed too, so that no text can move from one file to the next unseen. */
  private static String digest(byte[] contract, List<TableContract> tables) {
    MessageDigest digest = sha256();
    update(digest, contract);
    for (TableContract table : tables) {
      for (Ruleset ruleset : table.rulesets()) {
        update(digest, ruleset.path().getBytes(StandardCharsets.UTF_8));
        update(digest, ruleset.dqdl().getBytes(StandardCharsets.UTF_8));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, byte[] bytes) {
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
