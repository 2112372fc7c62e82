package io.github.attention4j.peers.bench;

import io.github.attention4j.kernel.FusedAdam;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.MultiHeadAttention;
import io.github.attention4j.ops.Gradients;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/** Steps of training on a tape. */
final class Training implements Computation {
  static final double LEARNING_RATE = 1e-3;

  private final Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
  private final MultiHeadAttention attention;
  private final boolean causal;
  private final INDArray input;
  private final INDArray target;
  private final Map<String, FusedAdam> updates = new LinkedHashMap<>();
  private int steps;

  Training(Case size) {
    attention = Library.multiHead(size, parameters);
    causal = size.causal();
    input = sequence(size, 0);
    target = sequence(size, 1);
    Adam adam = new Adam(LEARNING_RATE);
    for (String path : parameters.paths()) {
      updates.put(path, new FusedAdam(adam, parameters.get(path)));
    }
  }

  static INDArray sequence(Case size, int which) {
    return Nd4jAttention.input(size, which).reshape(size.sequenceShape());
  }

  private Tensor loss(TapeOps ops) {
    Tensor given = ops.constant(input);
    Mask<Tensor> mask = causal ? Mask.causal() : Mask.all();
    Tensor output = ops.add(given, attention.output(ops, given, given, given, mask));
    Tensor distance = ops.add(output, ops.scale(ops.constant(target), -1));
    return ops.mean(ops.multiply(distance, distance), 0, 1, 2);
  }

  @Override
  public void run() {
    TapeOps ops = TapeOps.create();
    Gradients gradients = ops.backward(loss(ops));
    updates.forEach((path, update) -> update.step(gradients.of(path), 1, steps, 0));
    steps++;
  }

  /** The loss after the steps so far. */
  @Override
  public float[] output() {
    return new float[] {loss(TapeOps.create()).array().getFloat(0)};
  }
}
