package io.github.attention4j.param;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.contract.GoldenContract;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.TensorOps;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LayerNormTest extends GoldenContract {
  @Override
  protected Class<?> mechanism() {
    return LayerNorm.class;
  }

  @Override
  protected String golden() {
    return "layer_norm";
  }

  @Override
  protected int goldenCases() {
    return 7;
  }

  @Override
  protected Subject subject(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    double epsilon = Double.parseDouble(options.get("epsilon"));
    LayerNorm norm = LayerNorm.create(parameters, tensors.get("input").size(-1), epsilon);
    return new Subject() {
      @Override
      public <T> Map<String, T> call(
          TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
        return Map.of("output", norm.apply(ops, inputs.get("input")));
      }
    };
  }

  /** What the class's Javadoc shows. */
  @Test
  void isMadeAndCalledAsDocumented() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 42);
    LayerNorm norm = LayerNorm.create(parameters.at("norm"), 2);
    INDArray normalised = norm.apply(Nd4j.create(new double[][] {{1, 3}, {10, 30}}));
    assertClose(Nd4j.create(new double[][] {{-1, 1}, {-1, 1}}), normalised, 1e-5, "rounded");
    assertEquals("[norm.weight, norm.bias]", parameters.paths().toString());
  }

  @Test
  void refusesWhatDoesNotFit() {
    LayerNorm norm = LayerNorm.create(Parameters.seeded(DataType.DOUBLE, 1), 4);
    RuntimeException refusal =
        assertThrows(ShapeException.class, () -> norm.apply(Nd4j.ones(DataType.DOUBLE, 2, 3)));
    assertEquals(
        "layerNorm: weight axis 0 is 4, expected 3 to match tensor",
        refusal.getMessage().lines().findFirst().get());
    refusal = assertThrows(ShapeException.class, () -> norm.apply(null));
    assertEquals("layerNorm: tensor is null, expected a tensor", refusal.getMessage());
    refusal = assertThrows(ShapeException.class, () -> norm.apply(Nd4j.ones(DataType.FLOAT, 4)));
    assertEquals(
        "layerNorm: weight is DOUBLE, expected FLOAT to match tensor",
        refusal.getMessage().lines().findFirst().get());
  }

  @Test
  void refusesANegativeEpsilon() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1);
    RuntimeException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> LayerNorm.create(parameters, 4, Double.NaN));
    assertEquals("layerNorm: epsilon is NaN, expected 0 or more", refusal.getMessage());
  }
}
