package io.github.attention4j.vision;

import io.github.attention4j.kernel.FusedGates;
import io.github.attention4j.kernel.Gate;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TensorOps;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where gates go by {@link FusedGates}: eagerly, if it takes the input. */
final class Gates {
  private Gates() {}

  /**
   * The gated input, or nothing where the definition has to compute it.
   *
   * @param gates one after the other, each made only if it is used; one or more
   */
  @SuppressWarnings("unchecked") // the eager interpreter's tensors are arrays
  static <T> Optional<T> fused(TensorOps<T> ops, T input, List<Supplier<Gate>> gates) {
    if (ops != NdArrayOps.eager() || gates.isEmpty() || !FusedGates.take((INDArray) input)) {
      return Optional.empty();
    }
    List<Gate> made = gates.stream().map(Supplier::get).toList();
    return (Optional<T>) Optional.of(FusedGates.output((INDArray) input, made));
  }
}
