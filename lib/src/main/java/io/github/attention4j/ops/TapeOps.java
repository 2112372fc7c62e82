package io.github.attention4j.ops;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The interpreter that trains: every operation is carried out at once, as by {@link NdArrayOps},
 * and noted on a tape; {@link #backward} walks the tape back and gives the gradient of everything
 * that the loss was computed from. How that works: {@link Tape}; each operation's gradient stands
 * beside it in {@link TapeElements}, {@link TapeAxes}, {@link TapeMatrices} and {@link TapeShapes}.
 *
 * <p>Anything can be printed on the way, and Java's own loops and conditions decide what is
 * computed. One tape is for one step: for the next make a new one.
 *
 * <pre>{@code
 * TapeOps ops = TapeOps.create();
 * Tensor x = ops.variable(Nd4j.createFromArray(1.0, 2, 3));
 * Tensor loss = ops.mean(ops.multiply(x, x)); // (1 + 4 + 9) / 3 = 4.6667
 * ops.backward(loss).of(x); // 2 x / 3 = [0.6667, 1.3333, 2.0000]
 * }</pre>
 *
 * <p>Arrays are made in ND4J's current workspace, if there is one: in a workspace for each step the
 * next step uses their memory again. Parameters belong outside of it.
 *
 * <p>Not safe for use by several threads.
 */
public final class TapeOps
    implements TapeElements, TapeAxes, TapeMatrices, TapeShapes, TapeLayers, TapeRecurrence {
  private final Tape tape = new Tape();
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();

  private TapeOps() {}

  /** An interpreter with an empty tape. */
  public static TapeOps create() {
    return new TapeOps();
  }

  /**
   * A parameter; the same path gives the same tensor, which shares the array's storage.
   *
   * @throws IllegalArgumentException if the path was given with another array
   */
  @Override
  public Tensor parameter(String path, INDArray array) {
    Tensor parameter = parameters.computeIfAbsent(path, any -> variable(array));
    if (parameter.array() != array) {
      throw new IllegalArgumentException(
          "parameter " + path + " is on the tape with another array, expected the same array");
    }
    return parameter;
  }

  /**
   * A tensor whose gradient is asked for, though it is not a parameter. It shares the array's
   * storage.
   *
   * @param array FLOAT or DOUBLE
   * @throws IllegalArgumentException if it is of another type
   */
  public Tensor variable(INDArray array) {
    if (!array.dataType().isFPType()) {
      throw new IllegalArgumentException(
          "a variable is " + array.dataType() + ", expected FLOAT or DOUBLE to have a gradient");
    }
    return tape.leaf(array);
  }

  @Override
  public Tensor constant(INDArray array) {
    return Tensor.constant(array);
  }

  /**
   * Records an operation that is not among {@link TensorOps}: what it computed, and how it passes a
   * gradient back.
   *
   * <pre>{@code
   * Tensor cube = ops.record( // x^3
   *     Transforms.pow(x.array(), 3),
   *     List.of(x),
   *     gradient -> new INDArray[] {gradient.mul(x.array()).muli(x.array()).muli(3)}); // dx = 3 x^2 dy
   * }</pre>
   *
   * @param result what was computed from the inputs
   * @param inputs what it was computed from
   * @param backward from the result's gradient to the inputs'; not called if none {@linkplain
   *     Tensor#hasGradient has one}
   * @throws IllegalArgumentException if the inputs stand on two tapes
   */
  public Tensor record(INDArray result, List<Tensor> inputs, Backward backward) {
    return Tape.record(result, List.copyOf(inputs), backward);
  }

  /**
   * The gradients of a loss: how it changes with everything that it was computed from.
   *
   * @param loss one number
   * @throws IllegalArgumentException if it is not one number, or computed from no parameter and no
   *     variable of this tape
   */
  public Gradients backward(Tensor loss) {
    if (loss.array().length() != 1) {
      throw new IllegalArgumentException(
          "backward: the loss is " + shape(loss) + ", expected one number, such as its mean");
    }
    return backward(loss, Nd4j.onesLike(loss.array()));
  }

  /**
   * The gradients of {@code sum(result * gradient)}: how a loss changes with everything that a
   * result was computed from, given how it changes with the result.
   *
   * @param gradient of the result's shape and type
   * @throws IllegalArgumentException if it is not, or the result was computed from no parameter and
   *     no variable of this tape
   */
  public Gradients backward(Tensor result, INDArray gradient) {
    if (result.tape() != tape) {
      throw new IllegalArgumentException(
          "backward: the loss was computed from no parameter and no variable of this tape");
    }
    return new Gradients(tape, parameters, tape.backward(result, gradient));
  }

  @Override
  public TensorShape shape(Tensor tensor) {
    return tensor == null ? null : Tape.FORWARD.shape(tensor.array());
  }

  @Override
  public void check(Signature signature, List<Tensor> tensors) {
    signature.check(tensors.stream().map(this::shape).toArray(TensorShape[]::new));
  }

  @Override
  public void checkWhole(String operation, String name, Tensor tensor, long most) {
    Tape.FORWARD.checkWhole(operation, name, tensor.array(), most);
  }

  @Override
  public Tensor cast(Tensor tensor, DataType type) {
    INDArray result = Tape.FORWARD.cast(tensor.array(), type);
    return type.isFPType()
        ? Tape.record(
            result, Tape.to(tensor, gradient -> gradient.castTo(tensor.array().dataType())))
        : constant(result);
  }

  @Override
  public Optional<Tensor> fused(
      List<Tensor> inputs, Function<Function<Tensor, INDArray>, Optional<? extends Fused>> way) {
    boolean[] wanted = new boolean[inputs.size()];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = inputs.get(i).hasGradient();
    }
    return way.apply(Tensor::array)
        .map(
            fused -> record(fused.output(), inputs, gradient -> fused.gradients(gradient, wanted)));
  }

  @Override
  public void observe(Tensor tensor, Consumer<INDArray> observer) {
    observer.accept(tensor.array());
  }
}
