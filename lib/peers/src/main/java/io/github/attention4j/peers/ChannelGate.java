package io.github.attention4j.peers;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The map of channel attention, (B, C, 1, 1): sigmoid of a shared two-layer perceptron over the
 * average and, unless it is squeeze-and-excitation, the maximum of every channel.
 */
record ChannelGate(String prefix, long channels, long reduction, boolean bias, boolean maximum)
    implements Gate {

  @Override
  public void drawParameters(GoldenCase golden) {
    long hidden = Math.max(1, channels / reduction);
    first().draw(golden, hidden, channels, bias);
    second().draw(golden, channels, hidden, bias);
  }

  @Override
  public void describe(GoldenCase golden) {
    golden.with("reduction", reduction);
    golden.with("channelPools", maximum ? "average,max" : "average");
  }

  private Linear first() {
    return new Linear(prefix + "mlp.0");
  }

  private Linear second() {
    return new Linear(prefix + "mlp.2"); // mlp.1 is the ReLU
  }

  @Override
  public Result map(Map<String, Tensor> inputs, Tensor features) {
    Tensor logits = perceptron(inputs, features.mean(2, 3));
    if (maximum) {
      logits = logits.add(perceptron(inputs, features.amax(new long[] {2, 3}, false)));
    }
    return new Result(logits.sigmoid().unsqueeze(-1).unsqueeze(-1));
  }

  private Tensor perceptron(Map<String, Tensor> inputs, Tensor pooled) {
    return second().steps(inputs, first().steps(inputs, pooled).relu());
  }

  @Override
  public Result pytorchMap(Map<String, Tensor> inputs, Tensor features) {
    long[] wholeMap = {features.size(2), features.size(3)};
    Tensor logits = pytorchPerceptron(inputs, torch.avg_pool2d(features, wholeMap));
    if (maximum) {
      logits = logits.add(pytorchPerceptron(inputs, torch.max_pool2d(features, wholeMap)));
    }
    return new Result(torch.sigmoid(logits).unsqueeze(2).unsqueeze(3));
  }

  private Tensor pytorchPerceptron(Map<String, Tensor> inputs, Tensor pooled) {
    Tensor hidden = first().pytorch(inputs, pooled.flatten(1, -1));
    return second().pytorch(inputs, torch.relu(hidden));
  }
}
