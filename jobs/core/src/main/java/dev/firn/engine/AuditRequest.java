package dev.firn.engine;

import dev.firn.contract.TableContract;

/**
 * @param table whose rulesets
 * @param branch what to look at
 * @param runId whose rows count as changed
 */
public record AuditRequest(TableContract table, String branch, String runId) {}
