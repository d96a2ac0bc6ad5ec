package dev.firn.cost;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a run used, and what that costs.
 *
 * @param seconds of the process
 * @param dpuSeconds of Glue; null when nobody said how many DPUs there are
 * @param s3Reads GET and HEAD requests; those of Spark's executors are not counted
 * @param s3Writes PUT, POST, COPY and LIST requests; those of Spark's executors are not counted
 * @param glueRequests to the Glue Data Catalog
 * @param estimatedUsd DPU seconds and requests at list price; null when there are no DPU seconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Usage(
    double seconds,
    Double dpuSeconds,
    long s3Reads,
    long s3Writes,
    long glueRequests,
    Double estimatedUsd) {}
