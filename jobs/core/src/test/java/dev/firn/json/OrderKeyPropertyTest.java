package dev.firn.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Compares keys with a plain typed comparison, in the ways that Java and Spark compare text. */
class OrderKeyPropertyTest {

  @Property(tries = 3000, seed = "1", edgeCases = EdgeCasesMode.NONE)
  void ordersNumbersByValue(@ForAll("numbers") BigDecimal one, @ForAll("numbers") BigDecimal two) {
    String first = OrderKey.of(List.of(DecimalNode.valueOf(one)));
    String second = OrderKey.of(List.of(DecimalNode.valueOf(two)));

    assertThat(sign(first.compareTo(second))).isEqualTo(one.compareTo(two));
  }

  @Property(tries = 3000, seed = "1", edgeCases = EdgeCasesMode.NONE)
  void ordersTextByCodePoint(@ForAll("texts") String one, @ForAll("texts") String two) {
    String first = OrderKey.of(List.of(TextNode.valueOf(one)));
    String second = OrderKey.of(List.of(TextNode.valueOf(two)));

    assertThat(sign(first.compareTo(second))).isEqualTo(codePoints(one, two));
  }

  @Property(tries = 3000, seed = "1", edgeCases = EdgeCasesMode.NONE)
  void ordersListsOfAnyScalars(@ForAll("sameLength") List<List<JsonNode>> two) {
    String first = OrderKey.of(two.get(0));
    String second = OrderKey.of(two.get(1));

    assertThat(sign(first.compareTo(second))).isEqualTo(lists(two.get(0), two.get(1)));
  }

  @Property(tries = 3000, seed = "1", edgeCases = EdgeCasesMode.NONE)
  void comparesAlikeAsBytesAndAsText(@ForAll("sameLength") List<List<JsonNode>> two) {
    String first = OrderKey.of(two.get(0));
    String second = OrderKey.of(two.get(1));

    assertThat(sign(Arrays.compareUnsigned(first.getBytes(UTF_8), second.getBytes(UTF_8))))
        .isEqualTo(sign(first.compareTo(second)));
  }

  @Property(tries = 1000, seed = "1", edgeCases = EdgeCasesMode.NONE)
  void canOrderWhateverItHasAKeyFor(@ForAll("sameLength") List<List<JsonNode>> two) {
    assertThat(two.get(0)).allMatch(OrderKey::canOrder);
  }

  @Provide
  Arbitrary<BigDecimal> numbers() {
    Arbitrary<BigInteger> digits =
        Arbitraries.oneOf(
            Arbitraries.bigIntegers().between(BigInteger.valueOf(-20), BigInteger.valueOf(20)),
            Arbitraries.bigIntegers()
                .between(BigInteger.TEN.pow(40).negate(), BigInteger.TEN.pow(40)));
    Arbitrary<Integer> scales =
        Arbitraries.oneOf(
            Arbitraries.integers().between(-3, 3), Arbitraries.integers().between(-49_900, 49_900));
    return Combinators.combine(digits, scales).as(BigDecimal::new);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<Character> tricky =
        Arbitraries.of(
            '\u0000', '\u0001', '\u0002', '\u0003', '0', 'a', '\uD7FE', '\uD7FF', '\uD800',
            '\uDBFF', '\uDC00', '\uDFFF', '\uE000', '\uFFFF');
    Arbitrary<String> pieces =
        Arbitraries.oneOf(
            tricky.map(String::valueOf), Arbitraries.of("\uD83C\uDF0B", "\uDBFF\uDFFF"));
    return pieces.list().ofMaxSize(4).map(list -> String.join("", list));
  }

  @Provide
  Arbitrary<List<List<JsonNode>>> sameLength() {
    Arbitrary<JsonNode> scalars =
        Arbitraries.oneOf(
            numbers().map(DecimalNode::valueOf),
            texts().map(TextNode::valueOf),
            Arbitraries.of(
                NullNode.getInstance(),
                MissingNode.getInstance(),
                BooleanNode.TRUE,
                BooleanNode.FALSE,
                DecimalNode.valueOf(BigDecimal.ONE),
                TextNode.valueOf("")));
    return Arbitraries.integers()
        .between(1, 3)
        .flatMap(length -> scalars.list().ofSize(length).list().ofSize(2));
  }

  private static int lists(List<JsonNode> one, List<JsonNode> two) {
    for (int i = 0; i < one.size(); i++) {
      int order = scalars(one.get(i), two.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int scalars(JsonNode one, JsonNode two) {
    int kinds = Integer.compare(kind(one), kind(two));
    if (kinds != 0) {
      return kinds;
    }
    return one.isNumber()
        ? one.decimalValue().compareTo(two.decimalValue())
        : one.isTextual() ? codePoints(one.textValue(), two.textValue()) : 0;
  }

  private static int kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case MISSING, NULL -> 0;
      case BOOLEAN -> value.booleanValue() ? 2 : 1;
      case NUMBER -> 3;
      case STRING -> 4;
      default -> throw new IllegalArgumentException(value.toString());
    };
  }

  private static int codePoints(String one, String two) {
    return sign(Arrays.compare(one.codePoints().toArray(), two.codePoints().toArray()));
  }

  private static int sign(int order) {
    return Integer.signum(order);
  }
}
