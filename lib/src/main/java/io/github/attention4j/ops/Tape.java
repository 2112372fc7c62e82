package io.github.attention4j.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reverse mode: the gradient of one number with respect to everything that it was computed from, in
 * one walk.
 *
 * <p>A loss L depends on a tensor X by way of the results Y that were computed from X. Write dX for
 * the gradient, {@code dL / dX}, which has the shape of X. The chain rule is
 *
 * <pre>{@code
 * dX = sum over every Y computed from X of  (dY times how Y changes with X)
 * }</pre>
 *
 * <p>so an operation that makes Y from X has to know one thing only: how to turn dY into its share
 * of dX. For {@code Y = X * X}, element by element, that is {@code dX = 2 X * dY}. While the
 * program computes, the tape notes for every result its inputs and this function. Then:
 *
 * <ol>
 *   <li>dL is 1.
 *   <li>Walk the tape from its end to its beginning. What is computed from X was noted after X, so
 *       when the walk comes to X, every share of dX is in.
 *   <li>Pass dX on to the inputs that X was computed from.
 * </ol>
 *
 * <p>The walk costs about twice what the computation did, however many parameters there are. The
 * other way round, forward mode carries {@code dY / dX} along while computing, and needs one walk
 * for every parameter.
 */
final class Tape {
  /** Computes the results. */
  static final NdArrayOps FORWARD = NdArrayOps.eager();

  private final List<Step> steps = new ArrayList<>();

  /** What was noted of a tensor: what it was computed from, and how its gradient flows there. */
  private record Step(List<Tensor> inputs, Backward backward) {}

  /** One input of an operation, and how the result's gradient becomes this input's. */
  record Flow(Tensor input, UnaryOperator<INDArray> gradient) {}

  /** See {@link Flow}. The function is called only if the input has a gradient. */
  static Flow to(Tensor input, UnaryOperator<INDArray> gradient) {
    return new Flow(input, gradient);
  }

  /** A tensor that gradients flow to and end at. */
  Tensor leaf(INDArray array) {
    return note(array, new Step(List.of(), gradient -> new INDArray[0]));
  }

  /** The result of an operation, noted on the tape of its inputs; a constant if none has one. */
  static Tensor record(INDArray result, Flow... flows) {
    return record(
        result,
        Stream.of(flows).map(Flow::input).toList(),
        gradient ->
            Stream.of(flows)
                .map(flow -> flow.input.hasGradient() ? flow.gradient.apply(gradient) : null)
                .toArray(INDArray[]::new));
  }

  /** The same for an operation that computes the gradients of its inputs together. */
  static Tensor record(INDArray result, List<Tensor> inputs, Backward backward) {
    Tape tape = null;
    for (Tensor input : inputs) {
      if (tape != null && input.hasGradient() && input.tape() != tape) {
        throw new IllegalArgumentException(
            "the tensors stand on two tapes: make all of them with one TapeOps");
      }
      tape = input.hasGradient() ? input.tape() : tape;
    }
    return tape == null ? Tensor.constant(result) : tape.note(result, new Step(inputs, backward));
  }

  private Tensor note(INDArray array, Step step) {
    steps.add(step);
    return Tensor.numbered(array, this, steps.size() - 1);
  }

  /**
   * Walks back.
   *
   * @param last where to begin
   * @param gradient its gradient
   * @return the gradients by the numbers of their tensors, null where it depends on none
   */
  INDArray[] backward(Tensor last, INDArray gradient) {
    Sums sums = new Sums(last.number() + 1);
    sums.add(last, gradient);
    for (int number = last.number(); number >= 0; number--) {
      if (sums.gradients[number] != null) {
        Step step = steps.get(number);
        INDArray[] shares = step.backward.gradients(sums.gradients[number]);
        for (int i = 0; i < shares.length; i++) {
          sums.add(step.inputs.get(i), shares[i]);
        }
      }
    }
    return sums.gradients;
  }

  /** Gradients while they are being added up. */
  private static final class Sums {
    private final INDArray[] gradients;

    /** Whether a gradient is a sum made here: others may be shared, and are not written to. */
    private final boolean[] own;

    Sums(int tensors) {
      gradients = new INDArray[tensors];
      own = new boolean[tensors];
    }

    void add(Tensor tensor, INDArray share) {
      if (share == null || !tensor.hasGradient()) {
        return;
      }
      check(tensor.array(), share);
      int number = tensor.number();
      INDArray before = gradients[number];
      gradients[number] =
          before == null ? share : own[number] ? before.addi(share) : before.add(share);
      own[number] = before != null;
    }

    private static void check(INDArray array, INDArray gradient) {
      if (!Arrays.equals(array.shape(), gradient.shape())
          || array.dataType() != gradient.dataType()) {
        throw new ShapeException(
            "backward",
            "gradient",
            -1,
            Arrays.toString(gradient.shape()),
            Arrays.toString(array.shape()),
            "backward: gradient is "
                + describe(gradient)
                + ", expected "
                + describe(array)
                + " as its tensor");
      }
    }

    private static String describe(INDArray array) {
      return Arrays.toString(array.shape()) + " " + array.dataType();
    }
  }
}
