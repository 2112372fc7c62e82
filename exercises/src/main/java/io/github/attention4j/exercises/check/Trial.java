package io.github.attention4j.exercises.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One call of the answer: what is given, what is expected, and what the known mistakes would give.
 *
 * <pre>{@code
 * new Trial("scores", query, key)
 *     .asks(() -> task.scores(query.array(), key.array()))
 *     .expects("(B, Tq, Tk)", products.times(1 / root))
 *     .knows("these are the unscaled scores: divide by sqrt(Dk)", products)
 * }</pre>
 */
public final class Trial {

  private final String method;
  private final List<Given> givens;
  private final DataType type;
  private final List<Mistake> mistakes = new ArrayList<>();
  private Tolerance tolerance;
  private Supplier<INDArray> call;
  private Values exact;
  private String axes;

  /**
   * Starts a trial.
   *
   * @param method name of the task's method
   * @param givens its arguments; the first decides the type of the result
   */
  public Trial(String method, Given... givens) {
    this.method = method;
    this.givens = List.of(givens);
    this.type = givens[0].type();
    this.tolerance = Tolerance.of(type);
  }

  /** Sets the call of the answer. */
  public Trial asks(Supplier<INDArray> call) {
    this.call = call;
    return this;
  }

  /**
   * Sets the right result.
   *
   * @param axes what its axes mean, such as {@code "(B, Tq, Tk)"}
   * @param exact its numbers
   */
  public Trial expects(String axes, Values exact) {
    this.axes = axes;
    this.exact = exact;
    return this;
  }

  /** Allows for the rounding of {@linkplain Tolerance#forExponentsUpTo large exponents}. */
  public Trial exponentiates(double magnitude) {
    tolerance = tolerance.forExponentsUpTo(magnitude);
    return this;
  }

  /**
   * Names a mistake.
   *
   * @param diagnosis what the learner is told, the same in every trial of a check
   * @param wrong the numbers it gives
   */
  public Trial knows(String diagnosis, Values wrong) {
    return knows(diagnosis, got -> got.isClose(wrong, tolerance));
  }

  /**
   * Names a mistake that has no fixed numbers.
   *
   * @param diagnosis what the learner is told, the same in every trial of a check
   * @param recognised tells whether numbers of the expected shape come from it
   */
  public Trial knowsIf(String diagnosis, Predicate<Values> recognised) {
    return knows(diagnosis, got -> got.hasShapeOf(exact) && recognised.test(got));
  }

  private Trial knows(String diagnosis, Predicate<Values> explains) {
    mistakes.add(new Mistake(diagnosis, explains));
    return this;
  }

  Outcome run() {
    INDArray result;
    try {
      result = call.get();
    } catch (SubmissionException e) {
      return new Outcome(e.getMessage(), "with " + givens(), false, List.of(), e.isFatal());
    }
    if (result == null) {
      return failed(method + " returned null: return a new array " + axes);
    }
    if (!result.dataType().isNumerical()) {
      return failed("%s returned %s numbers".formatted(method, result.dataType()));
    }
    return judge(result);
  }

  private Outcome judge(INDArray result) {
    Values got = Values.of(result);
    boolean otherType = result.dataType() != type;
    // Who returns another type is told so first, and not that its digits are missing.
    if (!got.isClose(exact, otherType ? Tolerance.FLOAT : tolerance)) {
      List<Mistake> known = new ArrayList<>(mistakes);
      known.addAll(Symptoms.of(givens, exact, tolerance));
      List<String> diagnoses =
          known.stream().filter(m -> m.explains().test(got)).map(Mistake::diagnosis).toList();
      return new Outcome(
          method + (got.hasShapeOf(exact) ? ": wrong numbers" : ": wrong shape"),
          evidence(got),
          got.hasShapeOf(exact) || !diagnoses.isEmpty(),
          diagnoses,
          false);
    }
    if (otherType) {
      return failed(
          "%s returned %s for %s inputs: keep the type of the inputs"
              .formatted(method, result.dataType(), type));
    }
    for (Given given : givens) {
      if (given.isChanged()) {
        return failed(
            "%s changed its input '%s' in place: work on a copy (an operation such as muli or subi"
                    .formatted(method, given.name())
                + " writes into its array, mul and sub make a new one)");
      }
    }
    return Outcome.RIGHT;
  }

  private Outcome failed(String diagnosis) {
    return new Outcome(diagnosis, "with " + givens(), false, List.of(), false);
  }

  private String givens() {
    String all = givens.stream().map(Given::toString).collect(Collectors.joining(", "));
    return all + ", " + type;
  }

  private String evidence(Values got) {
    if (!got.hasShapeOf(exact)) {
      return "with %s%ngot shape %s, expected %s = %s".formatted(givens(), got, exact, axes);
    }
    return "with %s%n%s".formatted(givens(), worst(got));
  }

  private String worst(Values got) {
    double[] numbers = got.numbers();
    double[] expected = exact.numbers();
    int wrong = 0;
    int worst = 0;
    double distance = -1;
    for (int i = 0; i < numbers.length; i++) {
      if (!tolerance.allows(numbers[i], expected[i])) {
        wrong++;
        double off = Math.abs(numbers[i] - expected[i]);
        if (Double.isNaN(off)) {
          off = Double.POSITIVE_INFINITY;
        }
        if (off > distance) {
          distance = off;
          worst = i;
        }
      }
    }
    return "%d of %d numbers are wrong; worst at %s: %s"
        .formatted(
            wrong,
            numbers.length,
            Arrays.toString(exact.indexOf(worst)),
            beside(numbers[worst], expected[worst]));
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
