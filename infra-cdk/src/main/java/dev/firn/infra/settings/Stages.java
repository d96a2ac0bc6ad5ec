package dev.firn.infra.settings;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads {@code stages.yaml}; what it does not know is refused. */
public final class Stages {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private Stages() {}

  /**
   * @param context settings that hold for all stages, over the file's
   * @throws IllegalArgumentException if a setting is unknown or wrong; it says which and of what
   *     stage
   */
  public static List<Stage> read(Path file, Map<String, Object> context) throws IOException {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    Map<String, Map<String, Object>> all;
    try (Reader in = Files.newBufferedReader(file)) {
      all = new Yaml(new SafeConstructor(strict)).load(in);
    }
    List<Stage> stages = new ArrayList<>();
    all.forEach(
        (name, settings) -> {
          Map<String, Object> merged = new LinkedHashMap<>(settings);
          merged.putAll(context);
          merged.put("name", name);
          stages.add(JSON.convertValue(merged, Stage.class));
        });
    return stages;
  }
}
