package io.github.attention4j.ops;

import static io.github.attention4j.ops.Tape.FORWARD;
import static io.github.attention4j.ops.Tape.record;
import static io.github.attention4j.ops.Tape.to;

import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.bp.MaxBp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Operations that work along axes, each with its gradient: dX is {@code dL / dX}, see {@link Tape};
 * in the code {@code gradient} is dY, the gradient of the result.
 */
interface TapeAxes extends TensorOps<Tensor> {

  /** {@code Y = sum(X)}: each element has dY. */
  @Override
  default Tensor sum(Tensor tensor, int... axes) {
    INDArray x = tensor.array();
    return record(FORWARD.sum(x, axes), to(tensor, gradient -> stretched(gradient, x)));
  }

  /** {@code Y = sum(X) / n} over n elements: each of them has {@code dY / n}. */
  @Override
  default Tensor mean(Tensor tensor, int... axes) {
    INDArray x = tensor.array();
    INDArray y = FORWARD.mean(x, axes);
    double count = (double) x.length() / y.length();
    return record(y, to(tensor, gradient -> stretched(gradient.div(count), x)));
  }

  /**
   * Repeated to the size of another. ND4J's broadcast does that element by element, which takes
   * fifty times as long as adding to zeros does.
   */
  private static INDArray stretched(INDArray array, INDArray like) {
    return array.length() == 1
        ? Nd4j.valueArrayOf(like.shape(), array.getDouble(0), like.dataType())
        : Nd4j.create(like.dataType(), like.shape(), 'c').addi(array);
  }

  /**
   * {@code Y = max(X)}: the element that is the maximum has dY, the others 0. Of several that are
   * equally large the first has it, as in SameDiff and PyTorch's {@code max_pool2d}; PyTorch's
   * {@code amax} shares it out.
   */
  @Override
  default Tensor max(Tensor tensor, int... axes) {
    INDArray x = tensor.array();
    int[] over = ShapeRules.axes("max", shape(tensor), axes);
    return record(FORWARD.max(x, axes), to(tensor, gradient -> atFirstMaximum(x, gradient, over)));
  }

  /**
   * The gradient of each maximum at its place, zeros elsewhere. ND4J's own operation takes ten
   * times as long where other axes follow.
   */
  private static INDArray atFirstMaximum(INDArray x, INDArray gradient, int[] over) {
    if (!areNeighbours(over)) {
      return Nd4j.exec(new MaxBp(x, gradient, x.ulike(), true, over))[0];
    }
    long numbers = 1; // of which one is the maximum
    long apart = 1; // how far they lie from each other
    for (int axis = over[0]; axis < x.rank(); axis++) {
      boolean reduced = axis <= over[over.length - 1];
      numbers *= reduced ? x.size(axis) : 1;
      apart *= reduced ? 1 : x.size(axis);
    }
    INDArray places = x.reshape('c', -1, numbers, apart).argMax(1); // (before, apart)
    INDArray result = Nd4j.create(x.dataType(), x.shape(), 'c');
    DataBuffer from = gradient.dup('c').data();
    DataBuffer place = places.data();
    for (long i = 0; i < from.length(); i++) {
      long first = i / apart * numbers * apart + i % apart;
      result.data().put(first + place.getLong(i) * apart, from.getDouble(i));
    }
    return result;
  }

  private static boolean areNeighbours(int[] axes) {
    return axes[axes.length - 1] - axes[0] == axes.length - 1;
  }

  /**
   * {@code Y = exp(X) / sum(exp(X))} over a row: {@code dX = Y (dY - sum(dY Y))}. For {@code dY_j /
   * dX_k = Y_j ([j = k] - Y_k)}: what one weight gains, the others lose.
   */
  @Override
  default Tensor softmax(Tensor tensor) {
    INDArray y = FORWARD.softmax(tensor.array());
    return record(y, to(tensor, gradient -> gradient.sub(gradient.mul(y).sum(true, -1)).muli(y)));
  }

  /**
   * {@code Y = X - log(sum(exp(X)))} over a row: {@code dX = dY - exp(Y) sum(dY)}, for the softmax
   * is {@code exp(Y)}, and all of a row's results meet in the one sum.
   */
  @Override
  default Tensor logSoftmax(Tensor tensor) {
    INDArray y = FORWARD.logSoftmax(tensor.array());
    return record(
        y, to(tensor, gradient -> gradient.sub(Transforms.exp(y).muli(gradient.sum(true, -1)))));
  }
}
