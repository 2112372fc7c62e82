package io.github.attention4j.peers;

import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The map of spatial attention, (B, 1, H, W): sigmoid of a convolution over the maximum and the
 * average of all channels, in one of two orders, with or without batch norm.
 */
record SpatialGate(
    String prefix, int kernel, boolean bias, boolean maximumFirst, BatchNorm batchNorm)
    implements Gate {

  /** Which statistics normalise: none at all, the batch's own, or the running ones. */
  enum BatchNorm {
    NONE,
    TRAINING,
    EVALUATION;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.01;

  /** CBAM as published in the authors' code. */
  static SpatialGate ofAuthors(String prefix, BatchNorm batchNorm) {
    return new SpatialGate(prefix, 7, false, true, batchNorm);
  }

  /** CBAM as the paper has it, section 3.1. */
  static SpatialGate ofPaper(String prefix) {
    return new SpatialGate(prefix, 7, false, false, BatchNorm.NONE);
  }

  @Override
  public void describe(GoldenCase golden) {
    golden.with("kernel", kernel);
    golden.with("spatialPools", maximumFirst ? "max,average" : "average,max");
    golden.with("batchNorm", batchNorm.text());
    if (batchNorm != BatchNorm.NONE) {
      golden.with("epsilon", EPSILON);
    }
    if (batchNorm == BatchNorm.TRAINING) {
      golden.with("momentum", MOMENTUM);
    }
  }

  private Convolution convolution() {
    return new Convolution(prefix + "convolution", 1);
  }

  @Override
  public void drawParameters(GoldenCase golden) {
    convolution().draw(golden, 1, 2, kernel, bias);
    if (batchNorm != BatchNorm.NONE) {
      golden.input(prefix + "batchNorm.weight", Tensors.of(new double[] {1.375}, 1));
      golden.parameter(prefix + "batchNorm.bias", 1);
      golden.constant(prefix + "batchNorm.running_mean", Tensors.of(new double[] {-0.25}, 1));
      golden.constant(prefix + "batchNorm.running_var", Tensors.of(new double[] {2.5}, 1));
    }
  }

  /** The map; where batch norm is being trained, also its running statistics afterwards. */
  @Override
  public Result map(Map<String, Tensor> inputs, Tensor features) {
    Tensor maximum = features.amax(new long[] {1}, true);
    Tensor average = features.mean(1).unsqueeze(1);
    Tensor filtered = convolution().steps(inputs, pooled(maximum, average));
    if (batchNorm == BatchNorm.NONE) {
      return new Result(filtered.sigmoid());
    }
    boolean training = batchNorm == BatchNorm.TRAINING;
    Tensor runningMean = inputs.get(prefix + "batchNorm.running_mean");
    Tensor runningVariance = inputs.get(prefix + "batchNorm.running_var");
    Tensor mean = training ? filtered.mean() : runningMean;
    Tensor variance = training ? filtered.sub(filtered.mean()).square().mean() : runningVariance;
    Tensor normalised = filtered.sub(mean).div(variance.add(Tensors.scalar(EPSILON)).sqrt());
    Tensor weight = inputs.get(prefix + "batchNorm.weight");
    Tensor shifted = normalised.mul(weight).add(inputs.get(prefix + "batchNorm.bias"));
    Result result = new Result(shifted.sigmoid());
    if (training) {
      double size = filtered.numel();
      // The running variance follows the unbiased estimate, though the biased one normalises.
      Tensor unbiased = variance.mul(Tensors.scalar(size / (size - 1)));
      result.with(prefix + "batchNorm.running_meanUpdated", follow(runningMean, mean));
      result.with(prefix + "batchNorm.running_varUpdated", follow(runningVariance, unbiased));
    }
    return result;
  }

  private static Tensor follow(Tensor running, Tensor batch) {
    return running
        .mul(Tensors.scalar(1 - MOMENTUM))
        .add(batch.mul(Tensors.scalar(MOMENTUM)))
        .detach();
  }

  private Tensor pooled(Tensor maximum, Tensor average) {
    TensorVector pools =
        maximumFirst ? new TensorVector(maximum, average) : new TensorVector(average, maximum);
    return torch.cat(pools, 1); // (B, 2, H, W)
  }

  @Override
  public Result pytorchMap(Map<String, Tensor> inputs, Tensor features) {
    Tensor maximum = features.max(1).get0().unsqueeze(1);
    Tensor average = features.mean(1).unsqueeze(1);
    Tensor filtered = convolution().pytorch(inputs, pooled(maximum, average));
    if (batchNorm == BatchNorm.NONE) {
      return new Result(torch.sigmoid(filtered));
    }
    Tensor runningMean = inputs.get(prefix + "batchNorm.running_mean").clone();
    Tensor runningVariance = inputs.get(prefix + "batchNorm.running_var").clone();
    Tensor normalised =
        torch.batch_norm(
            filtered,
            new TensorOptional(inputs.get(prefix + "batchNorm.weight")),
            new TensorOptional(inputs.get(prefix + "batchNorm.bias")),
            new TensorOptional(runningMean),
            new TensorOptional(runningVariance),
            batchNorm == BatchNorm.TRAINING,
            MOMENTUM,
            EPSILON,
            false);
    Result result = new Result(torch.sigmoid(normalised));
    if (batchNorm == BatchNorm.TRAINING) {
      result.with(prefix + "batchNorm.running_meanUpdated", runningMean);
      result.with(prefix + "batchNorm.running_varUpdated", runningVariance);
    }
    return result;
  }
}
