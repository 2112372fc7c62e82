package io.github.attention4j.peers;

import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch norm of (B, C, H, W) or (B, C), computed in two ways: by the batch's own statistics, and
 * then the running ones move, or by the running ones.
 */
record Norm(String prefix, Statistics statistics, double momentum) {

  /** Which statistics normalise: none at all, the batch's own, or the running ones. */
  enum Statistics {
    NONE,
    TRAINING,
    EVALUATION;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final double EPSILON = 1e-5;

  void describe(GoldenCase golden) {
    golden.with("batchNorm", statistics.text());
    if (statistics != Statistics.NONE) {
      golden.with("epsilon", EPSILON);
    }
    if (statistics == Statistics.TRAINING) {
      golden.with("momentum", momentum);
    }
  }

  void draw(GoldenCase golden, long channels) {
    Tensor one = Tensors.of(new double[] {1}, 1);
    golden.input(prefix + "weight", golden.normal(0.3, channels).add(one));
    golden.parameter(prefix + "bias", channels);
    golden.constant(prefix + "running_mean", golden.normal(0.3, channels));
    golden.constant(prefix + "running_var", golden.normal(0.3, channels).exp());
  }

  /** Step by step; the moved statistics are put beside the other results. */
  Tensor steps(Map<String, Tensor> inputs, Tensor input, Map<String, Tensor> others) {
    boolean training = statistics == Statistics.TRAINING;
    Tensor runningMean = inputs.get(prefix + "running_mean");
    Tensor runningVariance = inputs.get(prefix + "running_var");
    Tensor mean = training ? mean(input) : perChannel(runningMean, input);
    Tensor centred = input.sub(mean);
    Tensor variance = training ? mean(centred.square()) : perChannel(runningVariance, input);
    Tensor normalised = centred.div(variance.add(Tensors.scalar(EPSILON)).sqrt());
    if (training) {
      double size = input.numel() / (double) input.size(1);
      // The running variance follows the unbiased estimate, though the biased one normalises.
      Tensor unbiased = variance.mul(Tensors.scalar(size / (size - 1)));
      others.put(prefix + "running_meanUpdated", follow(runningMean, mean.flatten()));
      others.put(prefix + "running_varUpdated", follow(runningVariance, unbiased.flatten()));
    }
    Tensor scaled = normalised.mul(perChannel(inputs.get(prefix + "weight"), input));
    return scaled.add(perChannel(inputs.get(prefix + "bias"), input));
  }

  private static Tensor mean(Tensor input) {
    long[] axes = LongStream.range(0, input.dim()).filter(axis -> axis != 1).toArray();
    return input.mean(axes, true, null);
  }

  private static Tensor perChannel(Tensor tensor, Tensor like) {
    return like.dim() == 2 ? tensor : tensor.reshape(tensor.size(0), 1, 1);
  }

  private Tensor follow(Tensor running, Tensor batch) {
    return running
        .mul(Tensors.scalar(1 - momentum))
        .add(batch.mul(Tensors.scalar(momentum)))
        .detach();
  }

  /** By PyTorch's own function, which writes to copies of the running statistics. */
  Tensor pytorch(Map<String, Tensor> inputs, Tensor input, Map<String, Tensor> others) {
    Tensor runningMean = inputs.get(prefix + "running_mean").clone();
    Tensor runningVariance = inputs.get(prefix + "running_var").clone();
    Tensor output = pytorch(inputs, input, runningMean, runningVariance);
    if (statistics == Statistics.TRAINING) {
      others.put(prefix + "running_meanUpdated", runningMean);
      others.put(prefix + "running_varUpdated", runningVariance);
    }
    return output;
  }

  /** By PyTorch's own function, which moves the running statistics that it is given. */
  Tensor pytorch(
      Map<String, Tensor> inputs, Tensor input, Tensor runningMean, Tensor runningVariance) {
    return torch.batch_norm(
        input,
        new TensorOptional(inputs.get(prefix + "weight")),
        new TensorOptional(inputs.get(prefix + "bias")),
        new TensorOptional(runningMean),
        new TensorOptional(runningVariance),
        statistics == Statistics.TRAINING,
        momentum,
        EPSILON,
        false);
  }
}
