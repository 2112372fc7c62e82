package io.github.attention4j.vision;

import io.github.attention4j.ops.TensorOps;
import java.util.EnumSet;
import java.util.List;

/** How many numbers become one: what a gate sees of a channel or of a place. */
public enum Pool {
  /** Their mean. */
  AVERAGE {
    @Override
    <T> T over(TensorOps<T> ops, T input, int... axes) {
      return ops.mean(input, axes);
    }
  },
  /**
   * The largest. Where several are equally large, the gradient goes to the first of them, as in
   * PyTorch's {@code max_pool2d}; PyTorch's {@code amax} shares it out. NaN is not seen, where
   * PyTorch's maximum is NaN.
   */
  MAX {
    @Override
    <T> T over(TensorOps<T> ops, T input, int... axes) {
      return ops.max(input, axes);
    }
  };

  /** Pools over some axes, which stay with size 1. */
  abstract <T> T over(TensorOps<T> ops, T input, int... axes);

  /** An unchangeable copy of a gate's pools. */
  static List<Pool> checked(String operation, List<Pool> pools) {
    List<Pool> copy = List.copyOf(pools);
    if (copy.isEmpty() || EnumSet.copyOf(copy).size() < copy.size()) {
      throw new IllegalArgumentException(
          operation + ": pools are " + copy + ", expected AVERAGE, MAX or both, each once");
    }
    return copy;
  }
}
