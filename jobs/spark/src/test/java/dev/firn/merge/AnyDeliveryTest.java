package dev.firn.merge;

import dev.firn.testing.SparkLake;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Promises 4 and 9: however a history arrives, the table is what its definition says. */
@ExtendWith(SparkLake.Extension.class)
class AnyDeliveryTest {

  @ParameterizedTest
  @MethodSource
  void endsInTheDefinition(long seed, SparkLake lake) {
    new AnyDelivery(lake, seed).check();
  }

  static LongStream endsInTheDefinition() {
    return LongStream.rangeClosed(1, 36);
  }

  @ParameterizedTest
  @Tag("full")
  @MethodSource
  void endsInTheDefinitionHoweverOftenItIsTried(long seed, SparkLake lake) {
    new AnyDelivery(lake, seed).check();
  }

  static LongStream endsInTheDefinitionHoweverOftenItIsTried() {
    return LongStream.rangeClosed(37, 72);
  }
}
