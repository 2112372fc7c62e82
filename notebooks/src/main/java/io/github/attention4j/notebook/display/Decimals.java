package io.github.attention4j.notebook.display;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * One way of writing all the numbers of an array or a column, so that their points line up: as many
 * decimals as the largest needs for four significant digits, or scientific notation if the numbers
 * are very large or very small.
 */
public final class Decimals {

  private static final int SIGNIFICANT_DIGITS = 4;

  private final String format;

  private Decimals(String format) {
    this.format = format;
  }

  /** Chooses the way for these numbers; NaN and infinities do not count. */
  public static Decimals of(double... values) {
    double[] finite = DoubleStream.of(values).filter(Double::isFinite).toArray();
    double largest = DoubleStream.of(finite).map(Math::abs).max().orElse(0);
    if (largest < 1e9 && DoubleStream.of(finite).allMatch(value -> value == Math.rint(value))) {
      return fixed(0);
    }
    if (largest < 1e-3 || largest >= 1e6) {
      return new Decimals("%.3e");
    }
    int digitsBefore = largest < 1 ? 0 : (int) Math.floor(Math.log10(largest)) + 1;
    return fixed(Math.max(1, SIGNIFICANT_DIGITS - digitsBefore));
  }

  /** As few decimals as tell these evenly spaced numbers exactly. */
  public static Decimals ofSteps(double... values) {
    double largest = DoubleStream.of(values).map(Math::abs).max().orElse(0);
    for (int decimals = 0; decimals <= SIGNIFICANT_DIGITS; decimals++) {
      double unit = Math.pow(10, -decimals);
      if (DoubleStream.of(values)
          .allMatch(value -> Math.abs(value / unit - Math.rint(value / unit)) < 1e-6)) {
        return largest < 1e6 ? fixed(decimals) : of(values);
      }
    }
    return of(values);
  }

  /** Exactly so many decimals. */
  public static Decimals fixed(int decimals) {
    return new Decimals("%." + decimals + "f");
  }

  /** Writes one number. */
  public String text(double value) {
    if (!Double.isFinite(value)) {
      return String.valueOf(value);
    }
    String text = String.format(Locale.ROOT, format, value);
    return text.matches("-0(\\.0+)?") ? text.substring(1) : text;
  }
}
