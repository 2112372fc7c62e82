package io.github.attention4j.exercises.lesson17;

import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** What lesson 17 asks and expects, and the ways to go wrong. */
final class ExplanationsTrials {

  private static final String ROWS = "(N, T)";
  private static final String WORDS = "(N, T, D)";

  private ExplanationsTrials() {}

  static Trial divergence(ExplanationsTask task, Inputs in) {
    Given first = in.given("first", ROWS, someZero(in));
    Given second = in.given("second", ROWS, someZero(in));
    Values a = first.values();
    Values b = second.values();
    Values half = overWords(toMiddle(a, b)).times(0.5);
    Values other = overWords(toMiddle(b, a)).times(0.5);
    Values exact = half.plus(other);
    double ln2 = Math.log(2);
    return in.trial("divergence", first, second)
        .asks(() -> task.divergence(first.array(), second.array()))
        .expects("(N)", exact)
        .knowsIf(
            "a weight of 0 gives a number that is none: 0 ln 0 counts as 0",
            got -> Arrays.stream(got.numbers()).anyMatch(x -> !Double.isFinite(x)))
        .knows("this is half of it: the way from the second row to the middle is missing", half)
        .knows("this is half of it: the way from the first row to the middle is missing", other)
        .knows("this is twice as much: take half of each of the two sums", exact.times(2))
        .knows("the middle is the sum of both rows: divide it by 2", exact.map(j -> j - ln2))
        .knows("this is in bits: take the natural logarithm", exact.times(1 / ln2))
        .knows("this is the root, a distance: the divergence is asked for", exact.map(Math::sqrt))
        .knows("its sign is turned: ln(a / middle), not ln(middle / a)", exact.times(-1))
        .knows("this is a mean over the words: sum", exact.times(1.0 / in.length("T")))
        .knows(
            "this is the total variation, half the sum of all differences: take logarithms",
            overWords(a.with(b, (x, y) -> Math.abs(x - y) / 2)));
  }

  /** Rows of weights, some of them 0. */
  private static Values someZero(Inputs in) {
    Values scores = in.noise(ROWS);
    Values kept = scores.with(scores.maxAlong(-1), (x, top) -> x == top || x > -0.7 ? 1 : 0);
    return Softmax.of(scores, kept);
  }

  /** a ln(a / middle), 0 where a is. */
  private static Values toMiddle(Values a, Values b) {
    return a.with(b, (x, y) -> x > 0 ? x * Math.log(x / ((x + y) / 2)) : 0);
  }

  /** The sum over the last axis, which goes. */
  private static Values overWords(Values numbers) {
    int[] shape = Arrays.copyOf(numbers.shape(), numbers.rank() - 1);
    Values sums = numbers.sumAlong(-1);
    return Values.fill(index -> sums.at(Arrays.copyOf(index, index.length + 1)), shape);
  }

  static Trial furthest(ExplanationsTask task, Inputs in) {
    Given values = in.random("values", ROWS);
    Given weights = in.given("weights", ROWS, Softmax.of(in.noise(ROWS)));
    Values v = values.values();
    Values w = weights.values();
    Values mean = v.times(w).sumAlong(-1);
    Values plain = v.sumAlong(-1).times(1.0 / in.length("T"));
    Corners corners = new Corners(v, w, mean);
    Corners ofPlain = new Corners(v, w, plain);
    return in.trial("furthest", values, weights)
        .asks(() -> task.furthest(values.array(), weights.array()))
        .expects(ROWS, corners.best(corners::apart))
        .knows("these are the weights that were given: others are asked for", w)
        .knows(
            "the two weights have changed places: the lower word's is (v_j - m) / (v_j - v_i)",
            corners.exchanged())
        .knows(
            "this is the nearest such row: keep the largest divergence",
            corners.best(corner -> -corners.apart(corner)))
        .knows(
            "this is the pair of the lowest and the highest value: keep the pair that is furthest"
                + " from the weights",
            corners.best(corners::width))
        .knows("the mean is not weighted: m is the sum of w v", ofPlain.best(ofPlain::apart))
        .knows("this is a single word: its value is not the mean", corners.heavier())
        .knowsIf(
            "the rows have another mean of the values than the weights that were given",
            got -> !sameMean(got, v, mean));
  }

  private static boolean sameMean(Values got, Values values, Values mean) {
    double[] own = got.times(values).sumAlong(-1).numbers();
    double[] asked = mean.numbers();
    for (int i = 0; i < own.length; i++) {
      if (!(Math.abs(own[i] - asked[i]) < 1e-3)) {
        return false;
      }
    }
    return true;
  }

  static Trial integrated(ExplanationsTask task, Inputs in) {
    Given slopes = in.random("slopes", "(P, N, T, D)");
    Given input = in.random("input", WORDS);
    Given blank = in.random("blank", "(D)");
    int pieces = in.length("P");
    Values all = slopes.values();
    Values x = input.values();
    Values way = x.with(spread(blank.values(), x), (to, from) -> to - from);
    Values slope = overPieces(all, piece -> 1.0 / pieces);
    Values last = overPieces(all, piece -> piece == pieces - 1 ? 1 : 0);
    Values first = overPieces(all, piece -> piece == 0 ? 1 : 0);
    Values exact = overWords(slope.times(way));
    return in.trial("integrated", slopes, input, blank)
        .asks(() -> task.integrated(slopes.array(), input.array(), blank.array()))
        .expects(ROWS, exact)
        .knows("the slopes are summed: take their mean over the pieces", exact.times(pieces))
        .knows(
            "the slopes are multiplied by the input: multiply by the way, input minus blank",
            overWords(slope.times(x)))
        .knows("the way is missing: multiply the mean slope by it", overWords(slope))
        .knows("the way is turned round: it is input minus blank", exact.times(-1))
        .knows(
            "this is gradient times input, the slope of the last piece alone",
            overWords(last.times(way)))
        .knows("this is the slope of the first piece alone", overWords(first.times(way)))
        .knows(
            "this is the length of each word's vector: sum it over D, with its signs",
            overWords(slope.times(way).map(y -> y * y)).map(Math::sqrt))
        .knows(
            "the signs are lost: sum over D without absolute values",
            overWords(slope.times(way).map(Math::abs)),
            exact.map(Math::abs))
        .knows("this is a mean over D: sum", exact.times(1.0 / in.length("D")));
  }

  /** A vector (D) at every word. */
  private static Values spread(Values vector, Values like) {
    return Values.fill(index -> vector.at(index[index.length - 1]), like.shape());
  }

  /** Mixes the first axis away. */
  private static Values overPieces(Values slopes, ToDoubleFunction<Integer> share) {
    int[] shape = Arrays.copyOfRange(slopes.shape(), 1, 4);
    return Values.fill(
        index -> {
          double sum = 0;
          for (int piece = 0; piece < slopes.size(0); piece++) {
            sum += share.applyAsDouble(piece) * slopes.at(piece, index[0], index[1], index[2]);
          }
          return sum;
        },
        shape);
  }
}
