package io.github.attention4j.param;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.contract.GoldenContract;
import io.github.attention4j.contract.Interpreter;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.TensorOps;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EmbeddingTest extends GoldenContract {
  @Override
  protected Class<?> mechanism() {
    return Embedding.class;
  }

  @Override
  protected String golden() {
    return "embedding";
  }

  @Override
  protected int goldenCases() {
    return 5;
  }

  @Override
  protected Subject subject(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    INDArray weight = tensors.get("weight");
    Embedding embedding = Embedding.create(parameters, weight.size(0), weight.size(1));
    return new Subject() {
      @Override
      public <T> Map<String, T> call(
          TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
        return Map.of("output", embedding.apply(ops, inputs.get("ids")));
      }
    };
  }

  /** What the class's Javadoc shows. */
  @Test
  void isMadeAndCalledAsDocumented() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
    Embedding embedding = Embedding.create(parameters.at("words"), 100, 8);
    INDArray output = embedding.apply(Nd4j.createFromArray(new long[][] {{3, 99, 3}}));
    assertArrayEquals(new long[] {1, 3, 8}, output.shape());
    assertEquals("[words.weight]", parameters.paths().toString());
    assertEquals(800, parameters.count());
  }

  @ParameterizedTest
  @EnumSource
  void takesIdsOfAnyNumericType(Interpreter interpreter) {
    Map<String, INDArray> weight = Map.of("weight", Nd4j.ones(3, 2));
    Subject subject = subject(Parameters.seeded(DataType.DOUBLE, 1), weight, Map.of());
    INDArray ids = Nd4j.createFromArray(2, 0);
    INDArray expected = interpreter.run(subject, Map.of("ids", ids), Map.of()).get("output");
    for (DataType type : new DataType[] {DataType.INT64, DataType.FLOAT, DataType.DOUBLE}) {
      Map<String, INDArray> typed = Map.of("ids", ids.castTo(type));
      assertEquals(expected, interpreter.run(subject, typed, Map.of()).get("output"), "" + type);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesIdsThatAreNone(Interpreter interpreter) {
    Map<String, INDArray> weight = Map.of("weight", Nd4j.ones(3, 2));
    Subject subject = subject(Parameters.seeded(DataType.DOUBLE, 1), weight, Map.of());
    Map<String, INDArray> inputs = Map.of("ids", Nd4j.createFromArray(1L, 3L));
    RuntimeException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> interpreter.run(subject, inputs, Map.of()));
    assertEquals(
        "embedding: ids holds 3.0 at element 1, expected whole numbers from 0 to 2",
        refusal.getMessage());
  }

  @Test
  void refusesNothing() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
    RuntimeException refusal =
        assertThrows(IllegalArgumentException.class, () -> Embedding.create(parameters, 0, 2));
    assertEquals("embedding: words is 0, expected at least 1", refusal.getMessage());
    Embedding embedding = Embedding.create(parameters, 3, 2);
    refusal = assertThrows(ShapeException.class, () -> embedding.apply(null));
    assertEquals("embedding: ids is null, expected a tensor", refusal.getMessage());
  }
}
