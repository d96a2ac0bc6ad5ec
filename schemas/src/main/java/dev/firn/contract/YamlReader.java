package dev.firn.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.UnicodeReader;
import org.yaml.snakeyaml.representer.Representer;

/** YAML as the JSON it means, with the line of everything in it. */
final class YamlReader {

  private final JsonNodeFactory json = new JsonNodeFactory(true);
  private final Problems problems;

  YamlReader(Problems problems) {
    this.problems = problems;
  }

  /** Empty when the bytes are no YAML document; the problems say why. */
  Optional<Element> read(byte[] bytes) {
    try {
      Node root = yaml().compose(new UnicodeReader(new ByteArrayInputStream(bytes)));
      if (root == null) {
        problems.add(Element.ROOT, "the file is empty", null);
        return Optional.empty();
      }
      problems.locate(Element.ROOT, 1);
      return Optional.of(new Element(tree(root, Element.ROOT), Element.ROOT, problems));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      problems.add(line, Element.ROOT, "not YAML: " + e.getProblem(), remedy(e));
      return Optional.empty();
    } catch (ReaderException e) {
      problems.add(
          Element.ROOT, "not YAML: a control character, 0x%x".formatted(e.getCodePoint()), null);
      return Optional.empty();
    } catch (YAMLException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        problems.add(Element.ROOT, "the file is not UTF-8", "save it as UTF-8");
      } else {
        problems.add(Element.ROOT, "not YAML: " + e.getMessage(), null);
      }
      return Optional.empty();
    }
  }

  private static Yaml yaml() {
    LoaderOptions loading = new LoaderOptions();
    DumperOptions dumping = new DumperOptions();
    return new Yaml(
        new SafeConstructor(loading), new Representer(dumping), dumping, loading, new CoreSchema());
  }

  private static String remedy(MarkedYAMLException e) {
    String context = e.getContext() == null ? "" : e.getContext();
    if (context.startsWith("while scanning an alias")) {
      return "quote a value that begins with `*`";
    }
    if (e.getProblem().startsWith("mapping values are not allowed")) {
      return "quote a value that contains `: `";
    }
    return null;
  }

  private JsonNode tree(Node node, JsonPointer at) {
    if (node.isTwoStepsConstruction()) {
      problems.add(line(node), at, "this value contains itself", "write it out without an alias");
      return json.nullNode();
    }
    return switch (node.getNodeId()) {
      case mapping -> object((MappingNode) node, at);
      case sequence -> array((SequenceNode) node, at);
      case scalar -> scalar((ScalarNode) node, at);
      case anchor -> throw new IllegalStateException("an anchor is never composed: " + node);
    };
  }

  private ObjectNode object(MappingNode node, JsonPointer at) {
    ObjectNode object = json.objectNode();
    for (NodeTuple tuple : node.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(line(tuple.getKeyNode()), at, "a key must be plain text", null);
        continue;
      }
      JsonPointer place = at.appendProperty(key.getValue());
      if (object.has(key.getValue())) {
        problems.add(
            line(key),
            place,
            "duplicate key `" + key.getValue() + "`",
            "keep one; the first is in line " + problems.line(place));
        continue;
      }
      problems.locate(place, line(key));
      object.set(key.getValue(), tree(tuple.getValueNode(), place));
    }
    return object;
  }

  private ArrayNode array(SequenceNode node, JsonPointer at) {
    ArrayNode array = json.arrayNode();
    List<Node> items = node.getValue();
    for (int i = 0; i < items.size(); i++) {
      JsonPointer place = at.appendIndex(i);
      problems.locate(place, line(items.get(i)));
      array.add(tree(items.get(i), place));
    }
    return array;
  }

  private JsonNode scalar(ScalarNode node, JsonPointer at) {
    String text = node.getValue();
    Tag tag = node.getTag();
    try {
      if (tag.equals(Tag.NULL)) {
        return json.nullNode();
      } else if (tag.equals(Tag.BOOL)) {
        return json.booleanNode(text.toLowerCase(Locale.ROOT).equals("true"));
      } else if (tag.equals(Tag.INT)) {
        return json.numberNode(new BigInteger(text));
      } else if (tag.equals(Tag.FLOAT)) {
        return json.numberNode(new BigDecimal(text));
      }
    } catch (NumberFormatException e) {
      problems.add(line(node), at, "`" + text + "` is no number", "leave the tag out");
    }
    return json.textNode(text);
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
