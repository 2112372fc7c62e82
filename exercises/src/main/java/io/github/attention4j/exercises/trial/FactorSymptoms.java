package io.github.attention4j.exercises.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Every number is a multiple of the right one: names the factor by the lengths of the axes. */
final class FactorSymptoms {

  /** Nearer to 1, digits are lost, and no factor is missing. */
  private static final double NEAREST_TO_ONE = 1e-4;

  private FactorSymptoms() {}

  static List<Mistake> of(
      Values got, Map<String, Integer> lengths, Values exact, Tolerance tolerance) {
    List<Mistake> all = new ArrayList<>();
    lengths.keySet().stream()
        .sorted()
        .forEach(
            letter -> {
              double length = lengths.get(letter);
              double root = Math.sqrt(length);
              all.add(times("sqrt(%s)".formatted(letter), exact.times(root), tolerance));
              all.add(times("1/sqrt(%s)".formatted(letter), exact.times(1 / root), tolerance));
              all.add(times(letter, exact.times(length), tolerance));
              all.add(times("1/" + letter, exact.times(1 / length), tolerance));
            });
    OptionalDouble factor = of(got, exact, tolerance);
    if (factor.isPresent()) {
      // One number alone is a multiple of any other.
      boolean isTooSmall = exact.numbers().length == 1;
      for (String words : List.of(text(factor.getAsDouble()), "another number in each trial")) {
        all.add(
            Mistake.showing(
                "every number is the same multiple of the expected one (%s): a factor is missing or"
                        .formatted(words)
                    + " too much",
                isTooSmall,
                any -> true));
      }
    }
    return all;
  }

  private static Mistake times(String factor, Values wrong, Tolerance tolerance) {
    return Mistake.giving(
        "every number is %s times the expected one".formatted(factor), tolerance, wrong);
  }

  /** Returns the factor between two tensors, if there is one. */
  static OptionalDouble of(Values got, Values exact, Tolerance tolerance) {
    if (!got.hasShapeOf(exact) || exact.numbers().length == 0) {
      return OptionalDouble.empty();
    }
    double product = Arrays.stream(got.times(exact).numbers()).sum();
    double square = Arrays.stream(exact.times(exact).numbers()).sum();
    double factor = product / square;
    boolean isMultiple =
        Double.isFinite(factor)
            && factor != 0
            && Math.abs(factor - 1) > NEAREST_TO_ONE
            && got.isClose(exact.times(factor), tolerance);
    return isMultiple ? OptionalDouble.of(factor) : OptionalDouble.empty();
  }

  static String text(double factor) {
    return String.format(Locale.ROOT, "%.4g", factor);
  }
}
