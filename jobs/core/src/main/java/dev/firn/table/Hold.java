package dev.firn.table;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Why merging stopped until somebody decides.
 *
 * @param reason a sentence
 * @param run the run it is about; null when it is about none
 * @param snapshot head of that run's audit branch when it was audited; null when there is none
 * @param since ISO 8601 in UTC
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Hold(String reason, String run, Long snapshot, String since) {}
