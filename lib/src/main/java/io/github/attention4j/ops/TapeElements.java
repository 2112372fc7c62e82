package io.github.attention4j.ops;

import static io.github.attention4j.ops.Tape.FORWARD;
import static io.github.attention4j.ops.Tape.record;
import static io.github.attention4j.ops.Tape.to;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Operations that work element by element, each with its gradient: dX is {@code dL / dX}, see
 * {@link Tape}; in the code {@code gradient} is dY, the gradient of the result.
 */
interface TapeElements extends TensorOps<Tensor> {
  /** {@code Y = L + R}: {@code dL = dY}, {@code dR = dY}. */
  @Override
  default Tensor add(Tensor left, Tensor right) {
    return record(
        FORWARD.add(left.array(), right.array()),
        to(left, gradient -> unstretched(gradient, left)),
        to(right, gradient -> unstretched(gradient, right)));
  }

  /** {@code Y = L R}: {@code dL = dY R}, {@code dR = dY L}. */
  @Override
  default Tensor multiply(Tensor left, Tensor right) {
    return record(
        FORWARD.multiply(left.array(), right.array()),
        to(left, gradient -> unstretched(gradient.mul(right.array()), left)),
        to(right, gradient -> unstretched(gradient.mul(left.array()), right)));
  }

  /**
   * The gradient of what was stretched: an element that met several others has a share from each,
   * so they are added up, over the axes that were 1 or missing.
   */
  private static INDArray unstretched(INDArray gradient, Tensor tensor) {
    INDArray array = tensor.array();
    int missing = gradient.rank() - array.rank();
    int[] stretched =
        IntStream.range(0, gradient.rank())
            .filter(axis -> axis < missing || array.size(axis - missing) < gradient.size(axis))
            .toArray();
    INDArray sum = stretched.length == 0 ? gradient : gradient.sum(true, stretched);
    return missing == 0 ? sum : sum.reshape('c', array.shape());
  }

  /** {@code Y = c X}: {@code dX = c dY}. */
  @Override
  default Tensor scale(Tensor tensor, double factor) {
    return record(
        FORWARD.scale(tensor.array(), factor), to(tensor, gradient -> gradient.mul(factor)));
  }

  /** {@code Y = X + c}: {@code dX = dY}. */
  @Override
  default Tensor shift(Tensor tensor, double offset) {
    return record(FORWARD.shift(tensor.array(), offset), to(tensor, gradient -> gradient));
  }

  /** {@code Y = X^p}: {@code dX = p X^(p - 1) dY}. */
  @Override
  default Tensor power(Tensor tensor, double exponent) {
    INDArray x = tensor.array();
    return record(
        FORWARD.power(x, exponent),
        to(tensor, gradient -> Transforms.pow(x, exponent - 1).muli(exponent).muli(gradient)));
  }

  /** {@code Y = exp X}: {@code dX = Y dY}. */
  @Override
  default Tensor exp(Tensor tensor) {
    INDArray y = FORWARD.exp(tensor.array());
    return record(y, to(tensor, gradient -> gradient.mul(y)));
  }

  /** {@code Y = log X}: {@code dX = dY / X}. */
  @Override
  default Tensor log(Tensor tensor) {
    INDArray x = tensor.array();
    return record(FORWARD.log(x), to(tensor, gradient -> gradient.div(x)));
  }

  /** {@code Y = erf X}: {@code dX = 2 / sqrt(pi) exp(-X^2) dY}, the curve under which it counts. */
  @Override
  default Tensor erf(Tensor tensor) {
    INDArray x = tensor.array();
    double height = 2 / Math.sqrt(Math.PI);
    return record(
        FORWARD.erf(x),
        to(tensor, gradient -> Transforms.exp(x.mul(x).negi(), false).muli(height).muli(gradient)));
  }

  /** {@code Y = sin X}: {@code dX = cos X dY}. */
  @Override
  default Tensor sin(Tensor tensor) {
    INDArray x = tensor.array();
    return record(FORWARD.sin(x), to(tensor, gradient -> Transforms.cos(x).muli(gradient)));
  }

  /**
   * {@code Y = tanh X}: {@code dX = (1 - Y^2) dY = dY / cosh^2 X}. The latter keeps its digits
   * where Y is almost 1.
   */
  @Override
  default Tensor tanh(Tensor tensor) {
    INDArray x = tensor.array();
    return record(
        FORWARD.tanh(x),
        to(
            tensor,
            gradient -> {
              INDArray cosh = Transforms.cosh(x);
              return gradient.div(cosh.muli(cosh));
            }));
  }

  /** {@code Y = 1 / (1 + exp(-X))}: {@code dX = Y (1 - Y) dY}. */
  @Override
  default Tensor sigmoid(Tensor tensor) {
    INDArray y = FORWARD.sigmoid(tensor.array());
    return record(y, to(tensor, gradient -> y.rsub(1).muli(y).muli(gradient)));
  }

  /** {@code Y = max(X, 0)}: {@code dX = dY} where X is above 0, else 0: times the sign of Y. */
  @Override
  default Tensor relu(Tensor tensor) {
    INDArray y = FORWARD.relu(tensor.array());
    return record(y, to(tensor, gradient -> Transforms.sign(y).muli(gradient)));
  }

  /** Positions depend on the shape alone: no gradient. */
  @Override
  default Tensor positions(Tensor tensor, int axis) {
    return Tensor.constant(FORWARD.positions(tensor.array(), axis));
  }

  /** A step function is level wherever it has a slope: no gradient. */
  @Override
  default Tensor atLeast(Tensor left, Tensor right) {
    return Tensor.constant(FORWARD.atLeast(left.array(), right.array()));
  }
}
