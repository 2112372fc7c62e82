package io.github.attention4j.exercises.lesson15;

import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.factory.Nd4j;

/** What lesson 15 asks and expects of the contrastive loss and its gradient, and their mistakes. */
final class LossTrials {

  private static final String PAIRS = "(N, N)";
  private static final double LARGE = 1e4;

  private LossTrials() {}

  static Trial loss(TextAndPictureTask task, Inputs in) {
    return loss(task, in, in.noise(PAIRS).times(2));
  }

  static List<Function<Inputs, Trial>> largeLosses(TextAndPictureTask task) {
    return List.of(
        in -> loss(task, in, in.noise(PAIRS).map(x -> x + LARGE)).trait("where all are high"),
        in -> loss(task, in, in.noise(PAIRS).map(x -> x - LARGE)).trait("where all are very low"),
        in -> loss(task, in, paired(in, LARGE)).trait("where the right ones are high"),
        in -> loss(task, in, paired(in, -LARGE)).trait("where the right ones are very low"));
  }

  /** Noise, and something more on the diagonal. */
  private static Values paired(Inputs in, double more) {
    Values noise = in.noise(PAIRS);
    return Values.fill(i -> noise.at(i) + (i[0] == i[1] ? more : 0), noise.shape());
  }

  private static Trial loss(TextAndPictureTask task, Inputs in, Values numbers) {
    Given given = in.given("similarities", PAIRS, numbers);
    Values s = given.values();
    double pairs = in.length("N");
    Values rows = logs(s);
    Values columns = logs(s.transposed());
    double pictures = -trace(rows) / pairs;
    double texts = -trace(columns) / pairs;
    double exact = (pictures + texts) / 2;
    Values a = rows.map(Math::exp);
    Values b = columns.map(Math::exp);
    double others = (others(s) + others(s.transposed())) / 2 / pairs;
    return in.trial("loss", given)
        .exponentiates(Math.max(1, s.map(Math::abs).largest()))
        .asks(() -> Nd4j.scalar(in.type(), task.loss(given.array())))
        .expects("()", number(exact))
        .knowsIf(
            "the logarithm of a probability that has become 0 is infinite: subtract the logarithm of"
                + " the row's sum from the similarity, and take no logarithm of a softmax",
            got -> Double.isInfinite(got.sum()))
        .knowsIf(
            "exp of a large similarity is infinite, and of a very low one 0: the loss becomes NaN;"
                + " subtract the row's largest first",
            got -> !Double.isFinite(got.sum()))
        .knows(
            "only the pictures look for their texts: the other half of the loss is that of the texts,"
                + " over the columns",
            number(pictures),
            number(pictures / 2))
        .knows(
            "only the texts look for their pictures: the other half of the loss is that of the"
                + " pictures, over the rows",
            number(texts),
            number(texts / 2))
        .knows("the two losses are added: take their mean", number(2 * exact))
        .knows("the sum over the pairs is taken: take their mean", number(exact * pairs))
        .knows("the sign is turned: a loss is minus the logarithm", number(-exact))
        .knows(
            "the logarithm is missing: these are probabilities",
            number(-(trace(a) + trace(b)) / 2 / pairs),
            number((trace(a) + trace(b)) / 2 / pairs),
            number(1 - (trace(a) + trace(b)) / 2 / pairs))
        .knows(
            "the two probabilities are averaged before the logarithm: the mean is that of the losses",
            number(-meanOfLogs(a, b)))
        .knows(
            "all similarities together are one softmax: each row is one, and each column",
            number(-trace(joint(s)) / pairs))
        .knows(
            "the similarities of the wrong ones are left out: this is minus the mean of the right"
                + " ones",
            number(-trace(s) / pairs))
        .knowsIf(
            "the right one is missing in the sum of the exps: the softmax is over all",
            got -> pairs == 1 || isNear(got.sum(), others)) // of one pair nothing is left
        .knows(
            "the logarithm is that of base 2, or 10: the natural one is asked for",
            number(exact / Math.log(2)),
            number(exact / Math.log(10)))
        .knows(
            "the mean is taken over all numbers of the matrix: there are N pairs",
            number(exact / pairs),
            number(-(rows.sum() + columns.sum()) / 2 / pairs / pairs))
        .hint(
            "Two pairs with the similarities 0, 0 and 0, log 3: the rows give log 2 and log 4/3, the"
                + " columns the same. The loss is their mean, 0.4904.");
  }

  static Trial gradient(TextAndPictureTask task, Inputs in) {
    return gradient(task, in, in.noise(PAIRS).times(2));
  }

  static List<Function<Inputs, Trial>> largeGradients(TextAndPictureTask task) {
    return List.of(
        in -> gradient(task, in, in.noise(PAIRS).map(x -> x + LARGE)).trait("where all are high"),
        in ->
            gradient(task, in, in.noise(PAIRS).map(x -> x - LARGE)).trait("where all are very low"),
        in -> gradient(task, in, paired(in, -LARGE)).trait("where the right ones are very low"));
  }

