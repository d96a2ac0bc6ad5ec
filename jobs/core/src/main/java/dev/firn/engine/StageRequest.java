package dev.firn.engine;

import dev.firn.contract.TableContract;
import dev.firn.table.ComparedColumns;
import dev.firn.table.StagedBranch;

/**
 * @param table whose rows they are
 * @param runId who proposes them
 * @param base the snapshot that main shows
 * @param branch what people have written on top of it
 * @param columns how its rows are told apart and compared
 */
public record StageRequest(
    TableContract table, String runId, long base, StagedBranch branch, ComparedColumns columns) {}
