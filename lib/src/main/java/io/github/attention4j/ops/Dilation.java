package io.github.attention4j.ops;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Dilated convolution by an ordinary one, whose window has zeros where the dilated one does not
 * look: of a 3x3 window dilated by 2 becomes
 *
 * <pre>{@code
 * a 0 b 0 c
 * 0 0 0 0 0
 * d 0 e 0 f
 * 0 0 0 0 0
 * g 0 h 0 i
 * }</pre>
 *
 * <p>So it works under every interpreter and for maps of sizes that are not known yet, and the
 * gradient follows; multiplications by the zeros are what it costs, and a NaN spreads to wherever
 * the wide window reaches. ND4J has a dilated convolution, but its fast path refuses FLOAT.
 */
final class Dilation {
  private Dilation() {}

  static <T> T convolution(TensorOps<T> ops, T tensor, T weight, long dilation) {
    Sizes.atLeast(1, "convolution", "dilation", dilation);
    LayerRules.convolution(ops.shape(tensor), ops.shape(weight));
    T wide = dilation == 1 ? weight : widened(ops, widened(ops, weight, 2, dilation), 3, dilation);
    return ops.convolution(tensor, wide);
  }

  /** Zeros between the places of an axis. */
  private static <T> T widened(TensorOps<T> ops, T weight, int axis, long dilation) {
    long size = ops.shape(weight).size(axis);
    T places = ops.expand(weight, axis + 1); // (.., size, 1, ..)
    List<T> parts = new ArrayList<>(Collections.nCopies((int) dilation, ops.scale(places, 0)));
    parts.set(0, places);
    T wide = ops.mergeAxes(ops.concat(parts, axis + 1), axis); // (.., size dilation, ..)
    return ops.slice(wide, axis, 0, dilation * (size - 1) + 1);
  }
}
