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

/** Reads {@code stages.yaml} and {@code delivery.yaml}; what it does not know is refused. */
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
    Map<?, ?> all = (Map<?, ?>) load(file);
    List<Stage> stages = new ArrayList<>();
    all.forEach(
        (name, settings) -> {
          Map<Object, Object> merged = new LinkedHashMap<>((Map<?, ?>) settings);
          merged.putAll(context);
          merged.put("name", name);
          stages.add(JSON.convertValue(merged, Stage.class));
        });
    return stages;
  }

  /**
   * @throws IllegalArgumentException if a setting is unknown or wrong
   */
  public static Delivery delivery(Path file) throws IOException {
    return JSON.convertValue(load(file), Delivery.class);
  }

  private static Object load(Path file) throws IOException {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    try (Reader in = Files.newBufferedReader(file)) {
      return new Yaml(new SafeConstructor(strict)).load(in);
    }
  }
}
