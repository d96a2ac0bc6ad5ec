package dev.firn.infra.settings;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How releases get from a repository to production, as {@code delivery.yaml} says it.
 *
 * @param connection ARN of a CodeConnections connection to where the repository is
 * @param repository {@code owner/name}
 * @param branch whose commits are released
 */
public record Delivery(
    @JsonProperty("connection") String connection,
    @JsonProperty("repository") String repository,
    @JsonProperty("branch") String branch) {

  public Delivery {
    require(
        connection != null
            && connection.matches("arn:aws[\\w-]*:code(connections|star-connections):.+"),
        "connection",
        connection,
        "the ARN of a connection");
    require(
        repository != null && repository.matches("[\\w.-]+/[\\w.-]+"),
        "repository",
        repository,
        "owner/name");
    require(branch != null && !branch.isBlank(), "branch", branch, "a branch's name");
  }

  public String owner() {
    return repository.substring(0, repository.indexOf('/'));
  }

  public String name() {
    return repository.substring(repository.indexOf('/') + 1);
  }

  private static void require(boolean holds, String setting, Object value, String wanted) {
    if (!holds) {
      throw new IllegalArgumentException(
          "delivery: %s is %s; it has to be %s".formatted(setting, value, wanted));
    }
  }
}
