package io.github.attention4j.vision;

import io.github.attention4j.kernel.FoldedLayer;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.BatchNorm;
import io.github.attention4j.param.Convolution;
import io.github.attention4j.param.ConvolutionOptions;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.vision.BottleneckOptions.Norms;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A branch of {@link BottleneckAttention}: layers with ReLU between them, and batch norm behind
 * some.
 */
final class BottleneckBranch {

  /** A linear map or a convolution. */
  private interface Map {
    <T> T apply(TensorOps<T> ops, T input);
  }

  /**
   * A layer.
   *
   * @param weight of the map
   * @param bias of the map
   * @param norm null for none
   */
  private record Layer(Map map, INDArray weight, INDArray bias, BatchNorm norm) {
    static Layer of(Linear linear, BatchNorm norm) {
      return new Layer(linear::apply, linear.weight(), linear.bias(), norm);
    }

    static Layer of(Convolution convolution, BatchNorm norm) {
      return new Layer(convolution::apply, convolution.weight(), convolution.bias(), norm);
    }

    <T> T apply(TensorOps<T> ops, T input) {
      T mapped = map.apply(ops, input);
      return norm == null ? mapped : norm.apply(ops, mapped);
    }

    Layer training() {
      return norm == null ? this : new Layer(map, weight, bias, norm.training());
    }

    FoldedLayer folded() {
      FoldedLayer folded = FoldedLayer.of(weight, bias);
      return norm == null
          ? folded
          : folded.normalised(
              norm.runningMean(),
              norm.runningVariance(),
              norm.epsilon(),
              norm.weight(),
              norm.bias());
    }
  }

  private final List<Layer> layers;

  private BottleneckBranch(List<Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  /** {@code (B, C) -> (B, C)}: the perceptron. */
  static BottleneckBranch ofChannels(
      Parameters parameters, long channels, long hidden, Norms norms) {
    boolean bias = true;
    List<Layer> layers = new ArrayList<>();
    Linear reduce = Linear.create(parameters.at("reduce"), channels, hidden, bias);
    layers.add(Layer.of(reduce, inner(parameters, "reduce", hidden, norms)));
    Linear expand = Linear.create(parameters.at("expand"), hidden, channels, bias);
    layers.add(Layer.of(expand, last(parameters, "expand", channels, norms)));
    return new BottleneckBranch(layers);
  }

  /** {@code (B, C, H, W) -> (B, 1, H, W)}: narrow, look around twice, make one map. */
  static BottleneckBranch ofPlaces(
      Parameters parameters, long channels, long hidden, long dilation, Norms norms) {
    List<Layer> layers = new ArrayList<>();
    Convolution reduce = Convolution.create(parameters.at("reduce"), channels, hidden, 1);
    layers.add(Layer.of(reduce, inner(parameters, "reduce", hidden, norms)));
    ConvolutionOptions apart = ConvolutionOptions.withDefaults().withDilation(dilation);
    for (String name : List.of("first", "second")) {
      Convolution around = Convolution.create(parameters.at(name), hidden, hidden, 3, apart);
      layers.add(Layer.of(around, inner(parameters, name, hidden, norms)));
    }
    Convolution last = Convolution.create(parameters.at("last"), hidden, 1, 1);
    layers.add(Layer.of(last, last(parameters, "last", 1, norms)));
    return new BottleneckBranch(layers);
  }

  private static BatchNorm inner(Parameters parameters, String name, long channels, Norms norms) {
    return norms == Norms.INNER ? BatchNorm.create(parameters.at(name + "Norm"), channels) : null;
  }

  private static BatchNorm last(Parameters parameters, String name, long channels, Norms norms) {
    return norms == Norms.LAST ? BatchNorm.create(parameters.at(name + "Norm"), channels) : null;
  }

  /** The same branch with the same parameters, normalised by the statistics of each batch. */
  BottleneckBranch training() {
    return new BottleneckBranch(layers.stream().map(Layer::training).toList());
  }

  <T> T apply(TensorOps<T> ops, T input) {
    T result = layers.get(0).apply(ops, input);
    for (Layer layer : layers.subList(1, layers.size())) {
      result = layer.apply(ops, ops.relu(result));
    }
    return result;
  }

  /** The layers as the fused path computes them, with what the parameters hold now. */
  List<FoldedLayer> folded() {
    return layers.stream().map(Layer::folded).toList();
  }

  /** Moves all running statistics towards those of a batch, as {@link #training} on a tape. */
  void updateStatistics(INDArray input) {
    INDArray reached = input;
    for (Layer layer : layers) {
      INDArray mapped = layer.map.apply(NdArrayOps.eager(), reached);
      if (layer.norm != null) {
        layer.norm.updateStatistics(mapped);
        mapped = layer.norm.training().apply(mapped);
      }
      reached = NdArrayOps.eager().relu(mapped);
    }
  }
}
