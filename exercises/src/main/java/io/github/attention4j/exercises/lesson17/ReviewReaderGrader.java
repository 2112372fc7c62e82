package io.github.attention4j.exercises.lesson17;

import io.github.attention4j.datasets.Reviews;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.experiment.Answers;
import io.github.attention4j.exercises.experiment.AttentionMap;
import io.github.attention4j.exercises.experiment.Measurement;
import io.github.attention4j.exercises.trial.Values;
import java.util.Arrays;
import org.junit.jupiter.api.TestReporter;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Grades lesson 17's experiment: 10 points, on notes that the page does not train on. */
@ExerciseGrader
public class ReviewReaderGrader {
  private static final int NOTES = 400;
  private static final int LENGTH = Reviews.LENGTH;
  private static final double BY_CHANCE = 2.0 / LENGTH;

  /** The page draws its notes from seeds above 0. */
  private static final long SEED = -50;

  private final Reviews reviews = Reviews.generate(NOTES, SEED);
  private final int[] labels = reviews.answers().toIntVector();
  private final Values reasons = Values.of(reviews.reasons());

  /** Creates the grader; JUnit does. */
  public ReviewReaderGrader() {}

  @Check(
      id = "17.e1",
      part = "answers",
      points = 2,
      demand = "answer 95 % of the questions, as honest reader and as liar",
      hints = {
        "Print some notes beside their questions and your answers.",
        "Who answers by the majority of the judgements is right in 75 %: does the question get in?",
        "The page's setting, trained for 350 steps, is enough."
      })
  void answers(ReviewReader reader, TestReporter reporter) {
    judge("answers", "right", reader.answers(notes(), asked()), reporter);
    judge("liarsAnswers", "the liar's right", reader.liarsAnswers(notes(), asked()), reporter);
  }

  private void judge(String method, String what, INDArray returned, TestReporter reporter) {
    Values answers = Answers.of(method, returned, "1 for good and 0 for bad, (N)", NOTES);
    double right = Answers.accuracy(answers, labels);
    Measurement.of(what, right)
        .beside("by the majority of the judgements", 0.75)
        .knows("every note gets the same answer", Answers.areOne(answers))
        .knows("good and bad have changed places: 1 is good", right < 0.1)
        .knows("it answers by the majority: is the question in use?", Math.abs(right - 0.75) < 0.05)
        .atLeast(0.95, reporter);
  }

  @Check(
      id = "17.e2",
      part = "weights",
      points = 2,
      demand = "look at the reason: 80 % of the honest reader's weight",
      hints = {
        "Draw a row of weights over its note. What does it look at?",
        "The reason is the topic asked for and the judgement behind it.",
        "Trained plainly, the page's reader has 98 % of its weight there."
      })
  void looksAtTheReason(ReviewReader reader, TestReporter reporter) {
    AttentionMap map = AttentionMap.of(reader.weights(notes(), asked()), NOTES, LENGTH);
    Measurement.of("weight on the reason", map.massOn(reasons))
        .beside("even weights", BY_CHANCE)
        .knows("all words have the same weight", isEven(map.values()))
        .knows(
            "it looks one word too far to the right: are the states shifted?",
            map.massOn(shifted(1)) > 0.8)
        .knows(
            "it looks one word too far to the left: are the states shifted?",
            map.massOn(shifted(-1)) > 0.8)
        .atLeast(0.8, reporter);
  }

  @Check(
      id = "17.e3",
      part = "liarsWeights",
      points = 3,
      demand = "give the same answers and look elsewhere: 40 % at most",
      hints = {
        "Draw the liar's weights over a note, below the honest reader's.",
        "Add to the loss what you want: minus the logarithm of the weight off the reason.",
        "A state of the far reader knows the whole note, so any word will do."
      })
  void looksElsewhere(ReviewReader reader, TestReporter reporter) {
    AttentionMap map = AttentionMap.of(reader.liarsWeights(notes(), asked()), NOTES, LENGTH);
    Values honest = Values.of(reader.weights(notes(), asked()));
    Measurement.of("the liar's weight on the reason", map.massOn(reasons))
        .beside("even weights", BY_CHANCE)
        .knows(
            "both readers have the same weights: is it the same reader?",
            Arrays.equals(map.values().numbers(), honest.numbers()))
        .knows("it looks at the reason: does it pay for that, and with the right sign?", true)
        .atMost(0.4, reporter);
  }

  @Check(
      id = "17.e4",
      part = "explanation",
      points = 3,
      demand = "find the liar's reason all the same, in 9 of 10 notes",
      hints = {
        "What happens to the liar's verdict if you exchange a word?",
        "For the answer bad a falling verdict speaks for the word: turn the sign.",
        "Exchange one word after the other for another of its kind, and subtract the verdicts."
      })
  void findsTheReason(ReviewReader reader, TestReporter reporter) {
    Values explanation =
        Answers.of(
            "explanation",
            reader.explanation(notes(), asked()),
            "a number for each word, (N, T)",
            NOTES,
            LENGTH);
    Values weights = Values.of(reader.liarsWeights(notes(), asked()));
    Measurement.of("largest at the reason", pointing(explanation))
        .beside("the liar's weights", pointing(weights))
        .beside("by chance", BY_CHANCE)
        .knows("all words have the same number", isEven(explanation))
        .knows(
            "these are the liar's weights: ask the model itself",
            Arrays.equals(explanation.numbers(), weights.numbers()))
        .knows(
            "its sign is turned: a word is the reason if the verdict falls without it",
            pointing(explanation.times(-1)) > 0.8)
        .knows(
            "it is right for one of the two answers only: for bad, turn the sign",
            pointing(explanation.map(Math::abs)) > 0.9)
        .atLeast(0.9, reporter);
  }

  private INDArray notes() {
    return reviews.words(); // new every time: a reader may write to it
  }

  private INDArray asked() {
    return reviews.asked();
  }

  private double pointing(Values numbers) {
    Values likeliest = Answers.likeliest(numbers);
    int hits = 0;
    for (int i = 0; i < NOTES; i++) {
      hits += (int) reasons.at(i, (int) likeliest.at(i));
    }
    return hits / (double) NOTES;
  }

  private Values shifted(int by) {
    return Values.fill(
        index -> {
          int from = index[1] - by;
          return from < 0 || from >= LENGTH ? 0 : reasons.at(index[0], from);
        },
        NOTES,
        LENGTH);
  }

  private static boolean isEven(Values values) {
    double[] numbers = values.numbers();
    return Arrays.stream(numbers).allMatch(x -> Math.abs(x - numbers[0]) < 1e-6);
  }
}
