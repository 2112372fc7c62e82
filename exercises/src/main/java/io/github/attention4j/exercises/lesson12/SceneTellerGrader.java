package io.github.attention4j.exercises.lesson12;

import io.github.attention4j.datasets.Shelves;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.experiment.Answers;
import io.github.attention4j.exercises.experiment.AttentionMap;
import io.github.attention4j.exercises.experiment.Measurement;
import io.github.attention4j.exercises.trial.Values;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.TestReporter;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Grades lesson 12's experiment: 10 points, on pictures that no model has seen. */
@ExerciseGrader
public class SceneTellerGrader {
  private static final int PICTURES = 300;
  private static final int T = Shelves.LENGTH;
  private static final int L = 16;

  /** The page draws with seeds from 1 on, and their opposites. */
  private static final long SEED = -1212;

  private final Shelves shelves = Shelves.of(PICTURES, SEED);
  private final Values known = Values.of(shelves.cells());

  /** Creates the grader; JUnit does. */
  public SceneTellerGrader() {}

  @Check(
      id = "12.e1",
      part = "tell",
      points = 3,
      demand = "write 90 % of the captions without a mistake",
      hints = {
        "Print some captions beside the right ones. Which words are wrong?",
        "While writing, the decoder is told what it wrote itself, behind the start.",
        "The page's setting, trained for 300 steps, is enough."
      })
  void tells(SceneTeller teller, TestReporter reporter) {
    Values written = words("tell", teller.tell(shelves.pictures()));
    Measurement.of("captions without a mistake", exact(written))
        .beside("by the linear score", exact(linear(teller)))
        .knows("every picture is given the same caption", isOneAnswer(written))
        .knows("the start is written as well: leave it out", startsWith(written, 1))
        .knows("no caption ends: write the end behind the last word", isEndless(written))
        .knows("the things are right, but named from the bottom up", isUpsideDown(written))
        .atLeast(0.9, reporter);
  }

  @Check(
      id = "12.e2",
      part = "weights",
      points = 3,
      demand = "point: nine naming words in ten look most at their thing",
      hints = {
        "Draw the map of one picture beside the one that is known to be right.",
        "Row t must hold the weights with which word t is chosen, after the words before it.",
        "Leave out the regulariser: it asks for maps that are even."
      })
  void points(SceneTeller teller, TestReporter reporter) {
    AttentionMap map = map(teller.weights(shelves.pictures(), shelves.captions()));
    Measurement.of("words that look most at what they name", map.heaviestOn(known))
        .beside("equal weights", AttentionMap.chance(known))
        .knows("every word looks at all places alike: train longer", heaviest(map.values()) < 0.2)
        .knows(
            "the weights are the same for every word: is the score linear over the state?",
            mostMoved(map.values()) < 1e-4)
        .knows(
            "the map is right, but one row off: does row t belong to the word that is told, or to"
                + " the one that is written?",
            map.heaviestOn(moved(1)) > 0.6 || map.heaviestOn(moved(-1)) > 0.6)
        .atLeast(0.9, reporter);
  }

  @Check(
      id = "12.e3",
      part = "linearWeights",
      points = 1,
      demand = "show that a linear score looks alike for every word",
      hints = {
        "Softmax is not moved by what is the same for every location.",
        "The score is w . [annotation; state], without a tanh.",
        "Compare the rows of one picture's map: they must be the same numbers."
      })
  void ignoresTheState(SceneTeller teller, TestReporter reporter) {
    AttentionMap map = map(teller.linearWeights(shelves.pictures(), shelves.captions()));
    Measurement.of(
            "most that a weight moves between the words of a caption", mostMoved(map.values()))
        .knows("here the state counts: is there a tanh between?", mostMoved(map.values()) > 1e-2)
        .atMost(1e-4, reporter);
  }

  @Check(
      id = "12.e4",
      part = "tellByLinearScore",
      points = 3,
      demand = "show what the state's part in the score is for",
      hints = {
        "Train the same model with a linear score, on as many pictures.",
        "It must say much that is right: it sees what is there, but not which comes next.",
        "Then compare both on new pictures."
      })
  void isNeeded(SceneTeller teller, TestReporter reporter) {
    Values without = linear(teller);
    Measurement.of("first words that are right by the linear score", firstRight(without))
        .knows("the linear model cannot do anything: train it, too", true)
        .atLeast(0.5, reporter);
    Values with = words("tell", teller.tell(shelves.pictures()));
    Measurement.of("captions that only the additive score gets right", exact(with) - exact(without))
        .beside("right by the additive score", exact(with))
        .beside("right by the linear score", exact(without))
        .knows(
            "both write alike: does the second model have the same score?",
            exact(with) == exact(without))
        .atLeast(0.2, reporter);
  }

  private Values linear(SceneTeller teller) {
    return words("tellByLinearScore", teller.tellByLinearScore(shelves.pictures()));
  }

  private static Values words(String method, INDArray written) {
    return Answers.of(method, written, "a number for each word, (B, 12)", PICTURES, T);
  }

  private static AttentionMap map(INDArray weights) {
    return AttentionMap.of(weights, PICTURES, T, L);
  }

  private double exact(Values written) {
    return share(i -> words(written, i).equals(shelves.caption(i)));
  }

  private double firstRight(Values written) {
    return share(i -> word(written.at(i, 0)).equals(shelves.caption(i).get(0)));
  }

  private static double share(IntPredicate isRight) {
    return IntStream.range(0, PICTURES).filter(isRight).count() / (double) PICTURES;
  }

  private boolean isUpsideDown(Values written) {
    return share(
            i -> {
              List<String> words = words(written, i);
              List<String> right = shelves.caption(i);
              int last = right.size() - 2;
              return words.size() == right.size()
                  && words.subList(0, 2).equals(right.subList(last, last + 2));
            })
        > 0.6;
  }

  private static boolean isOneAnswer(Values written) {
    return IntStream.range(1, PICTURES).allMatch(i -> words(written, i).equals(words(written, 0)));
  }

  private static boolean startsWith(Values written, int number) {
    return IntStream.range(0, PICTURES).allMatch(i -> written.at(i, 0) == number);
  }

  private static boolean isEndless(Values written) {
    return IntStream.range(0, PICTURES).allMatch(i -> words(written, i).size() == T);
  }

  private static List<String> words(Values written, int i) {
    return IntStream.range(0, T)
        .mapToObj(t -> word(written.at(i, t)))
        .takeWhile(word -> !word.equals(Shelves.END))
        .toList();
  }

  private static String word(double number) {
    return number >= 0 && number < Shelves.WORDS.size()
        ? Shelves.WORDS.get((int) number)
        : "no word, number " + number;
  }

  /** The most by which a weight differs between two words of one caption, its padding left out. */
  private double mostMoved(Values weights) {
    double most = 0;
    for (int i = 0; i < PICTURES; i++) {
      for (int t = 1; t <= shelves.caption(i).size(); t++) {
        for (int l = 0; l < L; l++) {
          most = Math.max(most, Math.abs(weights.at(i, t, l) - weights.at(i, 0, l)));
        }
      }
    }
    return most;
  }

  /** The largest weight of a naming word, on average. */
  private double heaviest(Values weights) {
    Values naming = known.maxAlong(-1);
    return weights.maxAlong(-1).times(naming).sum() / naming.sum();
  }

  /** The right map, its rows so many further down. */
  private Values moved(int down) {
    return Values.fill(
        index -> {
          int row = index[1] - down;
          return row < 0 || row >= T ? 0 : known.at(index[0], row, index[2]);
        },
        PICTURES,
        T,
        L);
  }
}
