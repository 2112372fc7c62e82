package io.github.attention4j.contract;

import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.TensorOps;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;

/** A mechanism under test, in the one form that the contract calls it by. */
public interface Subject {
  /** The output again, computed without the weights or gates. */
  String ALONE = "output alone";

  /**
   * Calls the mechanism.
   *
   * @param inputs query, key, value or input or the like, and where a mask is asked for: mask or
   *     lengths
   * @param options such as causal=true
   * @return the results by name: output, and where the mechanism has them weights, gates and {@link
   *     #ALONE}
   */
  <T> Map<String, T> call(TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options);

  /** What an attention returns. */
  static <T> Map<String, T> results(AttentionResult<T> result, T alone) {
    return Map.of("output", result.output(), "weights", result.weights(), ALONE, alone);
  }

  /** The mask that inputs and options ask for. */
  static <T> Mask<T> mask(TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
    Mask<T> mask = options.containsKey("causal") ? Mask.causal() : Mask.all();
    if (inputs.containsKey("mask")) {
      mask = mask.and(Mask.of(inputs.get("mask")));
    }
    if (inputs.containsKey("lengths")) {
      mask = mask.and(Mask.padding(inputs.get("lengths")));
    }
    if (options.containsKey("lengths")) {
      long[] lengths =
          Stream.of(options.get("lengths").split(",")).mapToLong(Long::parseLong).toArray();
      mask = mask.and(Mask.padding(ops.constant(Nd4j.createFromArray(lengths))));
    }
    return inputs.containsKey("numbers") ? mask.plus(inputs.get("numbers")) : mask;
  }
}
