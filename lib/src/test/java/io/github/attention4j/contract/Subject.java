package io.github.attention4j.contract;

import io.github.attention4j.ops.TensorOps;
import java.util.Map;

/** A mechanism under test, in the one form that the contract calls it by. */
public interface Subject {

  /**
   * Calls the mechanism.
   *
   * @param inputs query, key, value, and where a mask is asked for: mask or lengths
   * @param options such as causal=true
   * @return the results by name: output, and weights where the mechanism has them
   */
  <T> Map<String, T> call(TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options);
}
