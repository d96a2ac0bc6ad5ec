package dev.firn.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * What a JSON Schema validator found, said to a person.
 *
 * @param at the place in the instance
 */
record Wording(JsonPointer at, String message, String remedy) {

  static Wording of(ValidationMessage found, JsonNode instance) {
    JsonPointer at = place(found);
    JsonNode value = instance.at(at);
    String label = label(at);
    return switch (found.getType()) {
      case "required" -> new Wording(at, "`" + found.getProperty() + "` is missing", null);
      case "type" -> {
        String expected = found.getArguments()[1].toString();
        String message = label + " must be " + kind(expected) + ", not " + shown(value);
        yield new Wording(at, message, otherType(at, expected, value));
      }
      case "enum" -> {
        List<String> options = options(found.getSchemaNode());
        String message =
            value.isTextual()
                ? "unknown " + name(at) + " `" + value.textValue() + "`"
                : label + " must not be " + shown(value);
        yield new Wording(at, message, Suggestion.remedy(value.asText(), options));
      }
      case "pattern" ->
          new Wording(
              at,
              label + " must not be " + shown(value),
              "write something that matches " + found.getArguments()[0]);
      case "minimum" -> limit(at, " must be at least ", found, value);
      case "maximum" -> limit(at, " must be at most ", found, value);
      case "exclusiveMinimum" -> limit(at, " must be above ", found, value);
      default -> new Wording(at, label + " is not as it should be: " + found.getError(), null);
    };
  }

  static JsonPointer place(ValidationMessage found) {
    return JsonPointer.compile(found.getInstanceLocation().toString());
  }

  static String key(String key) {
    return (key.startsWith(Element.PREFIX) ? "word `" : "key `") + key + "`";
  }

  private static Wording limit(
      JsonPointer at, String relation, ValidationMessage found, JsonNode value) {
    String message = label(at) + relation + found.getSchemaNode().asText() + ", not " + value;
    return new Wording(at, message, null);
  }

  private static String otherType(JsonPointer at, String expected, JsonNode value) {
    boolean inList = at.last() != null && at.last().mayMatchElement();
    if (expected.equals("string") && value.isNull()) {
      return inList ? "quote a value that begins with `#`" : "write one, or leave the key out";
    } else if (expected.equals("string") && value.isValueNode()) {
      return "quote it: '" + value.asText() + "'";
    } else if (expected.equals("array") && value.isValueNode() && !value.isNull()) {
      return "put it in brackets: [" + value.asText() + "]";
    } else if (expected.equals("boolean") && value.isTextual()) {
      return switch (value.textValue()) {
        case "yes", "Yes", "YES", "on" -> Suggestion.didYouMean("true");
        case "no", "No", "NO", "off" -> Suggestion.didYouMean("false");
        default -> null;
      };
    }
    return null;
  }

  private static String label(JsonPointer at) {
    if (at.last() == null) {
      return "the contract";
    }
    return at.last().mayMatchElement()
        ? "item " + (at.last().getMatchingIndex() + 1) + " of `" + name(at.head()) + "`"
        : "`" + name(at) + "`";
  }

  private static String name(JsonPointer at) {
    return at.last() == null ? "contract" : at.last().getMatchingProperty();
  }

  private static String kind(String jsonType) {
    return switch (jsonType) {
      case "string" -> "text";
      case "boolean" -> "true or false";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "array" -> "a list";
      case "object" -> "a mapping";
      default -> jsonType;
    };
  }

  private static String shown(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "the text `" + value.textValue() + "`";
      case NUMBER -> "the number " + value.asText();
      case BOOLEAN -> value.asText();
      case ARRAY -> "a list";
      case OBJECT -> "a mapping";
      case NULL, MISSING, BINARY, POJO -> "empty";
    };
  }

  private static List<String> options(JsonNode options) {
    List<String> texts = new ArrayList<>();
    options.forEach(option -> texts.add(option.asText()));
    return texts;
  }
}
