package io.github.attention4j.exercises.known;

import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The trials of a step that turns scores into weights, along the last axis, with or without a mask.
 *
 * <pre>{@code
 * SoftmaxStep step = SoftmaxStep.masked("maskedSoftmax", "(B, Tq, Tk)", task::maskedSoftmax);
 * AXES.check(step::plain);
 * AXES.check(step.largeScores());
 * }</pre>
 */
public final class SoftmaxStep {

  private static final double LARGE = 1e4;

  /** What a masked score becomes, as if it were not there. */
  private static final double LOW = -1e9;

  private final String method;
  private final String axes;
  private final BinaryOperator<INDArray> call;
  private final MaskArgument masking;

  private SoftmaxStep(
      String method, String axes, BinaryOperator<INDArray> call, MaskArgument masking) {
    this.method = method;
    this.axes = axes;
    this.call = call;
    this.masking = masking;
  }

  /**
   * Returns the trials of a step without a mask.
   *
   * @param method name of the task's method
   * @param axes axes of scores and weights, such as {@code "(B, Tq, Tk)"}
   * @param softmax scores to weights
   */
  public static SoftmaxStep unmasked(String method, String axes, UnaryOperator<INDArray> softmax) {
    return new SoftmaxStep(
        method, axes, (scores, mask) -> softmax.apply(scores), MaskArgument.NONE);
  }

  /** As {@link #unmasked}, of a step whose query i attends to the keys 0 .. i alone. */
  public static SoftmaxStep causal(String method, String axes, UnaryOperator<INDArray> softmax) {
    return new SoftmaxStep(
        method, axes, (scores, mask) -> softmax.apply(scores), MaskArgument.CAUSAL);
  }

  /**
   * Returns the trials of a step with a mask, which may be null and is of the scores' shape.
   *
   * @param method name of the task's method
   * @param axes axes of scores, mask and weights, such as {@code "(B, Tq, Tk)"}
   * @param softmax scores and mask to weights
   */
  public static SoftmaxStep masked(String method, String axes, BinaryOperator<INDArray> softmax) {
    return new SoftmaxStep(method, axes, softmax, MaskArgument.WHOLE);
  }

  /** As {@link #masked}, of a step whose mask is {@code (B, Tk)}: one for all queries. */
  public static SoftmaxStep padded(String method, String axes, BinaryOperator<INDArray> softmax) {
    return new SoftmaxStep(method, axes, softmax, MaskArgument.OF_KEYS);
  }

  /** As {@link #masked}, of a step that is given the number of allowed keys, {@code (B)} INT32. */
  public static SoftmaxStep upTo(String method, String axes, BinaryOperator<INDArray> softmax) {
    return new SoftmaxStep(method, axes, softmax, MaskArgument.LENGTHS);
  }

  /** Asks for the softmax of random scores, without a mask. */
  public Trial plain(Inputs in) {
    Given scores = in.random("scores", axes);
    return trial(in, scores, null).knows(SoftmaxMistakes.of(in, axes, scores.values()));
  }

  /** Asks for the softmax of scores that exp cannot bear, in all combinations. */
  public List<Function<Inputs, Trial>> largeScores() {
    return List.of(
        in -> large(in, "with rows of high and rows of very low scores", this::alternating),
        in -> large(in, "with rows of very low scores only", (random, index) -> -LARGE),
        in -> large(in, "with rows of high scores only", (random, index) -> LARGE),
        in ->
            large(
                in,
                "with very high and very low scores in one row",
                (random, index) -> LARGE * (random.random().nextInt(3) - 1)));
  }

  /** Asks for both: scores that exp cannot bear, and large ones of keys that are not allowed. */
  public List<Function<Inputs, Trial>> large() {
    List<Function<Inputs, Trial>> all = new ArrayList<>(largeScores());
    all.add(this::largeMaskedScores);
    return all;
  }

  private double alternating(Inputs in, int[] index) {
    return index[index.length - 2] % 2 == 0 ? LARGE : -LARGE;
  }

  /** Where scores lie. */
  @FunctionalInterface
  private interface Level {
    double at(Inputs in, int[] index);
  }

  private Trial large(Inputs in, String trait, Level level) {
    Values noise = in.noise(axes);
    Values numbers = Values.fill(index -> level.at(in, index) + noise.at(index), in.shape(axes));
    Given scores = in.given("scores", axes, numbers);
    boolean isFree = masking == MaskArgument.NONE || masking == MaskArgument.WHOLE;
    Values mask = isFree ? null : masking.draw(in, axes);
    Values allowed = isFree ? Softmax.everywhere(numbers) : mask;
    Values lowered = scores.values().with(allowed, (score, may) -> may == 1 ? score : LOW);
    Trial trial =
        trial(in, scores, mask).trait(trait).knows(new ShiftMistakes(axes, lowered, in.type()));
    if (!isFree) {
      MaskMistakes mistakes = MaskMistakes.of(axes, scores.values(), mask);
      trial
          .knows(counting(scores.values(), mask))
          .knows(masking.mistakes(mistakes, scores.values(), mask))
          .knows(mistakes);
    }
    return trial.knows(SoftmaxMistakes.of(in, axes, scores.values(), allowed));
  }

