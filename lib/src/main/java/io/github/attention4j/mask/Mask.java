package io.github.attention4j.mask;

import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.Sizes;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.ops.TensorShape;
import java.util.Arrays;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Which keys a query may attend to: 1 = may attend, 0 = may not.
 *
 * <pre>{@code
 * Mask.causal()                         query i may attend to keys 0 .. i
 * Mask.window(2)                        query i may attend to keys i - 2 .. i + 2
 * Mask.window(2, 0)                     query i may attend to keys i - 2 .. i
 * Mask.padding(3, 5)                    in the first sequence keys 0 .. 2, in the second 0 .. 4
 * Mask.<INDArray>causal().and(Mask.padding(3, 5))
 * Mask.<INDArray>causal().plus(numbers) added to the scores: position biases such as ALiBi's
 * }</pre>
 *
 * <p>Compare: PyTorch's {@code scaled_dot_product_attention} reads a mask as here (true = may
 * attend); its {@code MultiheadAttention} reads it the other way round (true = may not).
 *
 * @param <T> the tensor type of the interpreter
 */
public sealed interface Mask<T> {

  /**
   * The mask as a tensor of zeros and ones.
   *
   * @param ops the interpreter
   * @param operation the name that error messages start with
   * @param scores {@code (B, Tq, Tk)} or {@code (B, H, Tq, Tk)}
   * @return a tensor of the scores' data type that broadcasts against them
   * @throws io.github.attention4j.ops.ShapeException if the mask does not fit the scores
   */
  T allowed(TensorOps<T> ops, String operation, T scores);

  /**
   * The scores with the mask's numbers, if it has any, added to them; what is not allowed is taken
   * out afterwards.
   *
   * @param ops the interpreter
   * @param operation the name that error messages start with
   * @param scores {@code (B, Tq, Tk)} or {@code (B, H, Tq, Tk)}
   * @throws io.github.attention4j.ops.ShapeException if the numbers do not fit the scores
   */
  default T added(TensorOps<T> ops, String operation, T scores) {
    return scores;
  }

  /** Whether it hides no key, whatever the scores. */
  default boolean allowsEveryKey() {
    return false;
  }

  /**
   * The same mask with other tensors, such as the arrays of those on a tape.
   *
   * @param tensors makes the other tensor of one
   */
  <R> Mask<R> map(Function<T, R> tensors);

  /** The mask that allows every key. */
  static <T> Mask<T> all() {
    return new All<>();
  }

  /**
   * Query i may attend to key j if {@code j <= i}: to itself and what came before. Also where Tq
   * and Tk differ, both counted from the first, as in PyTorch and Keras.
   */
  static <T> Mask<T> causal() {
    return causal(0);
  }

  /**
   * Causal, with keys that came before the first query: query i may attend to key j if {@code j <=
   * past + i}. With {@code past = Tk - Tq} the last query may attend to every key, as when decoding
   * with a cache.
   *
   * @param past the number of keys before the first query's own; 0 or more
   * @throws IllegalArgumentException if past is negative
   */
  static <T> Mask<T> causal(long past) {
    return new Causal<>(past);
  }

  /** Query i may attend to key j if {@code |i - j| <= distance}: {@link #window(long, long)}. */
  static <T> Mask<T> window(long distance) {
    return new Window<>(distance, distance);
  }

  /**
   * Query i may attend to key j if {@code i - before <= j <= i + after}, both counted from the
   * first: to itself and its neighbours. With {@code after = 0} the window is causal.
   *
   * @param before how many keys before its own; 0 or more
   * @param after how many keys after its own; 0 or more
   * @throws IllegalArgumentException if a number is negative
   */
  static <T> Mask<T> window(long before, long after) {
    return new Window<>(before, after);
  }

  /**
   * Every query may attend to the first keys of its sequence only; the rest is padding.
   *
   * @param lengths the number of keys of each sequence, {@code (B)}, or of each query, {@code (B,
   *     Tq)}, of any numeric type; whole numbers from 0 to Tk
   */
  static <T> Mask<T> padding(T lengths) {
    return new Padding<>(lengths);
  }

