package dev.firn.infra.pipeline;

import dev.firn.infra.catalog.LakeCatalog;
import dev.firn.infra.settings.Stage;
import dev.firn.infra.settings.TableGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * What a job is told, as after {@code firn}.
 *
 * @param words none has a blank
 */
record CommandLine(List<String> words) {

  static CommandLine of(Stage stage, LakeCatalog lake, Program program, TableGroup group) {
    List<String> words = new ArrayList<>(List.of("run"));
    if (stage.fetching() == Stage.Fetching.LAMBDA) {
      words.add("--no-fetch");
    }
    if (stage.engine() == Stage.Engine.GLUE) {
      words.addAll(List.of("--dpu", Integer.toString(stage.workers())));
    }
    words.addAll(List.of("--lake", lake.lake(), "--project", program.project()));
    words.addAll(group.tables());
    return new CommandLine(words);
  }

  String joined() {
    return String.join(" ", words);
  }
}
