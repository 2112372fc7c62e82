package io.github.attention4j.exercises.lesson06;

import io.github.attention4j.datasets.Clauses;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.check.WrongAnswerError;
import io.github.attention4j.exercises.experiment.AttentionMap;
import io.github.attention4j.exercises.experiment.Measurement;
import io.github.attention4j.exercises.trial.Values;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.TestReporter;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Grades lesson 06's experiment: 10 points, on sentences made anew. */
@ExerciseGrader
public class ClauseReaderGrader {
  private static final int SENTENCES = 200;
  private static final List<String> QUESTIONS = List.of("doer", "receiver");
  private static final String ALL_LOOK =
      "the heads look at the %s alone: nobody is left for the other question; are the heads really split,"
          + " and each by its own features?";

  /** The page draws with seeds from 1 on. */
  private static final long SEED = 60_606;

  private final Clauses clauses = Clauses.generate(SENTENCES, SEED);

  /** Creates the grader; JUnit does. */
  public ClauseReaderGrader() {}

  @Check(
      id = "06.e1",
      part = "weights",
      points = 2,
      demand = "hand over a map for each of at least two heads",
      hints = {
        "The maps have four axes: sentences, heads, queries, keys.",
        "The library's result has both, output() and weights(); the weights keep the heads apart.",
        "attention.attend(ops, query, key, value, Mask.all()).weights(), made with 2 heads"
      })
  void handsOverMaps(ClauseReader reader) {
    weights(reader);
  }

  @Check(
      id = "06.e2",
      part = "weights",
      points = 3,
      demand = "one head looks at the doer, another at the receiver",
      hints = {
        "Plot each head's map for one sentence, the rows of the two verbs. Where do they look?",
        "A head finds a place relative to the verb only if queries and keys know their positions.",
        "Positions drawn at random and trained, 200 steps of Adam at 0.01, heads of width 16."
      })
  void eachHeadHasAMapOfItsOwn(ClauseReader reader, TestReporter reporter) {
    INDArray weights = weights(reader);
    int heads = (int) weights.size(1);
    AttentionMap[] maps = new AttentionMap[heads];
    double[][] mass = new double[2][heads];
    for (int head = 0; head < heads; head++) {
      maps[head] = AttentionMap.of(of(weights, head), SENTENCES, Clauses.LENGTH, Clauses.LENGTH);
      mass[0][head] = maps[head].massOn(right(0));
      mass[1][head] = maps[head].massOn(right(1));
    }
    int[] assigned = assign(mass);
    int question = mass[0][assigned[0]] < mass[1][assigned[1]] ? 0 : 1; // the worse attended
    String what = "weight on the %s, of the head that looks there most";
    int other = 1 - question;
    boolean forgotten = most(mass[question]) < 0.3 && most(mass[other]) > 0.6;
    Measurement measurement =
        forgotten
            ? Measurement.of(what.formatted(QUESTIONS.get(question)), most(mass[question]))
                .knows(ALL_LOOK.formatted(QUESTIONS.get(other)), true)
            : maps[assigned[question]].mass(
                what.formatted(QUESTIONS.get(question)), right(question));
    measurement
        .knows(
            "each head looks at both nouns: is it the average over the heads that is handed over?",
            IntStream.range(0, heads).allMatch(h -> mass[0][h] > 0.3 && mass[1][h] > 0.3))
        .atLeast(0.8, reporter);
  }

  @Check(
      id = "06.e3",
      part = "answers",
      points = 3,
      demand = "with several heads, read at least 95 % of the pairs",
      hints = {
        "The baseline guesses: one pair in 64. Which of the two questions is missed?",
        "Behind the heads stands one linear map to two times eight numbers, (N, T, 2, 8).",
        "Two heads of width 16, values of the words alone, 200 steps of Adam at 0.01."
      })
  void severalHeadsReadBoth(ClauseReader reader, TestReporter reporter) {
    ClauseAnswers several = answers("answers", reader.answers(clauses.words()));
    ClauseAnswers one = answers("answersOfOneHead", reader.answersOfOneHead(clauses.words()));
    Measurement.of("verbs whose doer and receiver are read right", several.both())
        .beside("one head", one.both())
        .beside("by guessing", ClauseAnswers.BY_GUESSING)
        .knows("doer and receiver are exchanged: the doer comes first", several.exchanged() > 0.5)
        .knows(
            "one question is read and the other guessed: do both heads look at the same noun?",
            several.better() > 0.9 && several.worse() < 0.5)
        .atLeast(0.95, reporter);
  }

  @Check(
      id = "06.e4",
      part = "answersOfOneHead",
      points = 2,
      demand = "show that one head, as large and trained as well, stays below 75 %",
      hints = {
        "A comparison is fair if all but the number of heads is the same.",
        "Heads share the width: one of 32 has as many parameters as two of 16.",
        "new ClauseModel(1, seed), trained as the other; do not give it less training."
      })
  void oneHeadCannot(ClauseReader reader, TestReporter reporter) {
    long several = count(reader.parameters());
    long single = count(reader.parametersOfOneHead());
    if (several != single) {
      throw new WrongAnswerError(
          "%,d parameters with several heads and %,d with one: the comparison is not fair"
              .formatted(several, single));
    }
    ClauseAnswers one = answers("answersOfOneHead", reader.answersOfOneHead(clauses.words()));
    if (one.better() < 0.8) {
      throw new WrongAnswerError(
          "the model with one head reads neither question (%.2f and %.2f): it is not trained, and"
                  .formatted(one.better(), one.worse())
              + " shows nothing");
    }
    Measurement.of("verbs whose doer and receiver one head reads right", one.both())
        .beside("the better of its two questions", one.better())
        .beside("the other", one.worse())
        .knows("one head reads both: has it really one, and do its values hold words alone?", true)
        .atMost(0.75, reporter);
  }

  private INDArray weights(ClauseReader reader) {
    INDArray weights = reader.weights(clauses.words());
    if (weights == null || weights.rank() != 4 || weights.size(1) < 2) {
      throw new WrongAnswerError(
          "the maps have shape %s, expected (N, H, T, T) = [%d, 2 or more, %d, %d]"
              .formatted(
                  weights == null ? "null" : Arrays.toString(weights.shape()),
                  SENTENCES,
                  Clauses.LENGTH,
                  Clauses.LENGTH));
    }
    int heads = (int) weights.size(1);
    AttentionMap.of(weights, SENTENCES, heads, Clauses.LENGTH, Clauses.LENGTH);
    return weights;
  }

  private static double most(double[] masses) {
    return Arrays.stream(masses).max().orElse(0);
  }

  private static INDArray of(INDArray maps, int index) {
    return maps.get(NDArrayIndex.all(), NDArrayIndex.point(index)).dup('c');
  }

  private Values right(int question) {
    return Values.of(of(clauses.maps(), question));
  }

  /** The two different heads of which the worse looks most at what it should. */
  private static int[] assign(double[][] mass) {
    int[] best = {0, 1};
    double most = -1;
    for (int doer = 0; doer < mass[0].length; doer++) {
      for (int receiver = 0; receiver < mass[1].length; receiver++) {
        double least = Math.min(mass[0][doer], mass[1][receiver]);
        if (doer != receiver && least > most) {
          most = least;
          best = new int[] {doer, receiver};
        }
      }
    }
    return best;
  }

  private ClauseAnswers answers(String method, INDArray given) {
    return ClauseAnswers.of(method, given, clauses);
  }

  private static long count(INDArray[] arrays) {
    return arrays == null ? 0 : Arrays.stream(arrays).mapToLong(INDArray::length).sum();
  }
}
