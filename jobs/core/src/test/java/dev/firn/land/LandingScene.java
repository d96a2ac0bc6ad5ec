package dev.firn.land;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import dev.firn.contract.ApiSource;
import dev.firn.contract.Auth;
import dev.firn.contract.Column;
import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.Contract;
import dev.firn.contract.Conversion;
import dev.firn.contract.Incremental;
import dev.firn.contract.OrderBy;
import dev.firn.contract.Pagination;
import dev.firn.contract.SourcePointer;
import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.AfterFailedAudit;
import dev.firn.contract.TableContract.BadValues;
import dev.firn.contract.TableContract.DeleteLimit;
import dev.firn.contract.TableContract.Layout;
import dev.firn.contract.TableContract.MergeStrategy;
import dev.firn.contract.TableContract.UnknownFields;
import dev.firn.fetch.Answer;
import dev.firn.raw.Batch;
import dev.firn.raw.RawLog;
import dev.firn.store.LocalStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Answers of a third party, and a log that they land in. */
final class LandingScene {

  static final Instant NOW = Instant.parse("2025-09-01T10:00:01Z");
  static final URI LOCATION = URI.create("https://quakes.example/feed");

  final RawLog log;
  final Landing landing;
  private final Path folder;
  private int fetches;

  LandingScene(Path folder, TableContract... tables) {
    this.folder = folder;
    this.log = new RawLog(new LocalStore(folder.resolve("lake")), "quakes");
    this.landing = landing(tables);
  }

  /** Lands into the same log under another contract. */
  Landing landing(TableContract... tables) {
    return landing(null, tables);
  }

  /** Lands what was asked for as changes. */
  Landing landing(Incremental incremental, TableContract... tables) {
    return new Landing(log, contract(incremental, tables), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Contract contract(Incremental incremental, TableContract... tables) {
    return new Contract(
        Path.of("schemas/quakes.odcs.yaml"),
        "quakes",
        "1.0.0",
        "0".repeat(64),
        new ApiSource(
            "quakes",
            LOCATION,
            Auth.NONE,
            Pagination.NONE,
            true,
            ApiSource.Limits.DEFAULT,
            List.of(),
            incremental,
            Map.of(),
            false),
        List.of(tables),
        null,
        null);
  }

  /** Records at {@code /data}. */
  static TableContract table(List<String> order, String... sources) {
    return table("quakes", "/data", order, sources);
  }

  static TableContract table(String name, String records, List<String> order, String... sources) {
    return new TableContract(
        name,
        null,
        JsonPointer.compile(records),
        Layout.ITEMS,
        false,
        MergeStrategy.UPSERT,
        DeleteLimit.DEFAULT,
        order.stream().map(SourcePointer::parse).map(OrderBy::as).toList(),
        null,
        UnknownFields.KEEP,
        BadValues.REJECT,
        AfterFailedAudit.HOLD,
        Stream.concat(Stream.of("/id"), Stream.of(sources)).map(LandingScene::column).toList(),
        List.of(),
        Duration.ofDays(7),
        null);
  }

  private static Column column(String source) {
    return new Column(
        source.replaceAll("\\W", "_"),
        null,
        null,
        Primitive.STRING,
        false,
        source.equals("/id") ? 1 : 0,
        SourcePointer.parse(source),
        Conversion.NONE,
        null,
        false);
  }

  Batch land(Answer answer) throws IOException {
    return landing.land("fetch-" + ++fetches, List.of(answer), landing.condition());
  }

  /** 200 with a body and an ETag. */
  Batch land(String body, String etag) throws IOException {
    return land(answer(body, etag));
  }

  Answer answer(String body, String etag) throws IOException {
    Path file = Files.writeString(Files.createTempFile(folder, "answer", ""), body);
    return new Answer(
        LOCATION,
        200,
        Map.of("etag", etag, "content-type", "application/json"),
        NOW.minusSeconds(1),
        12,
        file,
        Files.size(file),
        sha256(body),
        List.of());
  }

  static Answer notModified() {
    return new Answer(
        LOCATION, 304, Map.of("age", "5"), NOW, 3, null, 0, null, List.of("connection reset"));
  }

  static String sha256(String body) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  List<String> bodies() throws IOException {
    return log.store().list("raw/quakes/bodies/", "");
  }
}