  /** Padding of the one sequence of a batch of one, for arrays: {@code Mask.padding(3)}. */
  static Mask<INDArray> padding(long length) {
    return padding(new long[] {length});
  }

  /** Padding by lengths, for arrays: {@code Mask.padding(3, 5)}. */
  static Mask<INDArray> padding(long... lengths) {
    return new Padding<>(Nd4j.createFromArray(lengths));
  }

  /**
   * A mask given element by element, of zeros and ones (or BOOL).
   *
   * @param mask {@code (Tq, Tk)} for all alike, or of the scores' rank, where an axis of size 1
   *     stretches: {@code (B, 1, 1, Tk)}
   */
  static <T> Mask<T> of(T mask) {
    return new Given<>(mask);
  }

  /** The mask that allows what both allow. */
  default Mask<T> and(Mask<T> other) {
    return new Both<>(this, other);
  }

  /**
   * The mask that allows what this one does, and adds numbers to the scores: as a float {@code
   * attn_mask} of PyTorch. A position bias may be trained, it has a gradient.
   *
   * <p>The numbers are finite. -infinity hides a key, too; but a query that it hides every key from
   * gets NaN, as in PyTorch, where a mask gives zeros.
   *
   * @param numbers of the scores' data type; {@code (Tq, Tk)} for all alike, or of the scores'
   *     rank, where an axis of size 1 stretches: {@code (1, H, Tq, Tk)}
   */
  default Mask<T> plus(T numbers) {
    return new Plus<>(this, numbers);
  }

  /** Allows every key. */
  record All<T>() implements Mask<T> {
    @Override
    public boolean allowsEveryKey() {
      return true;
    }

    @Override
    public <R> Mask<R> map(Function<T, R> tensors) {
      return new All<>();
    }

    @Override
    public T allowed(TensorOps<T> ops, String operation, T scores) {
      T zeros = ops.scale(ops.positions(scores, -1), 0);
      return ops.shift(zeros, 1); // (1, 1, Tk)
    }
  }

  /**
   * Allows keys up to the query's own position.
   *
   * @param past the number of keys before the first query's own
   */
  record Causal<T>(long past) implements Mask<T> {
    /** Refuses a negative past. */
    public Causal {
      Sizes.atLeast(0, "causal", "past", past);
    }

    @Override
    public <R> Mask<R> map(Function<T, R> tensors) {
      return new Causal<>(past);
    }

    @Override
    public T allowed(TensorOps<T> ops, String operation, T scores) {
      T query = ops.shift(ops.positions(scores, -2), past); // (1, Tq, 1)
      return ops.atLeast(query, ops.positions(scores, -1)); // (1, Tq, Tk)
    }
  }

  /**
   * Allows the query's own position and its neighbours.
   *
   * @param before how many keys before its own
   * @param after how many keys after its own
   */
  record Window<T>(long before, long after) implements Mask<T> {
    /** Refuses negative numbers. */
    public Window {
      Sizes.atLeast(0, "window", "before", before);
      Sizes.atLeast(0, "window", "after", after);
    }

    @Override
    public <R> Mask<R> map(Function<T, R> tensors) {
      return new Window<>(before, after);
    }

    @Override
    public T allowed(TensorOps<T> ops, String operation, T scores) {
      T query = ops.positions(scores, -2); // (1, Tq, 1)
      T key = ops.positions(scores, -1); // (1, 1, Tk)
      T notTooEarly = ops.atLeast(ops.shift(key, before), query);
      T notTooLate = ops.atLeast(ops.shift(query, after), key);
      return ops.multiply(notTooEarly, notTooLate); // (1, Tq, Tk)
    }
  }

  /**
   * Allows the first keys of every sequence.
   *
   * @param lengths the number of keys of each sequence, {@code (B)}, or of each query, {@code (B,
   *     Tq)}
   */
  record Padding<T>(T lengths) implements Mask<T> {
    @Override
    public <R> Mask<R> map(Function<T, R> tensors) {
      return new Padding<>(lengths == null ? null : tensors.apply(lengths));
    }