  private static Trial gradient(TextAndPictureTask task, Inputs in, Values numbers) {
    Given given = in.given("similarities", PAIRS, numbers);
    Values s = given.values();
    double pairs = in.length("N");
    Values a = Softmax.of(s);
    Values b = Softmax.of(s.transposed()).transposed();
    Values eye = Values.fill(i -> i[0] == i[1] ? 1 : 0, s.shape());
    Values ofRows = a.with(eye, (weight, one) -> weight - one);
    Values ofColumns = b.with(eye, (weight, one) -> weight - one);
    Values both = ofRows.plus(ofColumns);
    Values exact = both.times(1 / (2 * pairs));
    return in.trial("gradient", given)
        .exponentiates(Math.max(1, s.map(Math::abs).largest()))
        .asks(() -> task.gradient(given.array()))
        .expects(PAIRS, exact)
        .knowsIf(
            "exp of a large similarity is infinite, and of a very low one 0: a softmax becomes NaN;"
                + " subtract the row's, and the column's, largest first",
            got -> Double.isNaN(got.sum()))
        .knows(
            "only the pictures' loss is differentiated: a similarity is in a column, too",
            ofRows.times(1 / pairs),
            ofRows.times(1 / (2 * pairs)))
        .knows(
            "only the texts' loss is differentiated: a similarity is in a row, too",
            ofColumns.times(1 / pairs),
            ofColumns.times(1 / (2 * pairs)))
        .knows("the half is missing: the loss is the mean of two", both.times(1 / pairs))
        .knows("1 / N is missing: the loss is a mean over the pairs", both.times(0.5))
        .knows("1 / 2N is missing: the loss is a mean over the pairs, and of two", both)
        .knows("divided by N once too often: there are N pairs, not N * N", exact.times(1 / pairs))
        .knows(
            "the right ones are not subtracted: the gradient is softmax minus 1 on the diagonal",
            a.plus(b).times(1 / (2 * pairs)))
        .knows(
            "1 is subtracted once on the diagonal: both losses do, so it is 2",
            both.plus(eye).times(1 / (2 * pairs)))
        .knows(
            "the sign is turned: the right ones are to rise, so theirs is negative",
            exact.times(-1))
        .knows(
            "the texts' softmax is not turned back: its rows are texts",
            ofRows.plus(ofColumns.transposed()).times(1 / (2 * pairs)))
        .knows(
            "the two softmaxes are multiplied: the losses are added, and so are their gradients",
            a.times(b).plus(eye.times(-1)).times(1 / pairs),
            a.times(b).plus(eye.times(-1)).times(1 / (2 * pairs)))
        .knows(
            "all similarities together are one softmax: each row is one, and each column",
            joint(s).map(Math::exp).with(eye, (weight, one) -> weight - one / pairs),
            joint(s).map(Math::exp).with(eye, (weight, one) -> (weight - one) / pairs))
        .knows(
            "every similarity is lowered by 1: only the right ones, on the diagonal",
            a.plus(b).map(weights -> (weights - 2) / (2 * pairs)))
        .hint(
            "Two pairs, all similarities 0: both softmaxes are 1/2 everywhere, the gradient is -1/4"
                + " on the diagonal and 1/4 beside it.");
  }

  /** Logarithms of the softmax of each row. */
  private static Values logs(Values s) {
    Values shifted = s.with(s.maxAlong(-1), (number, top) -> number - top);
    Values sums = shifted.map(Math::exp).sumAlong(-1);
    return shifted.with(sums, (number, sum) -> number - Math.log(sum));
  }

  /** Logarithms of the softmax of all numbers. */
  private static Values joint(Values s) {
    int pairs = s.size(0);
    return logs(s.reshaped(1, pairs * pairs)).reshaped(pairs, pairs);
  }

  /** The loss of rows, not yet a mean, without the right ones in the sums. */
  private static double others(Values s) {
    Values wrong = Values.fill(i -> i[0] == i[1] ? Double.NEGATIVE_INFINITY : s.at(i), s.shape());
    Values tops = wrong.maxAlong(-1);
    Values sums = wrong.with(tops, (number, top) -> Math.exp(number - top)).sumAlong(-1);
    return trace(tops.plus(sums.map(Math::log)).with(s, (all, own) -> all - own));
  }

  private static boolean isNear(double got, double other) {
    return Math.abs(got - other) <= 1e-4 + 1e-4 * Math.abs(other);
  }

  private static double meanOfLogs(Values a, Values b) {
    double sum = 0;
    for (int i = 0; i < a.size(0); i++) {
      sum += Math.log((a.at(i, i) + b.at(i, i)) / 2);
    }
    return sum / a.size(0);
  }

  private static double trace(Values matrix) {
    double sum = 0;
    for (int i = 0; i < matrix.size(0); i++) {
      sum += matrix.at(i, i);
    }
    return sum;
  }

  private static Values number(double value) {
    return Values.fill(index -> value);
  }
}
