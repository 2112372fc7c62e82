package io.github.attention4j.exercises.trial;

import io.github.attention4j.exercises.check.SubmissionException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One call of the answer: what is given, what is expected, and what the known mistakes would give.
 *
 * <pre>{@code
 * in.trial("scores", query, key)
 *     .asks(() -> task.scores(query.array(), key.array()))
 *     .expects("(B, Tq, Tk)", products.times(1 / root))
 *     .knows("these are the unscaled scores: divide by sqrt(Dk)", products)
 * }</pre>
 */
public final class Trial {

  private static final String FITTING =
      "Write both shapes beside each other: the last axis of the left factor must be as long as the"
          + " last but one of the right, and the axes before them alike.";

  private static final String OF_TYPE =
      "Which call makes the array of that type? Give Nd4j.create the type, as in"
          + " Nd4j.create(x.dataType(), shape), or end with castTo(x.dataType()).";

  private final String method;
  private final Map<String, Integer> lengths;
  private final List<Given> givens;
  private final List<Mistake> mistakes = new ArrayList<>();
  private final Set<String> traits = new LinkedHashSet<>();
  private int hinted;
  private DataType type;
  private Tolerance tolerance;
  private Supplier<INDArray> call;
  private Expected expected;

  /**
   * Starts a trial; {@link Inputs#trial} does, for a case of a check.
   *
   * @param method name of the task's method
   * @param lengths lengths of the axes, by their letters
   * @param givens its arguments; the first, if it is an array, decides the type of the result
   */
  public Trial(String method, Map<String, Integer> lengths, Given... givens) {
    this.method = method;
    this.lengths = Map.copyOf(lengths);
    this.givens = List.of(givens);
    returns(givens[0].type());
  }

  /** Sets the type of the result, where it is not that of the first argument. */
  public Trial returns(DataType other) {
    type = other;
    tolerance = Tolerance.of(other);
    return this;
  }

  /** Sets the call of the answer. */
  public Trial asks(Supplier<INDArray> asked) {
    call = asked;
    return this;
  }

  /** Sets the call of an answer that is one number; its shape is {@code "()"}. */
  public Trial asksNumber(DoubleSupplier asked) {
    returns(DataType.DOUBLE);
    return asks(() -> Nd4j.scalar(DataType.DOUBLE, asked.getAsDouble()));
  }

  /**
   * Sets the right result; comes before what is known.
   *
   * @param axes what its axes mean, such as {@code "(B, Tq, Tk)"}
   * @param exact its numbers
   */
  public Trial expects(String axes, Values exact) {
    expected = new Expected(axes, exact);
    return this;
  }

  /** Allows for the rounding of {@linkplain Tolerance#forExponentsUpTo large exponents}. */
  public Trial exponentiates(double magnitude) {
    tolerance = tolerance.forExponentsUpTo(magnitude);
    return this;
  }

  /**
   * Says what is special in this trial; a learner reads it after "wrong in 3 of 12 trials: those".
   *
   * @param words such as {@code "with rows of very low scores"}
   */
  public Trial trait(String words) {
    traits.add(words);
    return this;
  }

  /**
   * Names a mistake.
   *
   * @param diagnosis what the learner is told, the same in every trial of a check
   * @param wrong the numbers it gives, perhaps one of several
   */
  public Trial knows(String diagnosis, Values... wrong) {
    mistakes.add(Mistake.giving(diagnosis, tolerance, wrong));
    return this;
  }

  /**
   * Names a mistake that has no fixed numbers.
   *
   * @param diagnosis what the learner is told, the same in every trial of a check
   * @param recognised tells whether numbers of the expected shape come from it
   */
  public Trial knowsIf(String diagnosis, Predicate<Values> recognised) {
    mistakes.add(
        Mistake.showing(
            diagnosis, got -> got.hasShapeOf(expected.exact()) && recognised.test(got)));
    return this;
  }

  /**
   * Gives a hint to all mistakes since the last hint; it takes the place of the step's first one.
   *
   * @param words how to look at it: what to print, or to compute by hand
   */
  public Trial hint(String words) {
    for (int i = hinted; i < mistakes.size(); i++) {
      mistakes.set(i, mistakes.get(i).hinting(words));
    }
    hinted = mistakes.size();
    return this;
  }

  /**
   * Names an earlier step as the place of the mistake: an answer may build one step on another, and
   * be right but for that one. Comes before what is known of this step alone.
   *
   * @param step the earlier step, such as {@code "step 1, dotScores"}
   * @param own right numbers of this step, computed from what the answer's earlier step gives
   */
  public Trial follows(String step, Supplier<Values> own) {
    mistakes.add(
        Mistake.showing(
            "this step is right for what your %s, gives, and that is wrong: mend that step first"
                .formatted(step),
            got -> isClose(got, own)));
    return this;
  }

