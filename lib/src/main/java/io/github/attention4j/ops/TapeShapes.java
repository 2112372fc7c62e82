package io.github.attention4j.ops;

import static io.github.attention4j.ops.Tape.FORWARD;
import static io.github.attention4j.ops.Tape.record;
import static io.github.attention4j.ops.Tape.to;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Operations that move elements: their gradients move them back. In the code {@code gradient} is
 * dY, the gradient of the result; see {@link Tape}.
 */
interface TapeShapes extends TensorOps<Tensor> {
  @Override
  default Tensor splitAxis(Tensor tensor, int axis, long first, long second) {
    return reshaped(tensor, FORWARD.splitAxis(tensor.array(), axis, first, second));
  }

  @Override
  default Tensor mergeAxes(Tensor tensor, int axis) {
    return reshaped(tensor, FORWARD.mergeAxes(tensor.array(), axis));
  }

  @Override
  default Tensor expand(Tensor tensor, int axis) {
    return reshaped(tensor, FORWARD.expand(tensor.array(), axis));
  }

  @Override
  default Tensor squeeze(Tensor tensor, int axis) {
    return reshaped(tensor, FORWARD.squeeze(tensor.array(), axis));
  }

  /** The same elements in the same order: dX is dY in the shape of X. */
  private static Tensor reshaped(Tensor tensor, INDArray result) {
    long[] sizes = tensor.array().shape();
    return record(result, to(tensor, gradient -> gradient.reshape('c', sizes)));
  }

  /** Axis i of Y is axis {@code order[i]} of X: dX is dY permuted back. */
  @Override
  default Tensor permute(Tensor tensor, int... order) {
    INDArray result = FORWARD.permute(tensor.array(), order);
    int[] back = new int[order.length];
    for (int axis = 0; axis < order.length; axis++) {
      back[ShapeRules.index("permute", shape(tensor), order[axis])] = axis;
    }
    return record(result, to(tensor, gradient -> gradient.permute(back)));
  }

  /** L in front, R behind it: dL is the front of dY, dR what is behind it. */
  @Override
  default Tensor concat(Tensor left, Tensor right, int axis) {
    INDArray result = FORWARD.concat(left.array(), right.array(), axis);
    int along = ShapeRules.index("concat", shape(left), axis);
    long border = left.array().size(along);
    long end = result.size(along);
    return record(
        result,
        to(left, gradient -> part(gradient, along, 0, border)),
        to(right, gradient -> part(gradient, along, border, end)));
  }

  private static INDArray part(INDArray array, int axis, long from, long to) {
    INDArrayIndex[] indices = NDArrayIndex.allFor(array);
    indices[axis] = NDArrayIndex.interval(from, to);
    return array.get(indices);
  }
}
