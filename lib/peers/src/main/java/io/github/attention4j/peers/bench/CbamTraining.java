package io.github.attention4j.peers.bench;

import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Convolution;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import io.github.attention4j.vision.Cbam;
import io.github.attention4j.vision.CbamOptions;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Steps of training of a small convolutional network with CBAM, by the library's trainer. */
final class CbamTraining implements Computation {
  private final Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
  private final Trainer trainer = Trainer.of(parameters, new Adam(Training.LEARNING_RATE)).steps(1);
  private final Convolution first;
  private final Convolution second;
  private final Convolution third;
  private final Cbam cbam;
  private final Linear classifier;
  private final INDArray input;
  private final INDArray labels;

  CbamTraining(Case size) {
    int channels = size.sizes()[1];
    first = Convolution.create(parameters.at("first"), channels, channels, 3);
    second = Convolution.create(parameters.at("second"), channels, 2 * channels, 3);
    third = Convolution.create(parameters.at("third"), 2 * channels, 2 * channels, 3);
    cbam = Cbam.create(parameters.at("cbam"), 2 * channels, CbamOptions.ofPaper());
    classifier = Linear.create(parameters.at("classifier"), 2 * channels, Case.CLASSES, true);
    int which = 1;
    for (String path : parameters.paths()) {
      if (path.endsWith("weight")) {
        Library.assign(parameters, path, size, which++);
      }
    }
    input = Nd4jAttention.input(size, 0);
    labels = Nd4j.createFromArray(size.labels());
  }

  private Tensor loss(TapeOps ops) {
    Tensor maps = ops.relu(first.apply(ops, ops.constant(input)));
    maps = ops.relu(second.apply(ops, maps));
    maps = ops.relu(third.apply(ops, maps)); // (B, 2 C, H, W)
    Tensor average = ops.mean(cbam.output(ops, maps), 2, 3); // (B, 2 C, 1, 1)
    Tensor features = ops.squeeze(ops.squeeze(average, -1), -1);
    return Losses.crossEntropy(ops, classifier.apply(ops, features), ops.constant(labels));
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
