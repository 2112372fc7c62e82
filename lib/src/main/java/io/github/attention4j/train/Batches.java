package io.github.attention4j.train;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A data set in batches, in a new random order each time one goes over it. The last batch of a pass
 * may be smaller.
 *
 * <pre>{@code
 * INDArray inputs = Nd4j.rand(DataType.FLOAT, 10, 3);
 * INDArray labels = Nd4j.zeros(DataType.FLOAT, 10, 2);
 * Collection<Batch> batches = Batches.of(inputs, labels, 4, 42);
 * batches.size(); // 3: of 4, 4 and 2 examples
 * }</pre>
 *
 * <p>The seed decides the orders: the first pass over equal collections is the same, and so on. Not
 * safe for use by several threads.
 *
 * @param <B> what a batch is
 */
public final class Batches<B> extends AbstractCollection<B> {
  private final int examples;
  private final int size;
  private final Random random;
  private final Function<List<Integer>, B> gather;

  private Batches(int examples, int size, long seed, Function<List<Integer>, B> gather) {
    if (examples < 1 || size < 1) {
      throw new IllegalArgumentException(
          "batches: " + examples + " examples in batches of " + size + ", expected 1 or more");
    }
    this.examples = examples;
    this.size = size;
    this.random = new Random(seed);
    this.gather = gather;
  }

  /**
   * Batches of arrays whose first axis counts the examples.
   *
   * @param inputs {@code (N, ..)}
   * @param targets {@code (N, ..)}
   * @param size the examples of a batch
   * @throws IllegalArgumentException if the two have different N, or there are no examples
   */
  public static Collection<Batch> of(INDArray inputs, INDArray targets, int size, long seed) {
    if (inputs.size(0) != targets.size(0)) {
      throw new IllegalArgumentException(
          "batches: %d inputs and %d targets".formatted(inputs.size(0), targets.size(0)));
    }
    return new Batches<>(
        Math.toIntExact(inputs.size(0)),
        size,
        seed,
        rows -> new Batch(pull(inputs, rows), pull(targets, rows)));
  }

  /**
   * Batches of anything else.
   *
   * @param examples at least one
   * @param size the examples of a batch
   * @param collate makes a batch of some examples, padding them, say
   */
  public static <E, B> Collection<B> of(
      List<E> examples, int size, long seed, Function<List<E>, B> collate) {
    List<E> kept = List.copyOf(examples);
    return new Batches<>(
        kept.size(), size, seed, rows -> collate.apply(rows.stream().map(kept::get).toList()));
  }

  private static INDArray pull(INDArray array, List<Integer> rows) {
    INDArray matrix = array.reshape('c', array.size(0), -1);
    int[] numbers = rows.stream().mapToInt(Integer::intValue).toArray();
    long[] sizes = array.shape().clone();
    sizes[0] = numbers.length;
    return Nd4j.pullRows(matrix, 1, numbers, 'c').reshape('c', sizes);
  }

  /** The number of batches in a pass. */
  @Override
  public int size() {
    return (examples + size - 1) / size;
  }

  @Override
  public Iterator<B> iterator() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, examples).boxed().toList());
    Collections.shuffle(order, random);
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < examples;
      }

      @Override
      public B next() {
        if (!hasNext()) {
          throw new NoSuchElementException("the pass over the batches is done");
        }
        int from = next;
        next = Math.min(examples, next + size);
        return gather.apply(order.subList(from, next));
      }
    };
  }
}