  private boolean isClose(Values got, Supplier<Values> own) {
    try {
      return got.isClose(own.get(), tolerance);
    } catch (RuntimeException e) {
      return false; // the earlier step gives nothing that this one could go on with
    }
  }

  /** Adds what several lessons know, such as the ways to get a softmax wrong. */
  public Trial knows(Known known) {
    known.addTo(this);
    return this;
  }

  /** Adds mistakes to a trial. */
  @FunctionalInterface
  public interface Known {

    /** Adds the mistakes. */
    void addTo(Trial trial);
  }

  /** Tells trials apart that differ in more than their numbers. */
  String signature() {
    return method + givens.stream().map(Given::toString).toList() + type;
  }

  Outcome run() {
    INDArray result;
    try {
      result = call.get();
    } catch (SubmissionException e) {
      Outcome.Kind kind = e.isFatal() ? Outcome.Kind.FATAL : Outcome.Kind.MUTE;
      String hint = e.getMessage().contains("does not fit") ? FITTING : "";
      return outcome(e.getMessage(), "", kind, hint, List.of(), Set.of());
    }
    if (result == null) {
      return failed(method + " returned null: return a new array " + expected.axes());
    }
    if (!result.dataType().isNumerical()) {
      return failed("%s returned %s numbers".formatted(method, result.dataType()));
    }
    Values got = Values.of(result);
    boolean otherType = result.dataType() != type;
    // Who returns another type is told so first, and not that its digits are missing.
    Tolerance judging = otherType ? Tolerance.of(result.dataType()) : tolerance;
    if (!got.isClose(expected.exact(), judging)) {
      return wrong(got, otherType ? result.dataType() : null);
    }
    if (otherType) {
      return outcome(
          "%s returned %s for %s inputs: keep the type of the inputs"
              .formatted(method, result.dataType(), type),
          got.hasShapeOf(expected.exact()) ? Difference.of(got, expected, tolerance) : "",
          Outcome.Kind.TELLING,
          OF_TYPE,
          List.of(),
          Set.of());
    }
    if (!changed().isEmpty()) {
      return failed(
          "%s changed its input '%s' in place: work on a copy (an operation such as muli or subi"
                  .formatted(method, changed())
              + " writes into its array, mul and sub make a new one)");
    }
    Set<String> refuted =
        mistakes.stream()
            .filter(mistake -> mistake.isPredicted() && !mistake.explains().test(expected.exact()))
            .map(Mistake::diagnosis)
            .collect(Collectors.toSet());
    return new Outcome(null, "", Outcome.Kind.RIGHT, "", List.of(), Set.of(), refuted, traits);
  }

  /** Returns the name of the first argument that the answer wrote into, or nothing. */
  private String changed() {
    return givens.stream().filter(Given::isChanged).map(Given::name).findFirst().orElse("");
  }

  private Outcome wrong(Values got, DataType otherType) {
    List<Mistake> known = new ArrayList<>(mistakes);
    known.addAll(Symptoms.of(got, givens, lengths, expected, tolerance));
    List<Mistake> diagnoses = known.stream().filter(m -> m.explains().test(got)).toList();
    Set<String> possible =
        known.stream()
            .filter(mistake -> mistake.allows().test(got))
            .map(Mistake::diagnosis)
            .collect(Collectors.toSet());
    boolean fits = got.hasShapeOf(expected.exact());
    String also = otherType == null ? "" : "\nand the result is " + otherType;
    also += changed().isEmpty() ? "" : "\nand the input '" + changed() + "' was changed in place";
    String evidence = Difference.of(got, expected, tolerance) + also;
    return outcome(
        method + (fits ? ": wrong numbers" : ": wrong shape"),
        evidence,
        fits || !diagnoses.isEmpty() ? Outcome.Kind.TELLING : Outcome.Kind.MUTE,
        "",
        diagnoses,
        possible);
  }

  private Outcome failed(String diagnosis) {
    return outcome(diagnosis, "", Outcome.Kind.MUTE, "", List.of(), Set.of());
  }

  private Outcome outcome(
      String problem,
      String numbers,
      Outcome.Kind kind,
      String hint,
      List<Mistake> diagnoses,
      Set<String> possible) {
    String of = givens.get(0).array() == null ? "" : ", " + type;
    String all = givens.stream().map(Given::toString).collect(Collectors.joining(", "));
    String evidence = ("with %s%s%n%s".formatted(all, of, numbers)).stripTrailing();
    return new Outcome(problem, evidence, kind, hint, diagnoses, possible, Set.of(), traits);
  }
}
