package io.github.attention4j.exercises.experiment;

import io.github.attention4j.exercises.check.WrongAnswerError;
import io.github.attention4j.exercises.trial.Tolerance;
import io.github.attention4j.exercises.trial.Values;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights that a model hands over, (Tq, Tk) or with axes before: row i is what query i attends
 * to.
 *
 * <p>It is held against a map that is known to be right: a tensor of the same shape, 1 at the keys
 * that a query should look at and 0 elsewhere. Queries whose row is all 0 there are not counted.
 */
public final class AttentionMap {

  private static final double CLOSE = 1e-3;

  private final Values weights;

  private AttentionMap(Values weights) {
    this.weights = weights;
  }

  /**
   * Takes a map, and checks that it is one.
   *
   * @param weights what the model handed over
   * @param shape its expected shape
   * @throws WrongAnswerError if it has another shape, a number that no weight is, or a row that
   *     sums neither to 1 nor, where a query may attend to nothing, to 0
   */
  public static AttentionMap of(INDArray weights, int... shape) {
    if (weights == null) {
      throw new WrongAnswerError("the map is null: return the attention's weights");
    }
    Values values = Values.of(weights);
    if (!Arrays.equals(values.shape(), shape)) {
      throw new WrongAnswerError(
          "the map has shape %s, expected %s".formatted(values, Arrays.toString(shape)));
    }
    if (!Arrays.stream(values.numbers()).allMatch(weight -> weight >= -CLOSE)) {
      throw new WrongAnswerError(
          "the map has negative weights or NaN: are these scores, before the softmax?");
    }
    Values sums = values.sumAlong(-1);
    for (double sum : sums.numbers()) {
      if (Math.abs(sum - 1) > CLOSE && Math.abs(sum) > CLOSE) {
        boolean columns =
            values.rank() > 1
                && values.sumAlong(-2).isClose(sums.map(any -> 1), new Tolerance(CLOSE, 0));
        throw new WrongAnswerError(
            columns
                ? "the columns sum to 1, not the rows: is the map transposed, or the softmax taken"
                    + " over the queries?"
                : "a row of the map sums to %.4f: weights sum to 1 over the keys".formatted(sum));
      }
    }
    return new AttentionMap(values);
  }

  /** Returns the weights as plain numbers. */
  public Values values() {
    return weights;
  }

  /** Returns the share of its weight that a query gives to the right keys, on average. */
  public double massOn(Values right) {
    Values onRight = weights.times(right).sumAlong(-1);
    return mean(onRight, right);
  }

  /**
   * Returns the share of the queries whose heaviest key is a right one. Of keys that are equally
   * heavy each counts in part: equal weights earn what chance does.
   */
  public double heaviestOn(Values right) {
    Values heaviest = weights.with(weights.maxAlong(-1), (weight, top) -> weight == top ? 1 : 0);
    Values rightOfThem = heaviest.times(right).sumAlong(-1);
    return mean(rightOfThem.with(heaviest.sumAlong(-1), (hits, ties) -> hits / ties), right);
  }

  /** Returns the mass that equal weights would give to the right keys. */
  public static double chance(Values right) {
    return new AttentionMap(right.map(any -> 1.0 / right.size(-1))).massOn(right);
  }

  /** Averages over the queries that have a right key at all. */
  private static double mean(Values byQuery, Values right) {
    Values counted = right.maxAlong(-1);
    return byQuery.times(counted).sum() / counted.sum();
  }

  /**
   * Measures the mass on the right keys, beside equal weights; what is known to go wrong with maps
   * is told by name.
   *
   * @param what such as {@code "weight on the matching bracket"}
   * @param right the map that is known to be right
   */
  public Measurement mass(String what, Values right) {
    return known(Measurement.of(what, massOn(right)), right, massOn(right))
        .beside("equal weights", chance(right));
  }

  /**
   * Measures how many queries have their heaviest weight on a right key, as {@link #mass}.
   *
   * @param what such as {@code "brackets that look most at their opener"}
   * @param right the map that is known to be right
   */
  public Measurement heaviest(String what, Values right) {
    return known(Measurement.of(what, heaviestOn(right)), right, heaviestOn(right))
        .beside("equal weights", chance(right));
  }

  private Measurement known(Measurement measurement, Values right, double found) {
    double heaviest = heaviestOn(right);
    measurement.knows("every query attends to nearly all keys alike: " + BLUNT, isUniform());
    measurement.knows(
        "nearly all queries attend to one and the same key: does the score depend on the query?",
        mostCommonHeaviest() > 0.9 && heaviest < 0.9);
    if (right.size(-1) == right.size(-2)) {
      measurement.knows(
          "the map is transposed: row i must hold the weights of query i",
          isRather(right.transposed(), found));
    }
    measurement.knows(
        "the map is mirrored: the queries look at the keys in reverse order",
        isRather(moved(right, -1, right.size(-1) - 1), found));
    measurement.knows(
        "the map is right, but one key too far: every query looks at the key before or behind the"
            + " right one; is a start token counted, or a position shifted?",
        isRather(moved(right, 1, 1), found) || isRather(moved(right, 1, -1), found));
    return measurement.knows(
        "the heaviest key is right for %.0f %% of the queries, but gets too little weight: %s"
            .formatted(100 * heaviest, BLUNT),
        heaviest > 0.9);
  }

  private static final String BLUNT =
      "the scores are too close to each other (train longer, or scale them less)";

  /** Whether most of the weight lies on another map, and clearly more than on the right one. */
  private boolean isRather(Values other, double found) {
    double mass = massOn(other);
    return mass > 0.6 && mass > found + 0.2;
  }

  private boolean isUniform() {
    double even = 1.0 / weights.size(-1);
    return weights.largest() < 2 * even;
  }

  /** Returns the share of the queries whose heaviest key is the commonest one. */
  private double mostCommonHeaviest() {
    int keys = weights.size(-1);
    int[] count = new int[keys];
    double[] numbers = weights.numbers();
    int rows = numbers.length / keys;
    for (int row = 0; row < rows; row++) {
      int top = 0;
      for (int key = 1; key < keys; key++) {
        top = numbers[row * keys + key] > numbers[row * keys + top] ? key : top;
      }
      count[top]++;
    }
    return Arrays.stream(count).max().orElse(0) / (double) rows;
  }

  /** The right map with its keys at other places: by + direction * key. */
  private static Values moved(Values right, int direction, int by) {
    int last = right.rank() - 1;
    int keys = right.size(last);
    return Values.fill(
        index -> {
          int[] source = index.clone();
          source[last] = Math.floorMod(by + direction * index[last], keys);
          return right.at(source);
        },
        right.shape());
  }
}