  private Trial trial(Inputs in, Given scores, Values mask) {
    Given[] arguments = masking.arguments(in, axes, scores, mask);
    Values allowed = mask == null ? Softmax.everywhere(scores.values()) : mask;
    Values counting = scores.values().times(allowed);
    return in.trial(method, arguments)
        .exponentiates(Math.max(1, counting.map(Math::abs).largest()))
        .asks(() -> call.apply(scores.array(), arguments.length > 1 ? arguments[1].array() : null))
        .expects(axes, Softmax.of(scores.values(), allowed));
  }

  /** Asks for the softmax of random scores under a random mask that leaves each row some key. */
  public Trial masked(Inputs in) {
    Given scores = in.random("scores", axes);
    Values mask = masking.draw(in, axes);
    MaskMistakes mistakes = MaskMistakes.of(axes, scores.values(), mask);
    return trial(in, scores, mask)
        .knows(masking.mistakes(mistakes, scores.values(), mask))
        .knows(mistakes)
        .knows(SoftmaxMistakes.of(in, axes, scores.values(), mask));
  }

  /** Asks for zeros in rows whose mask allows nothing. */
  public Trial nothingAllowed(Inputs in) {
    Given scores = in.random("scores", axes);
    Values mask = masking.drawWithNothing(in, axes);
    Values exact = Softmax.of(scores.values(), mask);
    Values allowed = mask.maxAlong(-1);
    Values uniform = allowed.map(any -> 1.0 / mask.size(-1));
    MaskMistakes mistakes = MaskMistakes.of(axes, scores.values(), mask);
    return trial(in, scores, mask)
        .knows(
            "NaN for a query that may attend to nothing (0/0, or infinity minus infinity): its"
                + " weights must be zeros",
            exact.with(allowed, (weight, any) -> any == 1 ? weight : Double.NaN))
        .knows(
            "a query that may attend to nothing attends to every key alike: lowering all scores of"
                + " a row by the same amount changes nothing; its weights must be zeros",
            chosen(allowed, exact, uniform))
        .knows(
            "a query that may attend to nothing attends as if there were no mask: lowering all"
                + " scores of a row by the same amount changes nothing; its weights must be zeros",
            chosen(allowed, exact, Softmax.of(scores.values())))
        .knowsIf(
            "a query that may attend to nothing still gets weights: its weights must be zeros",
            got ->
                got.map(Math::abs)
                        .sumAlong(-1)
                        .with(allowed, (sum, any) -> any == 1 ? 0 : sum)
                        .largest()
                    > 1e-8)
        .hint(
            "Print the scores and weights of the query whose mask is all 0. What is its row's sum"
                + " before the division, and what should its weights be?")
        .knows(masking.mistakes(mistakes, scores.values(), mask))
        .knows(mistakes);
  }

  /** Asks for weights that a masked score does not touch, however large it is. */
  public Trial largeMaskedScores(Inputs in) {
    Values mask = masking.draw(in, axes);
    Values numbers =
        in.noise(axes).with(mask, (score, allowed) -> allowed == 1 ? score : LARGE + score);
    Given scores = in.given("scores", axes, numbers);
    return trial(in, scores, mask)
        .knows(counting(scores.values(), mask))
        .knows(MaskMistakes.of(axes, scores.values(), mask));
  }

  /** Masked scores that are left in the row's maximum. */
  private static Trial.Known counting(Values scores, Values mask) {
    Values exps = scores.with(scores.maxAlong(-1), (score, top) -> Math.exp(score - top));
    Values swallowed = Softmax.normalised(exps.times(mask), -1);
    return trial ->
        trial
            .knows(
                "a masked key's large score still counts (in the row's maximum or its sum), and"
                    + " the allowed weights become 0/0: mask the scores before all else",
                swallowed)
            .knows(
                "a masked key's large score still counts (in the row's maximum or its sum), and"
                    + " the allowed weights vanish: mask the scores before all else",
                swallowed.map(weight -> Double.isNaN(weight) ? 0 : weight))
            .hint(
                "Print what you take the row's maximum of: may a masked score be among it? Then"
                    + " print the exps that are left.");
  }

  private static Values chosen(Values condition, Values where1, Values elsewhere) {
    return Values.fill(
        index -> condition.at(index) == 1 ? where1.at(index) : elsewhere.at(index),
        condition.shape());
  }
}
