package io.github.attention4j.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
  INDArray withBias() {
    int depth = inputs * places;
    int columns = depth + (biased() ? 1 : 0);
    float[] both = new float[outputs * columns];
    for (int out = 0; out < outputs; out++) {
      System.arraycopy(weight, out * depth, both, out * columns, depth);
      if (biased()) {
        both[out * columns + depth] = bias[out];
      }
    }
    return FloatMemory.array(both, outputs, columns);
  }

  /**
   * {@code T}: {@code (inputs, outputs window window)}, each window turned by half a circle.
   *
   * <p>Turned, the last place comes first.
   */
  INDArray turned() {
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
    return FloatMemory.array(turned, inputs, outputs * places);
  }

  /**
   * Zeros for each share's {@code dT}, {@code (shares, outputs window window, inputs + 1)}: a
   * column more for the bias.
   */
  INDArray ofTurned(int shares) {
    return Nd4j.create(DataType.FLOAT, shares, outputs * places, inputs + 1);
  }

  /** The sum over the shares. */
  static float[] addedUp(INDArray ofTurned) {
    int length = (int) (ofTurned.size(1) * ofTurned.size(2));
    float[] total = new float[length];
    float[] one = new float[length];
    for (long share = 0; share < ofTurned.size(0); share++) {
      FloatMemory.part(ofTurned, share * length, length).get(one);
      RowLoops.add(total, one, length);
    }
    return total;
  }

  /** {@code dW} from the sum. */
  INDArray ofWeight(float[] sum) {
    float[] numbers = new float[weight.length];
    for (int out = 0; out < outputs; out++) {
      for (int place = 0; place < places; place++) {
        int row = (out * places + places - 1 - place) * (inputs + 1); // turned back
        for (int in = 0; in < inputs; in++) {
          numbers[(out * inputs + in) * places + place] = sum[row + in];
        }
      }
    }
    return FloatMemory.array(numbers, outputs, inputs, window, window);
  }

  /** {@code db} from the sum: where the window's middle is. */
  INDArray ofBias(float[] sum) {
    float[] numbers = new float[outputs];
    for (int out = 0; out < outputs; out++) {
      numbers[out] = sum[(out * places + places / 2) * (inputs + 1) + inputs];
    }
    return FloatMemory.array(numbers, outputs);
  }
}
