package io.github.attention4j.vision;

import io.github.attention4j.kernel.FusedGates;
import io.github.attention4j.kernel.Gate;
import io.github.attention4j.ops.TensorOps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Where gates go by {@link FusedGates}: where there are arrays, if it takes the input. */
final class Gates {
  private Gates() {}

  /**
   * The gated input, or nothing where the definition has to compute it.
   *
   * @param parameters of all gates, in their order
   * @param gates one after the other, each made only if it is used; one or more
   */
  static <T> Optional<T> fused(
      TensorOps<T> ops, T input, List<T> parameters, List<Supplier<Gate>> gates) {
    List<T> inputs = new ArrayList<>(List.of(input));
    inputs.addAll(parameters);
    return ops.fused(
        inputs,
        arrays ->
            FusedGates.of(arrays.apply(input), () -> gates.stream().map(Supplier::get).toList()));
  }
}
