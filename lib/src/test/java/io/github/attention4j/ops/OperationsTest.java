package io.github.attention4j.ops;

import io.github.attention4j.contract.GoldenContract;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.param.Parameters;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The operations that no mechanism needs, but training: PyTorch's values and gradients. */
class OperationsTest extends GoldenContract {
  @Override
  protected Class<?> mechanism() {
    return TensorOps.class;
  }

  @Override
  protected String golden() {
    return "operations";
  }

  @Override
  protected int goldenCases() {
    return 13;
  }

  @Override
  protected Subject subject(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    return new Subject() {
      @Override
      public <T> Map<String, T> call(
          TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
        T x = inputs.get("input");
        return Map.of(
            "output",
            switch (options.get("operation")) {
              case "sum" -> ops.sum(x, 0, -1);
              case "exp" -> ops.exp(x);
              case "log" -> ops.log(x);
              case "erf" -> ops.erf(x);
              case "logSoftmax" -> ops.logSoftmax(x);
              case "gelu" -> ops.gelu(x);
              case "geluTanh" -> ops.geluTanh(x);
              case "slice" -> ops.slice(x, 1, 1, 4);
              case "sliceLast" -> ops.slice(x, -1, 2, 3);
              case "select" -> ops.select(x, 1, 3);
              case "selectLast" -> ops.select(x, 2, -1);
              case "stack" -> ops.stack(List.of(x, inputs.get("context"), x), 1);
              default -> throw new AssertionError(options);
            });
      }
    };
  }
}
