package io.github.attention4j.kernel;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The spatial branch's layers as {@link FusedBottleneck} multiplies by them: a 1x1 convolution is a
 * matrix, a 3x3 convolution one for each place of its windows.
 */
final class PlaceBranch {
  static final int WINDOW = 3;
  static final int PLACES = WINDOW * WINDOW;

  /**
   * A layer.
   *
   * @param matrices {@code (outputs, inputs)}, one for each place of its windows
   * @param bias {@code (outputs)}
   */
  record Layer(List<Matrix> matrices, float[] bias) {}

  private final INDArray[] memory; // keeps that of the matrices from being freed
  private final List<Layer> layers = new ArrayList<>();

  /**
   * The branch of these layers.
   *
   * @param folded a 1x1 convolution, 3x3 convolutions and a 1x1 convolution to one map
   */
  PlaceBranch(List<FoldedLayer> folded) {
    int last = folded.size() - 1;
    memory = new INDArray[last + 1];
    for (int i = 0; i <= last; i++) {
      FoldedLayer layer = folded.get(i);
      memory[i] = matrices(layer, i == 0 || i == last ? 1 : PLACES);
      List<Matrix> matrices = new ArrayList<>();
      for (long place = 0; place < memory[i].size(0); place++) {
        matrices.add(FloatMemory.matrix(memory[i], place));
      }
      layers.add(new Layer(matrices, layer.bias()));
    }
  }

  /** From {@code (outputs, inputs, places)} to {@code (places, outputs, inputs)}. */
  private static INDArray matrices(FoldedLayer layer, int places) {
    float[] weight = layer.weight();
    int size = weight.length / places; // of a matrix
    float[] turned = new float[weight.length];
    for (int i = 0; i < size; i++) {
      for (int place = 0; place < places; place++) {
        turned[place * size + i] = weight[i * places + place];
      }
    }
    return FloatMemory.array(turned, places, layer.outputs(), size / layer.outputs());
  }

  /** How many channels the branch has inside. */
  int hidden() {
    return layers.get(0).bias.length;
  }

  /** The 1x1 convolution to {@link #hidden} channels. */
  Layer reduce() {
    return layers.get(0);
  }

  /** The 3x3 convolutions. */
  List<Layer> around() {
    return layers.subList(1, layers.size() - 1);
  }

  /** The 1x1 convolution to one map. */
  Layer last() {
    return layers.get(layers.size() - 1);
  }
}
