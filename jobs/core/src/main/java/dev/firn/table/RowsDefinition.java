package dev.firn.table;

import dev.firn.contract.Column;
import dev.firn.contract.TableContract;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of a contract decides which rows a table has. Snapshots say by which their rows were made,
 * so that it is known when the rows there are need making anew.
 *
 * @param order digest of what orders records
 * @param content digest of all else
 */
public record RowsDefinition(String order, String content) {

  static final String PROPERTY = "firn.rows-definition";

  private static final int DIGITS = 16;

  public static RowsDefinition of(TableContract table) {
    List<Column> columns =
        table.columns().stream()
            .map(
                column ->
                    new Column(
                        column.name(),
                        null,
                        null,
                        column.type(),
                        column.required(),
                        column.keyPosition(),
                        column.source(),
                        column.conversion(),
                        null,
                        column.isVolatile()))
            .toList();
    return new RowsDefinition(
        digest(table.order(), String.valueOf(table.validFrom())),
        digest(table.records(), table.layout(), table.merge(), table.unknownFields(), columns));
  }

  /**
   * By which main's rows were made; empty when it does not say. A run that merges news leaves the
   * rows there were as they are, and so their definition.
   */
  public static Optional<RowsDefinition> of(TableState state) {
    Optional<RowsDefinition> confirmed =
        state
            .property(PROPERTY)
            .map(value -> value.split("@", -1))
            .filter(parts -> parts[1].equals(Long.toString(state.main().snapshotId())))
            .map(parts -> parse(parts[0]));
    return confirmed.or(
        () ->
            state.ancestors(state.main()).stream()
                .flatMap(snapshot -> of(snapshot.summary()).stream())
                .findFirst());
  }

  static Optional<RowsDefinition> of(Map<String, String> summary) {
    return Optional.ofNullable(summary.get(PROPERTY)).map(RowsDefinition::parse);
  }

  /** Whether main's rows were made by another definition than the contract's. */
  public static boolean isAnother(TableState state, TableContract contract) {
    return of(state).filter(rows -> !rows.equals(of(contract))).isPresent();
  }

  /** Whether main's rows were ordered otherwise than the contract says. */
  public static boolean isReordered(TableState state, TableContract contract) {
    return of(state).filter(rows -> !rows.order().equals(of(contract).order())).isPresent();
  }

  /** Remembers that making main's rows anew by this changed none of them. */
  public void confirm(LakeTable table) {
    table.decide(
        state ->
            of(state).equals(Optional.of(this))
                ? LakeTable.Decision.done(null)
                : new LakeTable.Decision<>(
                    null,
                    new TableCommit(state.metadata().uuid())
                        .onlyIfMainIs(state.position())
                        .set(PROPERTY, this + "@" + state.main().snapshotId())));
  }

  public Map<String, String> toSummary() {
    return Map.of(PROPERTY, toString());
  }

  private static RowsDefinition parse(String text) {
    String[] parts = text.split(":", -1);
    return new RowsDefinition(parts[0], parts[1]);
  }

  @Override
  public String toString() {
    return order + ":" + content;
  }

  private static String digest(Object... parts) {
    try {
      byte[] text = List.of(parts).toString().getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
