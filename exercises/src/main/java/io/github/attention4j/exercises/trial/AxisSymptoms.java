package io.github.attention4j.exercises.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Mistakes along one axis of the result: an index that is fixed, forgotten, summed over. */
final class AxisSymptoms {

  private final Values exact;
  private final Tolerance tolerance;
  private final int axis;
  private final String name;
  private final List<Mistake> all;

  private AxisSymptoms(Expected expected, Tolerance tolerance, int axis, List<Mistake> all) {
    this.exact = expected.exact();
    this.tolerance = tolerance;
    this.axis = axis;
    this.name = "%s (axis %d)".formatted(expected.letters().get(axis), axis);
    this.all = all;
  }

  static List<Mistake> of(Expected expected, Tolerance tolerance) {
    List<Mistake> all = new ArrayList<>();
    for (int axis = 0; axis < expected.letters().size(); axis++) {
      new AxisSymptoms(expected, tolerance, axis, all).add();
    }
    all.add(
        Mistake.showing(
            "axes of length 1 are lost: a squeeze(), or a slice, sum or max, drops them",
            got ->
                got.rank() <= expected.exact().rank()
                    && differsByOnes(got, expected.exact(), tolerance)));
    all.add(
        Mistake.showing(
            "axes of length 1 are left over: reshape to %s, or let sum, mean or max drop them"
                .formatted(expected.axes()),
            got ->
                got.rank() > expected.exact().rank()
                    && differsByOnes(got, expected.exact(), tolerance)));
    return all;
  }

  private static boolean differsByOnes(Values got, Values exact, Tolerance tolerance) {
    return !got.hasShapeOf(exact)
        && Arrays.equals(longer(got), longer(exact))
        && got.isReshaped(exact, tolerance);
  }

  private static int[] longer(Values numbers) {
    return Arrays.stream(numbers.shape()).filter(length -> length > 1).toArray();
  }

  private void add() {
    int length = exact.size(axis);
    Values sum = exact.sumAlong(axis);
    all.add(
        Mistake.giving(
            "what stands at the first index of %s is repeated at every other".formatted(name),
            tolerance,
            exact.repeated(axis, 0)));
    all.add(
        Mistake.giving(
            "what stands at the last index of %s is repeated at every other".formatted(name),
            tolerance,
            exact.repeated(axis, length - 1)));
    shows("all is right but the last index of %s: does a loop end too early?", i -> i < length - 1);
    shows("all is right but the first index of %s: does a loop begin at 1?", i -> i > 0);
    shows("only the first index of %s is right: does a fixed 0 stand for it?", i -> i == 0);
    all.add(
        Mistake.giving(
            "the numbers along %s are added up: each belongs to its own index".formatted(name),
            tolerance,
            sum));
    all.add(
        Mistake.giving(
            "the mean is taken along %s: each number belongs to its own index".formatted(name),
            tolerance,
            sum.times(1.0 / length)));
    all.add(
        Mistake.giving(
            "the order along %s is reversed".formatted(name), tolerance, moved(length - 1, -1)));
    all.add(
        Mistake.giving(
            "everything is shifted by one along %s".formatted(name),
            tolerance,
            moved(1, 1),
            moved(length - 1, 1)));
    lost("the axis %s is lost: a squeeze(), or a slice, sum or max, drops it", exact, length == 1);
    lost("the axis %s is summed away", sum, length > 1);
    lost("the axis %s is averaged away", sum.times(1.0 / length), length > 1);
    lost("only the first index of %s is there, and the axis is lost", exact, length > 1);
  }

  /** Right wherever the index passes, and wrong at some other. */
  private void shows(String diagnosis, IntPredicate right) {
    all.add(
        Mistake.showing(
            diagnosis.formatted(name),
            exact.size(axis) == 1,
            got -> got.hasShapeOf(exact) && rightWhere(right, got)));
  }

  private boolean rightWhere(IntPredicate right, Values got) {
    int wrong = 0;
    int others = 0;
    double[] numbers = got.numbers();
    double[] expected = exact.numbers();
    for (int i = 0; i < numbers.length; i++) {
      boolean allowed = tolerance.allows(numbers[i], expected[i]);
      if (right.test(exact.indexOf(i)[axis])) {
        if (!allowed) {
          return false;
        }
      } else {
        others++;
        wrong += allowed ? 0 : 1;
      }
    }
    // Where the others are mostly right, the mistake is another one.
    return 4 * wrong >= others;
  }

  private Values moved(int by, int direction) {
    int length = exact.size(axis);
    return Values.fill(
        index -> {
          int[] source = index.clone();
          source[axis] = Math.floorMod(by + direction * index[axis], length);
          return exact.at(source);
        },
        exact.shape());
  }

  /** The shape lacks this axis, or has it with length 1, and the numbers are the first ones. */
  private void lost(String diagnosis, Values numbers, boolean tells) {
    int[] kept = exact.shape();
    kept[axis] = 1;
    int[] dropped =
        IntStream.range(0, kept.length).filter(i -> i != axis).map(i -> kept[i]).toArray();
    Values first = Values.fill(numbers::at, kept);
    all.add(
        Mistake.showing(
            diagnosis.formatted(name),
            !tells,
            got ->
                got.isClose(first.reshaped(dropped), tolerance)
                    || exact.size(axis) > 1 && got.isClose(first, tolerance)));
  }
}
