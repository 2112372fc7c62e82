package io.github.attention4j.mechanism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MultiHeadOptionsTest {
  static Stream<Arguments> badOptions() {
    MultiHeadOptions good = MultiHeadOptions.of(6, 2);
    return Stream.of(
        bad(
            "multiHead: modelDim 10 is not divisible by heads 4; choose heads from 1, 2, 5, 10",
            () -> MultiHeadOptions.of(10, 4)),
        bad("multiHead: heads is 0, expected at least 1", () -> MultiHeadOptions.of(10, 0)),
        bad("multiHead: modelDim is -2, expected at least 1", () -> MultiHeadOptions.of(-2, 1)),
        bad("multiHead: keyDim is 0, expected at least 1", () -> good.withContextDim(0)),
        bad("multiHead: valueDim is 0, expected at least 1", () -> good.withInputDims(3, 0)),
        bad("multiHead: outputDim is 0, expected at least 1", () -> good.withOutputDim(0)),
        bad("multiHead: headKeyDim is 0, expected at least 1", () -> good.withHeadDims(0, 3)),
        bad("multiHead: headValueDim is 0, expected at least 1", () -> good.withHeadDims(3, 0)),
        bad("score", () -> good.withScore(null)));
  }

  private static Arguments bad(String message, Runnable attempt) {
    return Arguments.of(message, attempt);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badOptions")
  void refusesOptionsThatDoNotWork(String message, Runnable attempt) {
    assertEquals(message, assertThrows(RuntimeException.class, attempt::run).getMessage());
  }
}
