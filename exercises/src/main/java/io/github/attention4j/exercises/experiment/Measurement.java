package io.github.attention4j.exercises.experiment;

import io.github.attention4j.exercises.check.WrongAnswerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.TestReporter;

/**
 * A number that the grader measured on a model, the bound that it must reach, and what may be wrong
 * if it does not.
 *
 * <pre>{@code
 * Measurement.of("images read right", accuracy)
 *     .beside("always the commonest class", commonest)
 *     .knows("each image is read as one and the same class", onlyOneClass)
 *     .atLeast(0.97, reporter);
 * }</pre>
 *
 * <p>What was measured is shown in the scorecard, whether the check passes or not.
 */
public final class Measurement {

  /** Name under which what was measured is reported to JUnit. */
  public static final String ENTRY = "measured";

  private final String what;
  private final double value;
  private final List<String> beside = new ArrayList<>();
  private String known;

  private Measurement(String what, double value) {
    this.what = what;
    this.value = value;
  }

  /**
   * Starts with what was measured.
   *
   * @param what such as {@code "images read right"}
   * @param value the number
   */
  public static Measurement of(String what, double value) {
    return new Measurement(what, value);
  }

  /**
   * Adds what something else earns on the same data: a baseline without attention, chance.
   *
   * @param baseline what it is, such as {@code "always the commonest class"}
   * @param itsValue its number
   */
  public Measurement beside(String baseline, double itsValue) {
    beside.add("%s: %s".formatted(baseline, text(itsValue)));
    return this;
  }

  /**
   * Names what may be wrong; the first that shows is told if the bound is missed.
   *
   * @param diagnosis what the learner is told, and after a colon what to do
   * @param shows whether it shows in the model
   */
  public Measurement knows(String diagnosis, boolean shows) {
    known = known == null && shows ? diagnosis : known;
    return this;
  }

  /**
   * Reports the measurement and demands a number at least as large.
   *
   * @param bound least that passes
   * @param reporter where JUnit hears of it
   * @throws WrongAnswerError if it is smaller, or no number
   */
  public void atLeast(double bound, TestReporter reporter) {
    judge(value >= bound, "at least " + text(bound), reporter);
  }

  /**
   * Reports the measurement and demands a number at most as large.
   *
   * @param bound most that passes
   * @param reporter where JUnit hears of it
   * @throws WrongAnswerError if it is larger, or no number
   */
  public void atMost(double bound, TestReporter reporter) {
    judge(value <= bound, "at most " + text(bound), reporter);
  }

  private void judge(boolean holds, String asked, TestReporter reporter) {
    StringBuilder measured =
        new StringBuilder("%s: %s, asked: %s".formatted(what, text(value), asked));
    beside.forEach(other -> measured.append("\n  beside: ").append(other));
    if (holds) {
      reporter.publishEntry(ENTRY, measured.toString());
      return;
    }
    throw new WrongAnswerError(known == null ? measured.toString() : known + "\n" + measured);
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, "%.4g", number);
  }
}
