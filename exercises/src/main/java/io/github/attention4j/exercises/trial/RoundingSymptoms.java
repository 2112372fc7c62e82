package io.github.attention4j.exercises.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Numbers that are nearly right: digits are lost, or something small is added. */
final class RoundingSymptoms {

  /** So many errors do not all have one sign by chance. */
  private static final int ENOUGH = 12;

  private final Values exact;
  private final Tolerance tolerance;
  private final List<Mistake> all = new ArrayList<>();

  private RoundingSymptoms(Values exact, Tolerance tolerance) {
    this.exact = exact;
    this.tolerance = tolerance;
  }

  static List<Mistake> of(Values exact, Tolerance tolerance) {
    RoundingSymptoms symptoms = new RoundingSymptoms(exact, tolerance);
    symptoms.passThrough("FLOAT", 7, new Tolerance(2e-7, 2e-6));
    symptoms.passThrough("HALF", 3, new Tolerance(1e-4, 1e-3));
    symptoms.passThrough("BFLOAT16", 2, new Tolerance(1e-3, 1e-2));
    symptoms.whole();
    symptoms.clipped();
    return symptoms.all;
  }

  private void passThrough(String type, int digits, Tolerance loose) {
    if (loose.relative() <= tolerance.relative()) {
      return; // those digits are all that is asked for
    }
    all.add(
        new Mistake(
            "the numbers are right to %d digits only: somewhere on the way they pass through %s"
                .formatted(digits, type),
            "",
            got -> isNear(got, loose) && errors(got, 1) > 0 && errors(got, -1) > 0,
            got -> isNear(got, loose) && (bothSigns(got) || errors(got, 0) < ENOUGH),
            false));
    all.add(
        new Mistake(
            "every number is a little too small, from digit %d on: is an epsilon added where"
                    .formatted(digits)
                + " nothing should be?",
            "",
            got -> isNear(got, loose) && errors(got, 1) == 0 && errors(got, -1) >= ENOUGH,
            got -> isNear(got, loose) && errors(got, 1) == 0,
            false));
  }

  private boolean bothSigns(Values got) {
    return errors(got, 1) > 0 && errors(got, -1) > 0;
  }

  private boolean isNear(Values got, Tolerance loose) {
    return got.isClose(exact, loose);
  }

  /** Counts the numbers that are too large (1), too small (-1) or either (0) in magnitude. */
  private int errors(Values got, int sign) {
    double[] numbers = got.numbers();
    double[] expected = exact.numbers();
    int count = 0;
    for (int i = 0; i < numbers.length; i++) {
      double off = Math.abs(numbers[i]) - Math.abs(expected[i]);
      boolean counts = sign == 0 || Math.signum(off) == sign;
      count += counts && !tolerance.allows(numbers[i], expected[i]) ? 1 : 0;
    }
    return count;
  }

  private void whole() {
    all.add(
        Mistake.giving(
            "the numbers are whole: somewhere on the way they are cut to integers",
            tolerance,
            exact.map(number -> (long) number),
            exact.map(Math::rint),
            exact.map(Math::floor)));
  }

  /** Beyond some bound all numbers are that bound. */
  private void clipped() {
    all.add(
        Mistake.showing(
            "the larger numbers are clipped to one bound",
            exact.numbers().length < ENOUGH,
            got -> {
              double top = Arrays.stream(got.numbers()).map(Math::abs).max().orElse(0);
              long atTop = Arrays.stream(got.numbers()).filter(n -> Math.abs(n) == top).count();
              return (atTop > 1 || exact.numbers().length < ENOUGH)
                  && top > 0
                  && (got.isClose(exact.map(n -> Math.max(-top, Math.min(top, n))), tolerance)
                      || got.isClose(exact.map(n -> Math.min(top, n)), tolerance));
            }));
  }
}