    @Override
    public T allowed(TensorOps<T> ops, String operation, T scores) {
      TensorShape shape = ops.shape(scores);
      T typed = lengths == null ? null : ops.cast(lengths, shape.type());
      boolean eachQuery = lengths != null && ops.shape(lengths).rank() == 2;
      ops.check(
          Signature.of(operation)
              .argument("scores", "B", "H?", "Tq", "Tk")
              .argument("lengths", eachQuery ? new String[] {"B", "Tq"} : new String[] {"B"})
              .hint("B", "give one length for each sequence of the batch"),
          Arrays.asList(scores, typed));
      ops.checkWhole(operation, "lengths", lengths, shape.size(-1));
      T last = ops.shift(typed, -1);
      last = eachQuery ? last : ops.expand(last, -1); // (B, Tq) or (B, 1)
      last = shape.rank() == 3 ? last : ops.expand(last, 1); // with heads (B, 1, Tq)
      return ops.atLeast(ops.expand(last, -1), ops.positions(scores, -1)); // (B, Tq or 1, Tk)
    }
  }

  /**
   * A mask given element by element.
   *
   * @param mask {@code (Tq, Tk)}, or of the scores' rank
   */
  record Given<T>(T mask) implements Mask<T> {
    @Override
    public <R> Mask<R> map(Function<T, R> tensors) {
      return new Given<>(mask == null ? null : tensors.apply(mask));
    }

    @Override
    public T allowed(TensorOps<T> ops, String operation, T scores) {
      T typed = mask == null ? null : ops.cast(mask, ops.shape(scores).type());
      checkAgainstScores(ops, operation, scores, "mask", typed);
      ops.checkWhole(operation, "mask", mask, 1);
      return typed;
    }
  }

  /** Checks a tensor {@code (Tq, Tk)} or of the scores' rank, of whose axes any may be 1. */
  private static <T> void checkAgainstScores(
      TensorOps<T> ops, String operation, T scores, String name, T tensor) {
    boolean shared = tensor != null && ops.shape(tensor).rank() == 2;
    String[] axes = shared ? new String[] {"Tq*", "Tk*"} : new String[] {"B*", "H?*", "Tq*", "Tk*"};
    ops.check(
        Signature.of(operation).argument("scores", "B", "H?", "Tq", "Tk").argument(name, axes),
        Arrays.asList(scores, tensor));
  }

  /**
   * Allows what both allow.
   *
   * @param left one mask
   * @param right the other
   */
  record Both<T>(Mask<T> left, Mask<T> right) implements Mask<T> {
    @Override
    public <R> Mask<R> map(Function<T, R> tensors) {
      return new Both<>(left.map(tensors), right.map(tensors));
    }

    @Override
    public T allowed(TensorOps<T> ops, String operation, T scores) {
      return ops.multiply(
          left.allowed(ops, operation, scores), right.allowed(ops, operation, scores));
    }

    @Override
    public T added(TensorOps<T> ops, String operation, T scores) {
      return right.added(ops, operation, left.added(ops, operation, scores));
    }

    @Override
    public boolean allowsEveryKey() {
      return left.allowsEveryKey() && right.allowsEveryKey();
    }
  }

  /**
   * Allows what a mask does, and adds numbers to the scores.
   *
   * @param mask the mask
   * @param numbers {@code (Tq, Tk)}, or of the scores' rank
   */
  record Plus<T>(Mask<T> mask, T numbers) implements Mask<T> {
    @Override
    public <R> Mask<R> map(Function<T, R> tensors) {
      return new Plus<>(mask.map(tensors), numbers == null ? null : tensors.apply(numbers));
    }

    @Override
    public T allowed(TensorOps<T> ops, String operation, T scores) {
      return mask.allowed(ops, operation, scores);
    }

    @Override
    public T added(TensorOps<T> ops, String operation, T scores) {
      checkAgainstScores(ops, operation, scores, "numbers", numbers);
      return ops.add(mask.added(ops, operation, scores), numbers);
    }

    @Override
    public boolean allowsEveryKey() {
      return mask.allowsEveryKey();
    }
  }
}
