package io.github.attention4j.ops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a graph's feeds are checked for: the sizes that placeholders were declared with, and
 * whatever could not be checked while sizes were unknown.
 */
final class FeedChecks {
  private final Map<String, TensorShape> placeholders = new HashMap<>();
  private final List<Consumer<Feed>> checks = new ArrayList<>();

  /**
   * What a graph is fed.
   *
   * @param arrays by their placeholders' names
   * @param sizes the size that each unknown size has now, by its number below 0
   */
  record Feed(Map<String, INDArray> arrays, Map<Long, Long> sizes) {
    long resolve(long size) {
      return sizes.getOrDefault(size, size);
    }

    TensorShape[] resolve(TensorShape... shapes) {
      return Stream.of(shapes)
          .map(shape -> shape.withSizes(LongStream.of(shape.sizes()).map(this::resolve).toArray()))
          .toArray(TensorShape[]::new);
    }
  }

  /** The shape that a placeholder was first declared with. */
  TensorShape declared(String name, Supplier<TensorShape> shape) {
    return placeholders.computeIfAbsent(name, any -> shape.get());
  }

  /** Adds a check that throws if a feed does not fit. */
  void add(Consumer<Feed> check) {
    checks.add(check);
  }

  /**
   * Checks feeds.
   *
   * @throws ShapeException if an array does not fit
   */
  void check(Map<String, INDArray> arrays) {
    Feed feed = new Feed(arrays, new HashMap<>());
    placeholders.forEach((name, declared) -> bind(name, declared, arrays.get(name), feed.sizes));
    checks.forEach(check -> check.accept(feed));
  }

  /** Checks an array against a placeholder and notes the sizes that were unknown. */
  private static void bind(
      String name, TensorShape declared, INDArray array, Map<Long, Long> sizes) {
    if (array == null) {
      String line = "feed: " + name + " is null, expected " + declared;
      throw new ShapeException("feed", name, -1, "null", declared.toString(), line);
    }
    TensorShape fed = NdArrayOps.eager().shape(array);
    if (fed.type() != declared.type()) {
      throw refuse(name, -1, fed.type(), declared.type(), " is ", declared, fed);
    }
    if (fed.rank() != declared.rank()) {
      throw refuse(name, -1, fed.rank(), declared.rank(), " has rank ", declared, fed);
    }
    for (int axis = 0; axis < fed.rank(); axis++) {
      long size = declared.size(axis);
      if (size < 0) {
        sizes.put(size, fed.size(axis));
      } else if (size != fed.size(axis)) {
        String place = " axis " + axis + " is ";
        throw refuse(name, axis, fed.size(axis), size, place, declared, fed);
      }
    }
  }

  private static ShapeException refuse(
      String name,
      int axis,
      Object actual,
      Object expected,
      String place,
      TensorShape declared,
      TensorShape fed) {
    String line = "feed: " + name + place + actual + ", expected " + expected + " as declared";
    String details = "\n  declared: " + declared + "\n  fed:      " + fed;
    return new ShapeException("feed", name, axis, "" + actual, "" + expected, line + details);
  }
}
