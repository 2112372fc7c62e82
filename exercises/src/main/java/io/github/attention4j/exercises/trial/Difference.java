package io.github.attention4j.exercises.trial;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Shows a learner where numbers are wrong. */
final class Difference {

  private Difference() {}

  static String of(Values got, Expected expected, Tolerance tolerance) {
    Values exact = expected.exact();
    if (!got.hasShapeOf(exact)) {
      return "got shape %s, expected %s = %s".formatted(got, exact, expected.axes());
    }
    double[] numbers = got.numbers();
    double[] right = exact.numbers();
    int wrong = 0;
    int worst = 0;
    double distance = -1;
    for (int i = 0; i < numbers.length; i++) {
      if (!tolerance.allows(numbers[i], right[i])) {
        wrong++;
        double off = Math.abs(numbers[i] - right[i]);
        if (Double.isNaN(off)) {
          off = Double.POSITIVE_INFINITY;
        }
        if (off > distance) {
          distance = off;
          worst = i;
        }
      }
    }
    String multiple =
        FactorSymptoms.of(got, exact, tolerance).stream()
            .mapToObj(
                factor -> "%n(%s times what is expected)".formatted(FactorSymptoms.text(factor)))
            .findFirst()
            .orElse("");
    return "%d of %d numbers are wrong; worst at %s: %s%s"
        .formatted(
            wrong,
            numbers.length,
            Arrays.toString(exact.indexOf(worst)),
            beside(numbers[worst], right[worst]),
            exact.numbers().length > 1 ? multiple : "");
  }

  /** Shows two numbers with as many digits as it takes to tell them apart. */
  private static String beside(double got, double expected) {
    String text = "";
    for (String format : List.of("%.5g", "%.10g", "%.17g")) {
      String left = String.format(Locale.ROOT, format, got);
      String right = String.format(Locale.ROOT, format, expected);
      text = "got " + left + ", expected " + right;
      if (!left.equals(right)) {
        break;
      }
    }
    return text;
  }
}
