package io.github.attention4j.peers.bench;

import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.MultiHeadAttention;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/** Steps of training by the library's trainer. */
final class Training implements Computation {
  static final double LEARNING_RATE = 1e-3;

  private final Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
  private final Trainer trainer = Trainer.of(parameters, new Adam(LEARNING_RATE)).steps(1);
  private final MultiHeadAttention attention;
  private final boolean causal;
  private final INDArray input;
  private final INDArray target;

  Training(Case size) {
    attention = Library.multiHead(size, parameters);
    causal = size.causal();
    input = sequence(size, 0);
    target = sequence(size, 1);
  }

  static INDArray sequence(Case size, int which) {
    return Nd4jAttention.input(size, which).reshape(size.sequenceShape());
  }

  private Tensor loss(TapeOps ops) {
    Tensor given = ops.constant(input);
    Mask<Tensor> mask = causal ? Mask.causal() : Mask.all();
    Tensor output = ops.add(given, attention.output(ops, given, given, given, mask));
    return Losses.meanSquaredError(ops, output, ops.constant(target));
  }

  @Override
  public void run() {
    trainer.train(List.of(input), (ops, batch) -> loss(ops));
  }

  /** The loss after the steps so far. */
  @Override
  public float[] output() {
    return new float[] {loss(TapeOps.create()).array().getFloat(0)};
  }
}
