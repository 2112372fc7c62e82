package io.github.attention4j.param;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.contract.GoldenContract;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.TensorOps;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class LinearTest extends GoldenContract {
  @Override
  protected Class<?> mechanism() {
    return Linear.class;
  }

  @Override
  protected String golden() {
    return "linear";
  }

  @Override
  protected int goldenCases() {
    return 4;
  }

  @Override
  protected Subject subject(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    INDArray weight = tensors.get("map.weight");
    boolean bias = tensors.containsKey("map.bias");
    Linear linear = Linear.create(parameters, weight.size(1), weight.size(0), bias);
    return new Subject() {
      @Override
      public <T> Map<String, T> call(
          TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
        return Map.of("output", linear.apply(ops, inputs.get("input")));
      }
    };
  }

  @Override
  protected Map<String, INDArray> parameters(Map<String, INDArray> pytorch) {
    Map<String, INDArray> renamed = new LinkedHashMap<>();
    pytorch.forEach((name, array) -> renamed.put(name.replace("map.", ""), array));
    return renamed;
  }

  @Test
  void refusesNothing() {
    Linear linear = Linear.create(Parameters.seeded(DataType.FLOAT, 1), 2, 3, true);
    RuntimeException refusal =
        assertThrows(ShapeException.class, () -> linear.apply(NdArrayOps.eager(), null));
    assertEquals("linear: tensor is null, expected a tensor", refusal.getMessage());
  }
}
