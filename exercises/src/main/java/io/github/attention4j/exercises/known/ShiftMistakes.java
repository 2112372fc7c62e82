package io.github.attention4j.exercises.known;

import static io.github.attention4j.exercises.known.Softmax.shifted;

import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Tolerance;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What may be subtracted from the scores before their exp instead of the row's largest: shows with
 * very large and very small scores only.
 */
final class ShiftMistakes implements Trial.Known {

  private static final int LAST = -1;

  private final List<String> letters;
  private final Values scores;
  private final DataType type;
  private Trial trial;

  ShiftMistakes(String axes, Values scores, DataType type) {
    this.letters = Inputs.letters(axes);
    this.scores = scores;
    this.type = type;
  }

  @Override
  public void addTo(Trial added) {
    trial = added;
    Values largest = scores.maxAlong(LAST);
    subtracting("exp overflows at scores of 1e4: subtract each row's largest score before exp", 0);
    subtracting(
        "the row's maximum begins at 0 (or at Double.MIN_VALUE, the smallest positive number), so"
            + " rows of very low scores become 0/0: begin at Double.NEGATIVE_INFINITY",
        largest.map(top -> Math.max(top, 0)));
    // It does so for some layouts only: a trial that went well does not say that it is not used.
    Values byNd4j = shifted(scores, largest.map(top -> Math.max(top, 0)));
    trial.knowsIf(
        "ND4J's own softmax begins the maximum of DOUBLE rows at 0, so rows of very low scores"
            + " become 0/0: write the softmax from exp, max and sum",
        got -> type == DataType.DOUBLE && got.isClose(byNd4j, Tolerance.FLOAT));
    subtracting(
        "rows of very low scores become 0/0: subtract each row's own largest score, not the largest"
            + " of the whole array",
        scores.largest());
    subtracting(
        "the row's smallest score is subtracted: then exp of its largest overflows; subtract the"
            + " largest",
        scores.times(-1).maxAlong(LAST).times(-1));
    subtracting(
        "the row's mean is subtracted: beside very low scores, exp of its largest still overflows;"
            + " subtract the largest",
        scores.sumAlong(LAST).times(1.0 / scores.size(LAST)));
    subtracting(
        "the largest absolute value is subtracted: rows of very low scores become 0/0; subtract the"
            + " largest score itself",
        scores.map(Math::abs).maxAlong(LAST));
    subtracting(
        "the row's first score is subtracted: exp overflows where another one is much larger;"
            + " subtract the largest",
        scores.repeated(LAST, 0));
    subtracting(
        "the row's last score is subtracted: exp overflows where another one is much larger;"
            + " subtract the largest",
        scores.repeated(LAST, scores.size(LAST) - 1));
    for (int axis = letters.size() - 2; axis >= 0; axis--) {
      String name = "axis %d (%s)".formatted(axis, letters.get(axis));
      subtracting(
          "the maximum is taken over %s: subtract the largest along the last axis".formatted(name),
          scores.maxAlong(axis));
    }
    subtracting(
        "each example's largest score is subtracted, not each row's: rows of very low scores become"
            + " 0/0",
        scores.maxAlong(-1).maxAlong(-2));
    exps();
    trial.hint(
        "Print the exponents, after the subtraction, of the row that goes wrong: the largest of every"
            + " row must be 0, and none above it.");
  }

  private void exps() {
    Values logSum = scores.map(Math::exp).sumAlong(LAST).map(Math::log);
    Values direct = scores.with(logSum, (score, log) -> Math.exp(score - log));
    trial.knows(
        "the exps in the logarithm of their sum overflow at scores of 1e4: subtract each row's"
            + " largest score before, and add it to the logarithm",
        direct,
        direct.map(ShiftMistakes::zeroForNan));
  }

  private void subtracting(String diagnosis, double shift) {
    subtracting(diagnosis, scores.map(score -> shift));
  }

  private void subtracting(String diagnosis, Values shift) {
    Values weights = shifted(scores, shift);
    trial.knows(diagnosis, weights);
    trial.knows(
        diagnosis + ". The NaN that come of it are turned into 0, which only hides them",
        weights.map(ShiftMistakes::zeroForNan));
  }

  private static double zeroForNan(double number) {
    return Double.isNaN(number) ? 0 : number;
  }
}
