package io.github.attention4j.peers;

import io.github.attention4j.peers.Norm.Statistics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The map of spatial attention, (B, 1, H, W): sigmoid of a convolution over the maximum and the
 * average of all channels, in one of two orders, with or without batch norm.
 */
record SpatialGate(
    String prefix, int kernel, boolean bias, boolean maximumFirst, Statistics statistics)
    implements Gate {
  private static final double MOMENTUM = 0.01;

  /** CBAM as published in the authors' code. */
  static SpatialGate ofAuthors(String prefix, Statistics statistics) {
    return new SpatialGate(prefix, 7, false, true, statistics);
  }

  /** CBAM as the paper has it, section 3.1. */
  static SpatialGate ofPaper(String prefix) {
    return new SpatialGate(prefix, 7, false, false, Statistics.NONE);
  }

  @Override
  public void describe(GoldenCase golden) {
    golden.with("kernel", kernel);
    golden.with("spatialPools", maximumFirst ? "max,average" : "average,max");
    norm().describe(golden);
  }

  private Norm norm() {
    return new Norm(prefix + "batchNorm.", statistics, MOMENTUM);
  }

  private Convolution convolution() {
    return new Convolution(prefix + "convolution", 1);
  }

  @Override
  public void drawParameters(GoldenCase golden) {
    convolution().draw(golden, 1, 2, kernel, bias);
    if (statistics != Statistics.NONE) {
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
    return gate(filtered, (logits, others) -> norm().steps(inputs, logits, others));
  }

  private Result gate(Tensor filtered, BiFunction<Tensor, Map<String, Tensor>, Tensor> norm) {
    Map<String, Tensor> others = new LinkedHashMap<>();
    boolean plain = statistics == Statistics.NONE;
    Tensor logits = plain ? filtered : norm.apply(filtered, others);
    return new Result(torch.sigmoid(logits), others);
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
    return gate(filtered, (logits, others) -> norm().pytorch(inputs, logits, others));
  }
}
