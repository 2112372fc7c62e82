package io.github.attention4j.peers;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** A map over features (B, C, H, W) that they are multiplied by, computed in two ways. */
interface Gate {

  /** What the names of the gate's tensors begin with: nothing, or for example "channel.". */
  String prefix();

  /** Writes to the case's line what sets the gate up. */
  void describe(GoldenCase golden);

  void drawParameters(GoldenCase golden);

  /** The map, step by step. */
  Result map(Map<String, Tensor> inputs, Tensor features);

  /** The map through the PyTorch functions that the authors' code calls. */
  Result pytorchMap(Map<String, Tensor> inputs, Tensor features);

  /** The features after one gate and the next. */
  static GoldenCase apply(GoldenCase golden, Tensor features, List<Gate> gates) {
    golden.input("input", features);
    for (Gate gate : gates) {
      gate.describe(golden);
      gate.drawParameters(golden);
    }
    return golden
        .compute(inputs -> apply(inputs, gates, Gate::map))
        .agreesWith(inputs -> apply(inputs, gates, Gate::pytorchMap));
  }

  private static Result apply(Map<String, Tensor> inputs, List<Gate> gates, Way way) {
    Result result = new Result(inputs.get("input"));
    for (Gate gate : gates) {
      Result map = way.map(gate, inputs, result.output());
      result = new Result(result.output().mul(map.output()), result.others());
      result.with(gate.prefix() + "map", map.output());
      result.others().putAll(map.others());
    }
    return result;
  }

  /** One of the two ways to compute a gate's map. */
  @FunctionalInterface
  interface Way {
    Result map(Gate gate, Map<String, Tensor> inputs, Tensor features);
  }
}
