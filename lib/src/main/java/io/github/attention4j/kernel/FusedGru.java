package io.github.attention4j.kernel;

import io.github.attention4j.ops.Fused;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A gated recurrent unit over a whole sequence, and its gradients: what {@link
 * io.github.attention4j.param.GruCell#sequence} defines step by step.
 *
 * <p>A step depends on the one before, so it cannot be computed together with it; but it needs one
 * matrix product and a few passes over small arrays, where the definition calls some fifteen
 * operations, and twice as many for the gradients. Going back, the products that give the weight's
 * gradient are left for the end, when all steps' are one product.
 *
 * <p>It applies to FLOAT arrays on ND4J's CPU backend, with OpenBLAS on the class path, and runs on
 * the calling thread.
 */
public final class FusedGru implements Fused {
  private static final long MOST_NUMBERS = 1 << 29; // bytes are counted, too

  private final INDArray hidden;
  private final INDArray weight;
  private final boolean biased;
  private final boolean backwards;
  private final INDArray output;
  private final int batch;
  private final int length;
  private final int size;

  // what a step computed, by its place in the sequence
  private final float[][] r;
  private final float[][] z;
  private final float[][] n;
  private final float[][] recalled; // the state's part of n, before r

  private FusedGru(
      INDArray gates, INDArray hidden, INDArray weight, INDArray bias, boolean backwards) {
    this.hidden = hidden;
    this.weight = weight;
    this.biased = bias != null;
    this.backwards = backwards;
    batch = (int) gates.size(0);
    length = (int) gates.size(1);
    size = (int) hidden.size(1);
    output = FloatMemory.uninitialized(batch, length, size);
    r = new float[length][batch * size];
    z = new float[length][batch * size];
    n = new float[length][batch * size];
    recalled = new float[length][batch * size];
    MatrixProducts.claimOneThread();
    try {
      compute(gates, bias == null ? new float[3 * size] : FloatMemory.numbers(bias));
    } finally {
      MatrixProducts.release();
      Reference.reachabilityFence(this); // BLAS reads from and writes to addresses
      Reference.reachabilityFence(gates);
    }
  }

  /**
   * Reads a sequence, if it applies.
   *
   * @param gates the input's part of the gates, {@code (B, T, 3 S)}
   * @param hidden the first state, {@code (B, S)}
   * @param weight {@code (3 S, S)}
   * @param bias {@code (3 S)}, or null for none
   * @param backwards whether to read from the last place to the first
   * @return nothing where the definition is to be used instead, also for shapes that it has to
   *     refuse
   */
  public static Optional<FusedGru> of(
      INDArray gates, INDArray hidden, INDArray weight, INDArray bias, boolean backwards) {
    return applies(gates, hidden, weight, bias)
        ? Optional.of(
            new FusedGru(
                FloatMemory.dense(gates),
                FloatMemory.dense(hidden),
                FloatMemory.dense(weight),
                bias,
                backwards))
        : Optional.empty();
  }

  private static boolean applies(INDArray gates, INDArray hidden, INDArray weight, INDArray bias) {
    return gates.dataType() == DataType.FLOAT
        && hidden.dataType() == DataType.FLOAT
        && weight.dataType() == DataType.FLOAT
        && !gates.wasClosed()
        && !hidden.wasClosed()
        && !weight.wasClosed()
        && gates.rank() == 3
        && hidden.rank() == 2
        && weight.rank() == 2
        && weight.size(0) == 3 * weight.size(1)
        && gates.size(0) == hidden.size(0)
        && gates.size(2) == weight.size(0)
        && hidden.size(1) == weight.size(1)
        && (bias == null || bias.dataType() == DataType.FLOAT && bias.length() == weight.size(0))
        && Math.max(gates.length(), weight.length()) < MOST_NUMBERS
        && Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU
        && MatrixProducts.areAvailable();
  }

  private void compute(INDArray gates, float[] bias) {
    FloatBuffer given = FloatMemory.part(gates, 0, (int) gates.length());
    FloatBuffer states = FloatMemory.part(output, 0, (int) output.length());
    INDArray stateGates = FloatMemory.uninitialized(batch, 3 * size);
    FloatBuffer products = FloatMemory.part(stateGates, 0, 3 * batch * size);
    float[] state = FloatMemory.numbers(hidden);
    float[] part = new float[batch * size];
    int all = batch * size;
    for (int step = 0; step < length; step++) {
      int t = place(step);
      for (int row = 0; row < batch; row++) {
        products.put(row * 3 * size, bias);
      }
      MatrixProducts.multiplyByTransposed(
          1, before(step), matrix(weight, 0, 3 * size, size, size), 1, whole(stateGates));
      read(given, t, 0, r[t]);
      read(products, part, 0);
      GruLoops.open(r[t], part, all);
      read(given, t, 1, z[t]);
      read(products, part, 1);
      GruLoops.open(z[t], part, all);
      read(given, t, 2, n[t]);
      read(products, recalled[t], 2);
      GruLoops.suggest(n[t], r[t], recalled[t], all);
      GruLoops.mix(state, z[t], n[t], all);
      for (int row = 0; row < batch; row++) {
        states.put((row * length + t) * size, state, row * size, size);
      }
    }
    Reference.reachabilityFence(stateGates);
  }

  /** {@code (B, T, S)}. */
  @Override
  public INDArray output() {
    return output;
  }

  /** Of the gates, the first state, the weight and, if there is one, the bias. */
  @Override
  public INDArray[] gradients(INDArray outputGradient) {
    INDArray dense = FloatMemory.dense(outputGradient);
    INDArray ofGates = FloatMemory.uninitialized(batch, length, 3 * size);
    INDArray ofStateGates = FloatMemory.uninitialized(batch, length, 3 * size);
    INDArray befores = FloatMemory.uninitialized(batch, length, size);
    INDArray ofState = FloatMemory.uninitialized(batch, size);
    INDArray ofWeight = FloatMemory.uninitialized(3 * size, size);
    MatrixProducts.claimOneThread();
    try {
      goBack(dense, ofGates, ofStateGates, befores, ofState);
      MatrixProducts.multiplyTransposed(1, whole(ofStateGates), whole(befores), 0, whole(ofWeight));
      if (!biased) {
        return new INDArray[] {ofGates, ofState, ofWeight};
      }
      INDArray ofBias = FloatMemory.uninitialized(3 * size);
      FusedLinear.addRows(whole(ofStateGates), whole(ofBias).first());
      return new INDArray[] {ofGates, ofState, ofWeight, ofBias};
    } finally {
      MatrixProducts.release();
      Reference.reachabilityFence(this);
      Reference.reachabilityFence(dense);
      Reference.reachabilityFence(befores);
      Reference.reachabilityFence(ofStateGates);
    }
  }

  /** From the last step to the first; fills all but the first array. */
  private void goBack(
      INDArray dense, INDArray ofGates, INDArray ofStateGates, INDArray befores, INDArray ofState) {
    int all = batch * size;
    FloatBuffer given = FloatMemory.part(dense, 0, (int) dense.length());
    FloatBuffer forGates = FloatMemory.part(ofGates, 0, (int) ofGates.length());
    FloatBuffer forStateGates = FloatMemory.part(ofStateGates, 0, (int) ofStateGates.length());
    FloatBuffer forBefores = FloatMemory.part(befores, 0, (int) befores.length());
    FloatBuffer states = FloatMemory.part(output, 0, (int) output.length());
    FloatBuffer carried = FloatMemory.part(ofState, 0, all);
    float[] dh = new float[all];
    float[] share = new float[all];
    float[] candidate = new float[all];
    float[] reset = new float[all];
    float[] state = new float[all];
    float[] first = FloatMemory.numbers(hidden);
    for (int step = length - 1; step >= 0; step--) {
      int t = place(step);
      read(given, t, dh);
      if (step < length - 1) {
        carried.get(0, share);
        RowLoops.add(dh, share, all); // what the steps behind it ask for
      }
      if (step == 0) {
        System.arraycopy(first, 0, state, 0, all);
      } else {
        read(states, place(step - 1), state);
      }
      write(forBefores, t, state);
      GruLoops.ofCandidate(candidate, dh, z[t], n[t], all);
      GruLoops.ofUpdate(state, dh, z[t], n[t], all);
      GruLoops.ofReset(reset, candidate, recalled[t], r[t], all);
      write(forGates, t, 0, reset);
      write(forStateGates, t, 0, reset);
      write(forGates, t, 1, state);
      write(forStateGates, t, 1, state);
      write(forGates, t, 2, candidate);
      RowLoops.multiply(candidate, r[t], all);
      write(forStateGates, t, 2, candidate);
      RowLoops.multiply(dh, z[t], all);
      carried.put(0, dh);
      Matrix ofStep = matrix(ofStateGates, t * 3 * size, batch, 3 * size, length * 3 * size);
      MatrixProducts.multiply(1, ofStep, whole(weight), 1, whole(ofState));
    }
  }

  /** Where in the sequence a step reads. */
  private int place(int step) {
    return backwards ? length - 1 - step : step;
  }

  /** The states before a step. */
  private Matrix before(int step) {
    return step == 0
        ? whole(hidden)
        : matrix(output, place(step - 1) * size, batch, size, length * size);
  }

  /** One of the three parts of the gates {@code (B, 3 S)}. */
  private void read(FloatBuffer gates, float[] to, int part) {
    for (int row = 0; row < batch; row++) {
      gates.get((row * 3 + part) * size, to, row * size, size);
    }
  }

  /** One of the three parts at a place of the gates {@code (B, T, 3 S)}. */
  private void read(FloatBuffer gates, int place, int part, float[] to) {
    for (int row = 0; row < batch; row++) {
      gates.get(((row * length + place) * 3 + part) * size, to, row * size, size);
    }
  }

  private void write(FloatBuffer gates, int place, int part, float[] from) {
    for (int row = 0; row < batch; row++) {
      gates.put(((row * length + place) * 3 + part) * size, from, row * size, size);
    }
  }

  /** A place of states {@code (B, T, S)}. */
  private void read(FloatBuffer states, int place, float[] to) {
    for (int row = 0; row < batch; row++) {
      states.get((row * length + place) * size, to, row * size, size);
    }
  }

  private void write(FloatBuffer states, int place, float[] from) {
    for (int row = 0; row < batch; row++) {
      states.put((row * length + place) * size, from, row * size, size);
    }
  }

  private static Matrix whole(INDArray array) {
    int columns = (int) array.size(-1);
    return matrix(array, 0, (int) (array.length() / columns), columns, columns);
  }

  private static Matrix matrix(INDArray array, int first, int rows, int columns, int stride) {
    FloatPointer address = new FloatPointer(array.data().addressPointer());
    return new Matrix(address.getPointer((long) first), rows, columns, stride);
  }
}
