package io.github.attention4j.peers;

import io.github.attention4j.peers.Norm.Statistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Some steps of training CBAM as its authors have it, batch norm with momentum 0.01: the losses,
 * and the running statistics and parameters afterwards, as PyTorch's own functions move them.
 *
 * <p>Batches are used in turn. The loss is the mean squared error to targets that keep one channel;
 * the optimiser is plain gradient descent.
 */
final class CbamTraining implements Mechanism {
  private static final int STEPS = 6;
  private static final int BATCHES = 2;
  private static final long CHANNELS = 4;
  private static final double RATE = 0.2;

  @Override
  public String name() {
    return "cbam_training";
  }

  @Override
  public List<GoldenCase> cases() {
    ChannelGate channel = new ChannelGate("channel.", CHANNELS, 2, true, true);
    SpatialGate spatial = SpatialGate.ofAuthors("spatial.", Statistics.TRAINING);
    GoldenCase golden = new GoldenCase("sgd").with("rate", RATE).with("steps", STEPS);
    for (int batch = 0; batch < BATCHES; batch++) {
      golden.constant("input" + batch, golden.distinct(3, CHANNELS, 4, 5));
    }
    channel.describe(golden);
    spatial.describe(golden);
    channel.drawParameters(golden);
    spatial.drawParameters(golden);
    Map<String, Tensor> start = golden.tensors();
    Map<String, Tensor> state = new LinkedHashMap<>();
    start.forEach((name, tensor) -> state.put(name, trained(name, tensor)));
    TensorVector parameters =
        new TensorVector(
            state.values().stream().filter(Tensor::requires_grad).toArray(Tensor[]::new));
    SGD descent = new SGD(parameters, new SGDOptions(RATE));
    double[] losses = new double[STEPS];
    for (int step = 0; step < STEPS; step++) {
      Tensor input = state.get("input" + step % BATCHES);
      Tensor gated = input.mul(channel.pytorchMap(state, input).output());
      Result map = spatial.pytorchMap(state, gated);
      Tensor error = gated.mul(map.output()).sub(target(input));
      Tensor loss = error.square().mean();
      losses[step] = loss.item_double();
      descent.zero_grad();
      loss.backward();
      descent.step();
      map.others().forEach((name, moved) -> state.put(name.replace("Updated", ""), moved));
    }
    golden.constant("losses", Tensors.of(losses, STEPS));
    start.forEach(
        (name, tensor) -> {
          if (!name.startsWith("input")) {
            golden.constant(name + "Trained", state.get(name).detach());
          }
        });
    return List.of(golden);
  }

  private static Tensor trained(String name, Tensor tensor) {
    boolean fixed = name.startsWith("input") || name.contains("running");
    return fixed ? tensor : Tensors.leaf(tensor);
  }

  /** The first channel alone. */
  private static Tensor target(Tensor input) {
    Tensor others = torch.zeros_like(input.narrow(1, 1, CHANNELS - 1));
    return torch.cat(new TensorVector(input.narrow(1, 0, 1), others), 1);
  }
}
