package io.github.attention4j.kernel;

/**
 * A perceptron of two layers, {@code expand relu(reduce p + b) + c}, of one sample at a time.
 *
 * <p>The second matrix is kept column by column: what one hidden number adds to all outputs is a
 * long loop then, where a row would be a short one.
 */
final class Perceptron {
  private final FoldedLayer reduce;
  private final float[][] expand; // (hidden, outputs)
  private final float[] bias; // (outputs)

  /**
   * A perceptron of these layers.
   *
   * @param reduce {@code (hidden, inputs)}
   * @param expand {@code (outputs, hidden)}
   */
  Perceptron(FoldedLayer reduce, FoldedLayer expand) {
    this.reduce = reduce;
    this.expand = new float[reduce.outputs()][expand.outputs()];
    bias = expand.bias();
    for (int output = 0; output < bias.length; output++) {
      for (int i = 0; i < this.expand.length; i++) {
        this.expand[i][output] = expand.weight()[output * this.expand.length + i];
      }
    }
  }

  /** The number of hidden numbers. */
  int hidden() {
    return expand.length;
  }

  /** The number of outputs. */
  int outputs() {
    return bias.length;
  }

  /** Adds {@code relu(reduce inputs + b)} to hidden numbers. */
  void addHidden(float[] inputs, float[] hidden) {
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] += Math.max(0, GateLoops.dot(reduce.weight(), i, inputs) + reduce.bias()[i]);
    }
  }

  /** {@code outputs = expand hidden + times c}. */
  void expand(float[] hidden, int times, float[] outputs) {
    for (int output = 0; output < bias.length; output++) {
      outputs[output] = times * bias[output];
    }
    for (int i = 0; i < hidden.length; i++) {
      GateLoops.addScaled(outputs, expand[i], hidden[i], bias.length);
    }
  }
}
