package io.github.attention4j.peers;

import io.github.attention4j.peers.Norm.Statistics;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The convolutional block attention module (Woo et al. 2018): channel attention, then spatial
 * attention over what it leaves; other orders and single parts for ablation.
 */
final class Cbam implements Mechanism {
  private static final long CHANNELS = 6;

  @Override
  public String name() {
    return "cbam";
  }

  @Override
  public List<GoldenCase> cases() {
    boolean bias = true;
    boolean maximum = true;
    Gate channel = new ChannelGate("channel.", CHANNELS, 3, bias, maximum);
    Gate channelOfPaper = new ChannelGate("channel.", CHANNELS, 2, !bias, maximum);
    Gate squeezeExcitation = new ChannelGate("channel.", CHANNELS, 2, bias, !maximum);
    Gate plain = SpatialGate.ofAuthors("spatial.", Statistics.NONE);
    Gate training = SpatialGate.ofAuthors("spatial.", Statistics.TRAINING);
    Gate evaluation = SpatialGate.ofAuthors("spatial.", Statistics.EVALUATION);
    Gate spatialOfPaper = SpatialGate.ofPaper("spatial.");
    return List.of(
        gate("authors_training", channel, training),
        gate("authors_evaluation", channel, evaluation),
        gate("paper", channelOfPaper, spatialOfPaper),
        gate("no_batch_norm", channel, plain),
        gate("squeeze_excitation_first", squeezeExcitation, plain),
        gate("spatial_first", plain, channel),
        gate("channel_only", channel),
        gate("spatial_only", training));
  }

  private GoldenCase gate(String name, Gate... gates) {
    List<Gate> inOrder = List.of(gates);
    GoldenCase golden = new GoldenCase(name);
    golden.with("parts", inOrder.stream().map(Cbam::part).collect(Collectors.joining(",")));
    return Gate.apply(golden, golden.distinct(2, CHANNELS, 4, 5), inOrder);
  }

  private static String part(Gate gate) {
    return gate.prefix().replace(".", "");
  }
}
