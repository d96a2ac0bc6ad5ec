package dev.firn.fetch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** What a token endpoint answers (RFC 6749, 5.1). */
final class TokenAnswer {

  private static final ObjectMapper JSON = new ObjectMapper();

  private TokenAnswer() {}

  /**
   * @param answer whose body is deleted
   * @throws FirnException if there is no bearer token in it; its text is not repeated
   */
  static Secret read(Answer answer) {
    JsonNode body;
    try {
      body = JSON.readTree(Files.readAllBytes(answer.body()));
      Files.delete(answer.body());
    } catch (JsonProcessingException e) {
      throw refused(answer, "its answer is not JSON");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what " + answer.uri() + " answered", e);
    }
    String type = body.path("token_type").asText();
    if (!type.equalsIgnoreCase("bearer")) {
      throw refused(
          answer, "token_type is %s, not bearer".formatted(type.isEmpty() ? "missing" : type));
    }
    JsonNode token = body.path("access_token");
    if (!token.isTextual() || token.textValue().chars().anyMatch(Character::isISOControl)) {
      throw refused(answer, "access_token is missing");
    }
    return new Secret(token.textValue());
  }

  private static FirnException refused(Answer answer, String why) {
    return new FirnException(
        Fault.THIRD_PARTY,
        "%s gave no token: %s".formatted(answer.uri(), why),
        "check tokenUrl of firn.auth in the contract");
  }
}
