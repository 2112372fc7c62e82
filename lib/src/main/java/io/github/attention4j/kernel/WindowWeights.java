package io.github.attention4j.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weight {@code (outputs, inputs, window, window)} of a {@link FusedConvolution} as the
 * matrices that windows are multiplied by, and the way back, from a matrix to the gradients.
 */
final class WindowWeights {
  private final int outputs;
  private final int inputs;
  private final int window;
  private final int places; // of a window
  private final float[] weight;
  private final float[] bias; // null for none

  WindowWeights(INDArray weight, INDArray bias) {
    outputs = (int) weight.size(0);
    inputs = (int) weight.size(1);
    window = (int) weight.size(2);
    places = window * window;
    this.weight = FloatMemory.numbers(weight);
    this.bias = bias == null ? null : FloatMemory.numbers(bias);
  }

  boolean biased() {
    return bias != null;
  }

  /** {@code [W b]}: {@code (outputs, inputs window window)}, and a column more for the bias. */
  Matrix withBias() {
    int depth = inputs * places;
    int columns = depth + (biased() ? 1 : 0);
    OffHeap both = new OffHeap(outputs * columns);
    for (int out = 0; out < outputs; out++) {
      both.put(out * columns, weight, out * depth, depth);
      if (biased()) {
        both.put(out * columns + depth, bias, out, 1);
      }
    }
    return both.matrix(0, outputs, columns);
  }

  /**
   * {@code T}: {@code (inputs, outputs window window)}, each window turned by half a circle.
   *
   * <p>Turned, the last place comes first.
   */
  Matrix turned() {
    float[] turned = new float[weight.length];
    for (int out = 0; out < outputs; out++) {
      for (int in = 0; in < inputs; in++) {
        int from = (out * inputs + in) * places;
        int last = (in * outputs + out) * places + places - 1;
        for (int place = 0; place < places; place++) {
          turned[last - place] = weight[from + place];
        }
      }
    }
    OffHeap memory = new OffHeap(turned.length);
    memory.put(0, turned, turned.length);
    return memory.matrix(0, inputs, outputs * places);
  }

  /** How many numbers {@code dT} has, see {@link #ofTurned}. */
  int turnedLength() {
    return outputs * places * (inputs + 1);
  }

  /** {@code dT} with a column more for the bias, {@code (outputs window window, inputs + 1)}. */
  Matrix ofTurned(OffHeap memory) {
    return memory.matrix(0, outputs * places, inputs + 1);
  }

  /** {@code dW} from the numbers of {@link #ofTurned}. */
  INDArray ofWeight(float[] ofTurned) {
    float[] numbers = new float[weight.length];
    for (int out = 0; out < outputs; out++) {
      for (int place = 0; place < places; place++) {
        int row = (out * places + places - 1 - place) * (inputs + 1); // turned back
        for (int in = 0; in < inputs; in++) {
          numbers[(out * inputs + in) * places + place] = ofTurned[row + in];
        }
      }
    }
    return FloatMemory.array(numbers, outputs, inputs, window, window);
  }

  /** {@code db} from the numbers of {@link #ofTurned}: where the window's middle is. */
  INDArray ofBias(float[] ofTurned) {
    float[] numbers = new float[outputs];
    for (int out = 0; out < outputs; out++) {
      numbers[out] = ofTurned[(out * places + places / 2) * (inputs + 1) + inputs];
    }
    return FloatMemory.array(numbers, outputs);
  }
}
