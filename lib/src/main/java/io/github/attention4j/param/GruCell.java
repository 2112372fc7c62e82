package io.github.attention4j.param;

import io.github.attention4j.kernel.FusedGru;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.Sizes;
import io.github.attention4j.ops.TensorOps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A gated recurrent unit: one step of a network that reads a sequence and keeps a state.
 *
 * <pre>{@code
 * r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)          what to forget while the candidate is made
 * z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)          how much of the old state stays
 * n = tanh(W_in x + b_in + r (W_hn h + b_hn))         the candidate
 * h' = (1 - z) n + z h
 * }</pre>
 *
 * <p>Shapes: input {@code (B, I)} and hidden {@code (B, S)} give the new state {@code (B, S)}.
 * Parameters: {@code weight_ih} {@code (3 S, I)}, {@code weight_hh} {@code (3 S, S)}, {@code
 * bias_ih} and {@code bias_hh} {@code (3 S)}, each r, z and n one below the other; all start
 * uniform in {@code +-1 / sqrt(S)}, as in PyTorch. FLOAT or DOUBLE, as the parameters.
 *
 * <p>Edge rules: start with zeros for hidden. One sequence changes nothing in another; of padding
 * the state has to be held back by the caller.
 *
 * <p>Cost: {@code 6 B S (I + S)} floating-point operations. The input's part can be computed for
 * all steps at once: {@link #inputGates}, then {@link #step}. A whole sequence is read by {@link
 * #sequence}; where there are arrays and {@link FusedGru} applies, it computes all steps and their
 * gradients in one call, and agrees with the steps to the last digits of FLOAT.
 *
 * <p>Compare: PyTorch {@code GRUCell(I, S)}, whose parameters are named and stored as here; Keras
 * {@code GRUCell(reset_after=True)}, whose kernels are transposed, with z before r. In Cho's
 * equation 8 r multiplies the state before {@code W_hn}, here what comes out of it.
 *
 * <p>Source: Cho et al. 2014, "Learning Phrase Representations using RNN Encoder-Decoder for
 * Statistical Machine Translation", section 2.3, equations 5 to 8.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
 * GruCell cell = GruCell.create(parameters.at("encoder"), 3, 5);
 * INDArray state = Nd4j.zeros(DataType.FLOAT, 2, 5); // (B, S)
 * for (int step = 0; step < 4; step++) {
 *   state = cell.apply(Nd4j.rand(DataType.FLOAT, 2, 3), state); // (B, I), (B, S) -> (B, S)
 * }
 * parameters.count(); // 150 = 3 * 5 (3 + 5 + 2)
 * }</pre>
 */
public final class GruCell {
  private static final String NAME = "gruCell";

  private final Linear toInputGates;
  private final Linear toStateGates;
  private final Signature signature;
  private final Signature stepSignature;
  private final Signature sequenceSignature;

  private GruCell(Parameters parameters, long inputs, long size, boolean bias) {
    Initializer uniform = (random, in, out) -> (2 * random.nextDouble() - 1) / Math.sqrt(size);
    toInputGates = Linear.create(parameters, "_ih", inputs, 3 * size, bias, uniform);
    toStateGates = Linear.create(parameters, "_hh", size, 3 * size, bias, uniform);
    Signature fixed = Signature.of(NAME).type(parameters.type()).size("S", size, "the cell's size");
    signature =
        fixed
            .argument("input", "B", "I")
            .argument("hidden", "B", "S")
            .size("I", inputs, "the cell's inputs");
    stepSignature =
        fixed
            .argument("inputGates", "B", "3 S")
            .argument("hidden", "B", "S")
            .size("3 S", 3 * size, "three times the cell's size");
    sequenceSignature =
        fixed
            .argument("input", "B", "T", "I")
            .argument("hidden", "B", "S")
            .size("I", inputs, "the cell's inputs");
  }

  /**
   * A new cell.
   *
   * @param parameters where {@code weight_ih}, {@code bias_ih}, {@code weight_hh} and {@code
   *     bias_hh} are added
   * @param inputs the size of an input, I
   * @param size the size of the state, S
   * @throws IllegalArgumentException if a size is less than 1, or a parameter exists already
   */
  public static GruCell create(Parameters parameters, long inputs, long size) {
    return create(parameters, inputs, size, true);
  }

