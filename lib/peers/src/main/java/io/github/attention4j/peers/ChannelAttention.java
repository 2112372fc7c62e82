package io.github.attention4j.peers;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Channel attention of CBAM (Woo et al. 2018, section 3.1) and, over the average alone,
 * squeeze-and-excitation (Hu et al. 2018, section 3): features times a gate for every channel.
 */
final class ChannelAttention implements Mechanism {

  @Override
  public String name() {
    return "channel_attention";
  }

  @Override
  public List<GoldenCase> cases() {
    boolean bias = true;
    boolean maximum = true;
    return List.of(
        gate("plain", new ChannelGate("", 8, 4, bias, maximum), 2, 3, 5),
        gate("no_bias", new ChannelGate("", 8, 4, !bias, maximum), 2, 3, 5),
        gate("default_reduction", new ChannelGate("", 32, 16, bias, maximum), 3, 2, 4),
        gate("reduction_rounds_down", new ChannelGate("", 7, 3, bias, maximum), 3, 4, 5),
        gate("reduction_exceeds_channels", new ChannelGate("", 5, 16, bias, maximum), 2, 3, 4),
        gate("reduction_one", new ChannelGate("", 4, 1, bias, maximum), 2, 3, 5),
        gate("one_pixel", new ChannelGate("", 6, 2, bias, maximum), 3, 1, 1),
        gate("one_channel", new ChannelGate("", 1, 1, bias, maximum), 2, 3, 4),
        gate("squeeze_excitation", new ChannelGate("", 8, 4, bias, !maximum), 2, 3, 5),
        gate("squeeze_excitation_no_bias", new ChannelGate("", 8, 2, !bias, !maximum), 2, 5, 3),
        largeFeatures(new ChannelGate("", 6, 3, bias, maximum)));
  }

  private GoldenCase gate(String name, ChannelGate gate, long batch, long height, long width) {
    GoldenCase golden = new GoldenCase(name);
    Tensor features = golden.distinct(batch, gate.channels(), height, width);
    return Gate.apply(golden, features, List.of(gate));
  }

  /** The sigmoid saturates on both sides. */
  private GoldenCase largeFeatures(ChannelGate gate) {
    GoldenCase golden = new GoldenCase("large_features");
    Tensor features = golden.distinct(2, gate.channels(), 3, 4);
    return Gate.apply(golden, features.mul(Tensors.scalar(1000)).round(), List.of(gate));
  }
}
