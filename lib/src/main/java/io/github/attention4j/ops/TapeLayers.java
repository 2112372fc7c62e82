package io.github.attention4j.ops;

import static io.github.attention4j.ops.Tape.FORWARD;
import static io.github.attention4j.ops.Tape.record;
import static io.github.attention4j.ops.Tape.to;

import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Operations that {@link TensorOps} makes of others, here with one gradient for the whole: every
 * ND4J operation takes tens of microseconds however small its arrays, and the chain rule worked out
 * on paper leaves fewer of them. In the code {@code gradient} is dY, the gradient of the result;
 * see {@link Tape}.
 */
interface TapeLayers extends TensorOps<Tensor> {

  /** {@code Y = X mask / (1 - p)}: {@code dX = dY mask / (1 - p)}, with the same mask. */
  @Override
  default Tensor dropout(Tensor tensor, double probability, RandomGenerator random) {
    INDArray mask = DropoutMask.draw(shape(tensor), probability, random);
    return record(tensor.array().mul(mask), to(tensor, gradient -> gradient.mul(mask)));
  }

  /**
   * Row i of Y is row {@code ids[i]} of the table: row v of dTable is the sum of dY's with id v.
   */
  @Override
  default Tensor embedding(Tensor table, Tensor ids) {
    INDArray y = FORWARD.embedding(table.array(), ids.array());
    return record(
        y, to(table, gradient -> Rows.addedUp(gradient, ids.array(), table.array().size(0))));
  }

  /** {@code Y = -logSoftmax(X)[label]}: {@code dX = (softmax(X) - oneHot(label)) dY}. */
  @Override
  default Tensor crossEntropy(Tensor logits, Tensor labels) {
    INDArray x = logits.array();
    TensorShape shape = LayerRules.crossEntropy(shape(logits), shape(labels));
    checkWhole("crossEntropy", "labels", labels, x.size(-1) - 1);
    INDArray logs = FORWARD.logSoftmax(x);
    INDArray picked = Rows.pick(logs, labels.array()).reshape(shape.sizes());
    return record(
        picked.neg(),
        to(
            logits,
            gradient -> {
              INDArray share = Rows.lessOne(Transforms.exp(logs), labels.array());
              return share.muli(FORWARD.expand(gradient, -1));
            }));
  }

  /**
   * {@code N = (X - mean) / s} with {@code s = sqrt(variance + epsilon)}, {@code Y = N weight +
   * bias}. With {@code dN = dY weight}: {@code dX = (dN - mean(dN) - N mean(dN N)) / s}, for moving
   * all of a row, or stretching it, changes nothing. {@code dWeight = sum(dY N)} and {@code dBias =
   * sum(dY)} over all rows.
   */
  @Override
  default Tensor layerNorm(Tensor tensor, Tensor weight, Tensor bias, double epsilon) {
    LayerRules.layerNorm(shape(tensor), shape(weight), shape(bias));
    INDArray x = tensor.array();
    INDArray rows = x.reshape('c', -1, x.size(-1)); // (n, D)
    INDArray normal = rows.sub(rows.mean(true, 1));
    INDArray variance = normal.mul(normal).mean(true, 1);
    INDArray inverse = Transforms.pow(variance.addi(epsilon), -0.5, false); // 1 / s
    normal.muli(inverse);
    INDArray y = normal.mul(weight.array()).addi(bias.array()).reshape(x.shape());
    return record(
        y,
        List.of(tensor, weight, bias),
        gradient -> {
          INDArray flat = gradient.reshape('c', rows.shape());
          INDArray product = flat.mul(normal); // dY N
          INDArray share = flat.mul(weight.array()); // dN
          INDArray stretch = normal.mul(share).mean(true, 1);
          share.subi(share.mean(true, 1)).subi(normal.mul(stretch)).muli(inverse);
          return new INDArray[] {share.reshape(x.shape()), product.sum(0), flat.sum(0)};
        });
  }

  /** {@code Y = X Phi(X)}: {@code dX = (Phi(X) + X phi(X)) dY}, phi the normal density. */
  @Override
  default Tensor gelu(Tensor tensor) {
    INDArray x = tensor.array();
    INDArray below = FORWARD.erf(x.mul(Math.sqrt(0.5))).addi(1).muli(0.5); // Phi(X)
    return record(
        x.mul(below),
        to(
            tensor,
            gradient -> {
              INDArray density = Transforms.exp(x.mul(x).muli(-0.5), false);
              density.muli(1 / Math.sqrt(2 * Math.PI));
              return density.muli(x).addi(below).muli(gradient);
            }));
  }

  /**
   * {@code Y = X / 2 (1 + T)}, {@code T = tanh(c (X + a X^3))}: {@code dX = ((1 + T) / 2 + X / 2 (1
   * - T^2) c (1 + 3 a X^2)) dY}.
   */
  @Override
  default Tensor geluTanh(Tensor tensor) {
    double a = 0.044715;
    double c = Math.sqrt(2 / Math.PI);
    INDArray x = tensor.array();
    INDArray square = x.mul(x);
    INDArray t = Transforms.tanh(square.mul(a).addi(1).muli(x).muli(c), false);
    INDArray half = t.add(1).muli(0.5);
    return record(
        x.mul(half),
        to(
            tensor,
            gradient -> {
              INDArray slope = t.mul(t).rsubi(1).muli(square.mul(3 * a).addi(1)).muli(c / 2);
              return slope.muli(x).addi(half).muli(gradient);
            }));
  }
}
