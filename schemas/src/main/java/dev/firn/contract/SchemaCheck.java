package dev.firn.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Validates against a JSON Schema of this package and says what is wrong in words for people. */
final class SchemaCheck {

  private static final List<String> APPLICATORS =
      List.of("allOf", "anyOf", "oneOf", "if", "then", "else");

  private final JsonNode source;
  private final JsonSchema schema;

  SchemaCheck(String resource) {
    this.source = load(resource);
    this.schema =
        JsonSchemaFactory.getInstance(
                VersionFlag.V201909, factory -> factory.metaSchema(quietMetaSchema()))
            .getSchema(
                source, SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());
  }

  /** The standard keeps schemas in places where the validator would warn of unknown keywords. */
  private static JsonMetaSchema quietMetaSchema() {
    return JsonMetaSchema.builder(JsonMetaSchema.getV201909())
        .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
        .build();
  }

  /**
   * @param places from a place in the instance to the place in the contract
   */
  void check(JsonNode instance, UnaryOperator<JsonPointer> places, Problems problems) {
    List<ValidationMessage> messages = Alternatives.meant(schema.validate(instance));
    UnknownKeys unknown = new UnknownKeys(messages, keyword -> keys(keyword.head()));
    unknown.report(places, problems);
    for (ValidationMessage message : messages) {
      if (UnknownKeys.isAbout(message) || unknown.explains(message)) {
        continue;
      }
      Wording wording = Wording.of(message, instance);
      problems.add(places.apply(wording.at()), wording.message(), wording.remedy());
    }
  }

  /** Every key that an object of this part of the schema could have, whatever its other values. */
  Set<String> keys(JsonPointer part) {
    Set<String> keys = new TreeSet<>();
    collectKeys(source.at(part), keys);
    return keys;
  }

  private void collectKeys(JsonNode object, Set<String> keys) {
    object.path("properties").fieldNames().forEachRemaining(keys::add);
    if (object.has("$ref")) {
      collectKeys(source.at(object.get("$ref").textValue().substring(1)), keys);
    }
    for (String applicator : APPLICATORS) {
      JsonNode applied = object.path(applicator);
      if (applied.isArray()) {
        applied.forEach(branch -> collectKeys(branch, keys));
      } else if (applied.isObject()) {
        collectKeys(applied, keys);
      }
    }
  }

  private static JsonNode load(String resource) {
    try (InputStream in = SchemaCheck.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path; build with Maven");
      }
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
