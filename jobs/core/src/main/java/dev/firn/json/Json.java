package dev.firn.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;

/** The one way third-party JSON is read: numbers exact, a member twice is an error. */
public final class Json {

  private static final ObjectMapper EXACT =
      JsonMapper.builder(new ExactFactory())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /** Shared and never reconfigured, as Jackson allows. */
  public static ObjectMapper exact() {
    return EXACT;
  }

  static JsonParser parser(InputStream in) throws IOException {
    return EXACT.getFactory().createParser(in);
  }
}
