package io.github.attention4j.exercises.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Mistakes of every lesson: they are known by their relation to the right numbers. */
final class Symptoms {

  private Symptoms() {}

  static List<Mistake> of(List<Given> givens, Values exact, Tolerance tolerance) {
    List<Mistake> symptoms = new ArrayList<>();
    for (Given given : givens) {
      if (given.array() != null) {
        symptoms.add(
            new Mistake(
                "this is the input '%s', unchanged".formatted(given.name()),
                got -> got.isClose(given.values(), tolerance)));
      }
    }
    symptoms.add(
        new Mistake(
            "every number is 0",
            got -> got.hasShapeOf(exact) && Arrays.stream(got.numbers()).allMatch(n -> n == 0)));
    symptoms.add(
        new Mistake(
            "there are NaN or infinite numbers: look for 0/0, for exp of a large number and for"
                + " infinity minus infinity",
            got ->
                got.hasShapeOf(exact) && !Arrays.stream(got.numbers()).allMatch(Double::isFinite)));
    symptoms.add(
        new Mistake(
            "the sign is the wrong way round", got -> got.isClose(exact.times(-1), tolerance)));
    symptoms.add(
        new Mistake(
            "the last two axes are swapped: this is the transpose of what is expected",
            got -> exact.shape().length > 1 && got.isClose(exact.transposed(), tolerance)));
    symptoms.add(
        new Mistake(
            "only the first example of the batch is right: does a fixed index 0 stand for the"
                + " batch axis?",
            got -> got.hasShapeOf(exact) && onlyFirstExample(got, exact, tolerance)));
    symptoms.add(
        new Mistake(
            "every number is the same multiple of the expected one: a factor is missing or too"
                + " much",
            got -> got.hasShapeOf(exact) && isMultiple(got, exact, tolerance)));
    symptoms.add(
        new Mistake(
            "the numbers are right to FLOAT precision only: the inputs are DOUBLE, and somewhere"
                + " on the way they pass through FLOAT",
            got -> tolerance != Tolerance.FLOAT && got.isClose(exact, Tolerance.FLOAT)));
    return symptoms;
  }

  /** The first example is all right, of the others at least every second number is wrong. */
  private static boolean onlyFirstExample(Values got, Values exact, Tolerance tolerance) {
    double[] numbers = got.numbers();
    double[] expected = exact.numbers();
    int length = numbers.length / exact.size(0);
    int wrong = 0;
    for (int i = 0; i < numbers.length; i++) {
      if (!tolerance.allows(numbers[i], expected[i])) {
        if (i < length) {
          return false;
        }
        wrong++;
      }
    }
    return exact.size(0) > 1 && 2 * wrong >= numbers.length - length;
  }

  private static boolean isMultiple(Values got, Values exact, Tolerance tolerance) {
    double product = Arrays.stream(got.times(exact).numbers()).sum();
    double square = Arrays.stream(exact.times(exact).numbers()).sum();
    double factor = product / square;
    return exact.numbers().length > 1
        && Double.isFinite(factor)
        && factor != 0
        && got.isClose(exact.times(factor), tolerance);
  }
}
