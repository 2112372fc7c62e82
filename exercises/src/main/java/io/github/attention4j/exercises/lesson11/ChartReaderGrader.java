package io.github.attention4j.exercises.lesson11;

import io.github.attention4j.datasets.Harbours;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.experiment.Answers;
import io.github.attention4j.exercises.experiment.AttentionMap;
import io.github.attention4j.exercises.experiment.Measurement;
import io.github.attention4j.exercises.trial.Values;
import java.util.Arrays;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.TestReporter;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Grades lesson 11's experiment: 10 points, on charts drawn anew. */
@ExerciseGrader
public class ChartReaderGrader {
  private static final int CHARTS = 500;
  private static final int PLACES = Harbours.GRID * Harbours.GRID;

  /** How many places two convolutions of 3 x 3 see in every direction. */
  private static final int REACH = 2;

  /** The page draws from small seeds, and their negatives. */
  private static final long SEED = 11_000_011;

  private final Harbours charts = Harbours.of(CHARTS, SEED);
  private final int[][] ships = charts.ships().argMax(2).toIntMatrix();
  private final int[][] harbours = charts.harbours().argMax(2).toIntMatrix();
  private final int[][] alike = charts.mayEnter().toIntMatrix();
  private final int[][] distances = charts.distances().toIntMatrix();

  /** Creates the grader; JUnit does. */
  public ChartReaderGrader() {}

  @Check(
      id = "11.e1",
      part = "weights",
      points = 2,
      demand = "attend: each place's weights over the 36 places sum to 1",
      hints = {
        "The map has a row for each place that asks and a column for each that is looked at.",
        "A place is a cell of 4 x 4 pixels, not a pixel: 6 x 6 of them.",
        "FeatureMapAttention.attend(features).weights()"
      })
  void attends(ChartReader reader) {
    map(reader);
  }

  @Check(
      id = "11.e2",
      part = "weights",
      points = 3,
      demand = "join them: ships give 80 % of their weight to their harbour",
      hints = {
        "Draw the row of one ship over the chart. Which places does it look at?",
        "Is the map that of the trained model, and is the same chart asked?",
        "The page's setting, trained for 400 steps, is enough."
      })
  void joins(ChartReader reader, TestReporter reporter) {
    AttentionMap map = map(reader);
    map.mass("weight of the ships on their own harbour", right((ship, pair) -> ship == pair))
        .beside("on the three other harbours", map.massOn(right((ship, pair) -> ship != pair)))
        .knows(
            "the ships look at harbours, but at any of them: is the flag in the query?",
            map.massOn(right((ship, pair) -> true)) > 0.8)
        .atLeast(0.8, reporter);
  }

  @Check(
      id = "11.e3",
      part = "mayEnter",
      points = 3,
      demand = "answer for 90 % of the ships, however far away they are",
      hints = {
        "An answer is read where the ship is: is the map of answers counted row by row?",
        "A yes or no as the target hardly teaches: let it name both lamps, and compare.",
        "The loss counts at the ships alone: elsewhere there is nothing to be said."
      })
  void answers(ChartReader reader, TestReporter reporter) {
    Values said = answers("mayEnter", reader.mayEnter(charts.pictures()));
    Values without =
        answers("mayEnterByConvolutions", reader.mayEnterByConvolutions(charts.pictures()));
    Measurement.of("ships answered right", accuracy(said, 1, 5))
        .beside("of those further away than two places", accuracy(said, REACH + 1, 5))
        .beside("by convolutions", accuracy(without, 1, 5))
        .knows("every place gets the same answer", Answers.areOne(said))
        .knows("yes and no are turned round", accuracy(said, 1, 5) < 0.3)
        .knows("both answer alike: is the attention in use?", isAlike(said, without))
        .atLeast(0.9, reporter);
  }

  @Check(
      id = "11.e4",
      part = "mayEnterByConvolutions",
      points = 2,
      demand = "beyond two places, convolutions alone stay at chance",
      hints = {
        "Two convolutions of 3 x 3 places see two places in every direction, and no further.",
        "Is anything else in the baseline that joins far places: a pool, an average, attention?",
        "Train it as long as the other, and keep nothing from call to call."
      })
  void convolutionsDoNotReach(ChartReader reader, TestReporter reporter) {
    Values said =
        answers("mayEnterByConvolutions", reader.mayEnterByConvolutions(charts.pictures()));
    double near = accuracy(said, 1, REACH);
    double far = accuracy(said, REACH + 1, 5);
    Measurement.of("ships beyond two places answered right by convolutions", far)
        .beside("within two places", near)
        .beside("by chance", 0.5)
        .knows(
            "it answers as with attention: is the baseline the model itself?",
            isAlike(said, answers("mayEnter", reader.mayEnter(charts.pictures()))))
        .knows("it knows what two convolutions cannot see", true)
        .atMost(0.56, reporter);
    Measurement.of("the same, turned round", 1 - far)
        .knows("its answers are turned round: what is wrong so often knows, too", true)
        .atMost(0.56, reporter);
  }

  private AttentionMap map(ChartReader reader) {
    return AttentionMap.of(reader.weights(charts.pictures()), CHARTS, PLACES, PLACES);
  }

  /** A map with 1 where a ship looks at the harbours of some pairs. */
  private Values right(BiPredicate<Integer, Integer> looks) {
    return Values.fill(
        index -> {
          int ship = which(ships[index[0]], index[1]);
          int pair = which(harbours[index[0]], index[2]);
          return ship >= 0 && pair >= 0 && looks.test(ship, pair) ? 1 : 0;
        },
        CHARTS,
        PLACES,
        PLACES);
  }

  /** Which of a chart's pairs has its ship, or its harbour, at a place; -1 for none. */
  private static int which(int[] places, int place) {
    return IntStream.range(0, places.length).filter(i -> places[i] == place).findFirst().orElse(-1);
  }

  private static Values answers(String method, INDArray answers) {
    return Answers.of(method, answers, "1 or 0 for every place, (B, 36)", CHARTS, PLACES);
  }

  private static boolean isAlike(Values said, Values other) {
    return Arrays.equals(said.numbers(), other.numbers());
  }

  /** The share of the ships within a range of distances whose answer is right. */
  private double accuracy(Values said, int from, int to) {
    double right = 0;
    double asked = 0;
    for (int i = 0; i < CHARTS; i++) {
      for (int pair = 0; pair < Harbours.PAIRS; pair++) {
        if (from <= distances[i][pair] && distances[i][pair] <= to) {
          asked++;
          right += said.at(i, ships[i][pair]) == alike[i][pair] ? 1 : 0;
        }
      }
    }
    return right / asked;
  }
}
