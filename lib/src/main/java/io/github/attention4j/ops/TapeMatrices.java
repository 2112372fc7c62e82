package io.github.attention4j.ops;

import static io.github.attention4j.ops.Tape.FORWARD;
import static io.github.attention4j.ops.Tape.record;
import static io.github.attention4j.ops.Tape.to;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Matrix products and convolution, each with its gradient: dX is {@code dL / dX}, see {@link Tape};
 * in the code {@code gradient} is dY, the gradient of the result.
 *
 * <p>The gradients of a product follow from its shapes: dL has L's, and of dY and R only {@code dY
 * R^T} makes it.
 */
interface TapeMatrices extends TensorOps<Tensor> {
  /** {@code Y = L R}: {@code dL = dY R^T}, {@code dR = L^T dY}. */
  @Override
  default Tensor matmul(Tensor left, Tensor right) {
    INDArray l = left.array();
    INDArray r = right.array();
    return record(
        FORWARD.matmul(l, r),
        to(left, gradient -> Nd4j.matmul(gradient, r, false, true, false)),
        to(right, gradient -> Nd4j.matmul(l, gradient, true, false, false)));
  }

  /** {@code Y = L R^T}: {@code dL = dY R}, {@code dR = dY^T L}. */
  @Override
  default Tensor matmulTransposed(Tensor left, Tensor right) {
    INDArray l = left.array();
    INDArray r = right.array();
    return record(
        FORWARD.matmulTransposed(l, r),
        to(left, gradient -> Nd4j.matmul(gradient, r)),
        to(right, gradient -> Nd4j.matmul(gradient, l, true, false, false)));
  }

  /**
   * {@code Y = X W^T + b}, where every position is a row of X and of Y: {@code dX = dY W}, {@code
   * dW = dY^T X}, and db is the sum of dY's rows.
   */
  @Override
  default Tensor linear(Tensor tensor, Tensor weight, Tensor bias) {
    INDArray x = tensor.array();
    INDArray w = weight.array();
    INDArray y = FORWARD.linear(x, w, bias == null ? null : bias.array());
    Tape.Flow toTensor = to(tensor, gradient -> Nd4j.matmul(rows(gradient), w).reshape(x.shape()));
    Tape.Flow toWeight =
        to(weight, gradient -> Nd4j.matmul(rows(gradient), rows(x), true, false, false));
    return bias == null
        ? record(y, toTensor, toWeight)
        : record(y, toTensor, toWeight, to(bias, gradient -> rows(gradient).sum(0)));
  }

  /** {@code (.., n) -> (rows, n)}. */
  private static INDArray rows(INDArray array) {
    return array.reshape('c', -1, array.size(-1));
  }

  /**
   * {@code Y = W * X}: an element of Y is a sum of elements of X in a window, weighted by W. So dX
   * is dY under the window turned by half a circle, and dW is, for every place in the window, the
   * sum of dY times what X has there. ND4J computes both at once.
   */
  @Override
  default Tensor convolution(Tensor tensor, Tensor weight) {
    INDArray x = tensor.array();
    INDArray w = weight.array();
    return record(
        FORWARD.convolution(x, w),
        List.of(tensor, weight),
        gradient -> {
          INDArray permuted = w.permute(Convolution.TO_ND4J);
          INDArray[] both =
              Nd4j.exec(Convolution.backward(x, permuted, gradient, FORWARD.shape(w)));
          return new INDArray[] {both[0], both[1].permute(Convolution.FROM_ND4J)};
        });
  }
}
