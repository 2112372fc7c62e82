package io.github.attention4j.solutions.lesson10;

import io.github.attention4j.exercises.lesson10.CbamTask;
import io.github.attention4j.solutions.lesson08.ChannelAttention;
import io.github.attention4j.solutions.lesson09.SpatialAttention;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The reference answer, which builds on those of lessons 08 and 09. */
public class Cbam implements CbamTask {

  private static final ChannelAttention CHANNELS = new ChannelAttention();
  private static final SpatialAttention PLACES = new SpatialAttention();

  /** Creates the answer. */
  public Cbam() {}

  @Override
  public INDArray channelGate(
      INDArray input,
      INDArray reduceWeight,
      INDArray reduceBias,
      INDArray expandWeight,
      INDArray expandBias) {
    return ofChannels(input, reduceWeight, reduceBias, expandWeight, expandBias);
  }

  static INDArray ofChannels(
      INDArray input,
      INDArray reduceWeight,
      INDArray reduceBias,
      INDArray expandWeight,
      INDArray expandBias) {
    INDArray average = CHANNELS.averagePool(input);
    INDArray max = CHANNELS.maxPool(input);
    INDArray logits =
        CHANNELS.logits(average, max, reduceWeight, reduceBias, expandWeight, expandBias);
    return Transforms.sigmoid(logits).reshape(input.size(0), input.size(1), 1, 1);
  }

  @Override
  public INDArray spatialGate(INDArray input, INDArray weight) {
    return ofPlaces(input, weight);
  }

  static INDArray ofPlaces(INDArray input, INDArray weight) {
    return Transforms.sigmoid(PLACES.logits(PLACES.pools(input), weight)); // (B, 1, H, W)
  }

  @Override
  public INDArray output(
      INDArray input,
      INDArray reduceWeight,
      INDArray reduceBias,
      INDArray expandWeight,
      INDArray expandBias,
      INDArray weight) {
    INDArray gate = ofChannels(input, reduceWeight, reduceBias, expandWeight, expandBias);
    INDArray passed = input.mul(gate); // F'
    return passed.mul(ofPlaces(passed, weight));
  }

  @Override
  public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
    INDArray gate = Transforms.sigmoid(channelLogits.add(spatialLogits)); // (B, C, H, W)
    return input.add(input.mul(gate));
  }

  @Override
  public INDArray channelGradient(
      INDArray input,
      INDArray channelGate,
      INDArray spatialGate,
      INDArray outputGradient,
      INDArray spatialWay) {
    INDArray passedGradient = outputGradient.mul(spatialGate).add(spatialWay); // dF'
    INDArray gateGradient = passedGradient.mul(input).sum(true, 2, 3); // (B, C, 1, 1)
    return gateGradient.mul(channelGate).mul(channelGate.rsub(1));
  }

  @Override
  public INDArray inputGradient(
      INDArray channelGate,
      INDArray spatialGate,
      INDArray outputGradient,
      INDArray spatialWay,
      INDArray channelWay) {
    INDArray passedGradient = outputGradient.mul(spatialGate).add(spatialWay); // dF'
    return passedGradient.mul(channelGate).add(channelWay);
  }
}
