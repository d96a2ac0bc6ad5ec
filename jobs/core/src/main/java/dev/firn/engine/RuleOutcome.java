package dev.firn.engine;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What became of one rule.
 *
 * @param ruleset the contract's name for its ruleset
 * @param rule DQDL
 * @param blocking whether its failure stops a publish
 * @param passed whether it held
 * @param failureReason by the checker; null when it passed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuleOutcome(
    String ruleset, String rule, boolean blocking, boolean passed, String failureReason) {}