  /**
   * A new cell, with biases or without.
   *
   * @param parameters where {@code weight_ih} and {@code weight_hh}, and with biases {@code
   *     bias_ih} and {@code bias_hh} are added
   * @param inputs the size of an input, I
   * @param size the size of the state, S
   * @throws IllegalArgumentException if a size is less than 1, or a parameter exists already
   */
  public static GruCell create(Parameters parameters, long inputs, long size, boolean bias) {
    Sizes.atLeast(1, NAME, "inputs", inputs);
    Sizes.atLeast(1, NAME, "size", size);
    return new GruCell(parameters, inputs, size, bias);
  }

  /**
   * One step eagerly.
   *
   * @throws ShapeException if an argument does not fit
   */
  public INDArray apply(INDArray input, INDArray hidden) {
    return apply(NdArrayOps.eager(), input, hidden);
  }

  /**
   * One step under any interpreter.
   *
   * @param input {@code (B, I)}
   * @param hidden the old state, {@code (B, S)}
   * @return the new state, {@code (B, S)}
   * @throws ShapeException if an argument does not fit
   */
  public <T> T apply(TensorOps<T> ops, T input, T hidden) {
    ops.check(signature, Arrays.asList(input, hidden));
    return ops.gru(toInputGates.apply(ops, input), toStateGates.apply(ops, hidden), hidden);
  }

  /**
   * Reads a whole sequence, from its first place to its last.
   *
   * @param input {@code (B, T, I)}
   * @param hidden the state before the sequence, {@code (B, S)}
   * @return the state after every place, {@code (B, T, S)}
   * @throws ShapeException if an argument does not fit
   */
  public <T> T sequence(TensorOps<T> ops, T input, T hidden) {
    return sequence(ops, input, hidden, false);
  }

  /**
   * Reads a whole sequence, from its last place to its first.
   *
   * @param input {@code (B, T, I)}
   * @param hidden the state behind the sequence, {@code (B, S)}
   * @return the state at every place, of which it has read the input already, {@code (B, T, S)}
   * @throws ShapeException if an argument does not fit
   */
  public <T> T sequenceBackwards(TensorOps<T> ops, T input, T hidden) {
    return sequence(ops, input, hidden, true);
  }

  private <T> T sequence(TensorOps<T> ops, T input, T hidden, boolean backwards) {
    ops.check(sequenceSignature, Arrays.asList(input, hidden));
    T gates = inputGates(ops, input); // (B, T, 3 S)
    T weight = toStateGates.weight(ops);
    T bias = toStateGates.bias(ops);
    return ops.fused(
            bias == null ? List.of(gates, hidden, weight) : List.of(gates, hidden, weight, bias),
            arrays ->
                FusedGru.of(
                    arrays.apply(gates),
                    arrays.apply(hidden),
                    toStateGates.weight(),
                    toStateGates.bias(),
                    backwards))
        .orElseGet(() -> stepByStep(ops, gates, hidden, backwards));
  }

  private <T> T stepByStep(TensorOps<T> ops, T gates, T hidden, boolean backwards) {
    long length = Sizes.known(NAME, "input axis 1 (T)", ops.shape(gates).size(1));
    List<T> states = new ArrayList<>();
    T state = hidden;
    for (int i = 0; i < length; i++) {
      state = step(ops, ops.select(gates, 1, backwards ? length - 1 - i : i), state);
      states.add(state);
    }
    if (backwards) {
      Collections.reverse(states);
    }
    return ops.stack(states, 1);
  }

  /**
   * The input's part of the gates, of as many steps as are known: {@code (.., I) -> (.., 3 S)}. A
   * whole sequence {@code (B, T, I)} costs one operation in place of T.
   *
   * @throws ShapeException if the input does not fit
   */
  public <T> T inputGates(TensorOps<T> ops, T input) {
    return toInputGates.apply(ops, input);
  }

  /**
   * One step, given the input's part of the gates.
   *
   * @param inputGates of one step, {@code (B, 3 S)}
   * @param hidden the old state, {@code (B, S)}
   * @return the new state, {@code (B, S)}
   * @throws ShapeException if an argument does not fit
   */
  public <T> T step(TensorOps<T> ops, T inputGates, T hidden) {
    ops.check(stepSignature, Arrays.asList(inputGates, hidden));
    return ops.gru(inputGates, toStateGates.apply(ops, hidden), hidden);
  }
}
