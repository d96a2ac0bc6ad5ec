package dev.firn.infra.settings;

import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tables that one job runs in one Spark session.
 *
 * @param schedule as EventBridge wants it; empty when nothing is scheduled
 */
public record TableGroup(String name, Optional<String> schedule, List<String> tables) {

  /** Firn's own tables: what runs did, a day after the other. */
  static final TableGroup OPERATIONS =
      new TableGroup(
          "operations", Optional.of("cron(30 3 * * ? *)"), List.of("ops_runs", "ops_checks"));

  public TableGroup {
    if (!name.matches("[a-z][a-z0-9_]{0,39}")) {
      throw new IllegalArgumentException(
          "group %s: a name has a-z, 0-9 and _, and 40 characters at most".formatted(name));
    }
    tables = List.copyOf(tables);
  }

  /**
   * @throws IllegalArgumentException if a group names a feed that there is not, or feeds with
   *     different schedules, or a feed is in two groups
   */
  public static List<TableGroup> of(Stage stage, List<Contract> contracts) {
    Map<String, Contract> left = new LinkedHashMap<>();
    contracts.forEach(contract -> left.put(contract.id(), contract));
    List<TableGroup> groups = new ArrayList<>();
    stage
        .groups()
        .forEach(
            (name, feeds) -> {
              List<Contract> members = new ArrayList<>();
              for (String feed : feeds) {
                Contract member = left.remove(feed);
                if (member == null) {
                  throw new IllegalArgumentException(
                      "stage %s: group %s has a feed %s, which no contract has or another group has too"
                          .formatted(stage.name(), name, feed));
                }
                members.add(member);
              }
              groups.add(of(name, members));
            });
    groups.add(OPERATIONS);
    left.forEach((feed, contract) -> groups.add(of(feed.replace('-', '_'), List.of(contract))));
    return groups;
  }

  private static TableGroup of(String name, Collection<Contract> members) {
    Set<Optional<String>> schedules = new LinkedHashSet<>();
    members.forEach(member -> schedules.add(Optional.ofNullable(member.schedule())));
    if (schedules.size() > 1) {
      throw new IllegalArgumentException(
          "group %s: its feeds have different schedules: %s".formatted(name, schedules));
    }
    return new TableGroup(
        name,
        schedules.iterator().next().map(EventBridgeCron::of),
        members.stream()
            .flatMap(member -> member.tables().stream())
            .map(TableContract::name)
            .toList());
  }
}
