package dev.firn.engine;

import dev.firn.table.ComparedColumns;

/**
 * @param table its name
 * @param from snapshot id
 * @param to snapshot id
 * @param columns how rows are compared
 * @param limit how many rows to show
 */
public record RowDiffRequest(
    String table, long from, long to, ComparedColumns columns, int limit) {}
