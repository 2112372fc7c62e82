package io.github.attention4j.peers;

import io.github.attention4j.peers.Norm.Statistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Batch norm (Ioffe and Szegedy 2015); held against PyTorch's batch_norm. */
final class BatchNorm implements Mechanism {

  @Override
  public String name() {
    return "batch_norm";
  }

  @Override
  public List<GoldenCase> cases() {
    return List.of(
        normalise("maps_training", Statistics.TRAINING, 0.1, 1, 3, 4, 2, 5),
        normalise("maps_evaluation", Statistics.EVALUATION, 0.1, 1, 3, 4, 2, 5),
        normalise("rows_training", Statistics.TRAINING, 0.1, 1, 5, 3),
        normalise("rows_evaluation", Statistics.EVALUATION, 0.1, 1, 5, 3),
        normalise("one_channel", Statistics.TRAINING, 0.01, 1, 2, 1, 3, 4),
        normalise("one_sample", Statistics.TRAINING, 0.25, 1, 1, 3, 4, 2),
        normalise("one_place", Statistics.TRAINING, 1, 1, 4, 2, 1, 1),
        normalise("large_inputs", Statistics.TRAINING, 0.1, 100, 3, 2, 4, 5));
  }

  private static GoldenCase normalise(
      String name, Statistics statistics, double momentum, double magnitude, long... shape) {
    Norm norm = new Norm("", statistics, momentum);
    GoldenCase golden = new GoldenCase(name);
    norm.describe(golden);
    golden.input("input", golden.normal(shape).mul(Tensors.scalar(magnitude)));
    norm.draw(golden, shape[1]);
    return golden
        .compute(inputs -> result(inputs, norm::steps))
        .agreesWith(inputs -> result(inputs, norm::pytorch));
  }

  private interface Way {
    Tensor normalise(Map<String, Tensor> inputs, Tensor input, Map<String, Tensor> others);
  }

  private static Result result(Map<String, Tensor> inputs, Way way) {
    Map<String, Tensor> others = new LinkedHashMap<>();
    Tensor output = way.normalise(inputs, inputs.get("input"), others);
    return new Result(output, others);
  }
}
