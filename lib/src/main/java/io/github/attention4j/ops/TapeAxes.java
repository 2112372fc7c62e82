package io.github.attention4j.ops;

import static io.github.attention4j.ops.Tape.FORWARD;
import static io.github.attention4j.ops.Tape.record;
import static io.github.attention4j.ops.Tape.to;

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
    return record(
        FORWARD.sum(x, axes), to(tensor, gradient -> gradient.dup().broadcast(x.shape())));
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
   * ND4J's broadcast repeats element by element: of one number that was a third of a small step.
   */
  private static INDArray stretched(INDArray array, INDArray like) {
    return array.length() == 1
        ? Nd4j.valueArrayOf(like.shape(), array.getDouble(0), like.dataType())
        : array.broadcast(like.shape());
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
    return record(
        FORWARD.max(x, axes),
        to(tensor, gradient -> Nd4j.exec(new MaxBp(x, gradient, x.ulike(), true, over))[0]));
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
