package io.github.attention4j.kernel;

/**
 * The loops of {@link FusedGru} over all states of one step. Like {@link RowLoops} they run from 0
 * over whole arrays, without an offset, so that Java's compiler makes vector instructions of them.
 */
final class GruLoops {
  private GruLoops() {}

  /**
   * {@code left = sigmoid(left + right)}, as {@code a / (a + b)} with {@code a = e^min(x, 0)} and
   * {@code b = e^min(-x, 0)}: nothing overflows, and no branch is taken.
   */
  static void open(float[] left, float[] right, int length) {
    for (int i = 0; i < length; i++) {
      float x = left[i] + right[i];
      float a = RowLoops.exp(Math.min(x, 0));
      float b = RowLoops.exp(Math.min(-x, 0));
      left[i] = a / (a + b);
    }
  }

  /** The candidate, {@code input = tanh(input + r state)}: {@code (a - b) / (a + b)} of 2 x. */
  static void suggest(float[] input, float[] r, float[] state, int length) {
    for (int i = 0; i < length; i++) {
      float x = 2 * Math.fma(r[i], state[i], input[i]);
      float a = RowLoops.exp(Math.min(x, 0));
      float b = RowLoops.exp(Math.min(-x, 0));
      input[i] = (a - b) / (a + b);
    }
  }

  /** The new state, {@code hidden = n + z (hidden - n)}. */
  static void mix(float[] hidden, float[] z, float[] n, int length) {
    for (int i = 0; i < length; i++) {
      hidden[i] = Math.fma(z[i], hidden[i] - n[i], n[i]);
    }
  }

  /** {@code da_n = dh (1 - z) (1 - n^2)}. */
  static void ofCandidate(float[] result, float[] dh, float[] z, float[] n, int length) {
    for (int i = 0; i < length; i++) {
      result[i] = dh[i] * (1 - z[i]) * (1 - n[i] * n[i]);
    }
  }

  /** {@code da_z = dh (hidden - n) z (1 - z)}; the hidden state is overwritten with it. */
  static void ofUpdate(float[] hidden, float[] dh, float[] z, float[] n, int length) {
    for (int i = 0; i < length; i++) {
      hidden[i] = dh[i] * (hidden[i] - n[i]) * z[i] * (1 - z[i]);
    }
  }

  /** {@code da_r = da_n b_n r (1 - r)}. */
  static void ofReset(float[] result, float[] candidate, float[] state, float[] r, int length) {
    for (int i = 0; i < length; i++) {
      result[i] = candidate[i] * state[i] * r[i] * (1 - r[i]);
    }
  }
}
