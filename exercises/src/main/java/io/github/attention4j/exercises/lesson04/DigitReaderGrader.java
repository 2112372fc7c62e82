package io.github.attention4j.exercises.lesson04;

import io.github.attention4j.datasets.Digits;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.experiment.Answers;
import io.github.attention4j.exercises.experiment.AttentionMap;
import io.github.attention4j.exercises.experiment.Measurement;
import io.github.attention4j.exercises.trial.Values;
import java.util.Arrays;
import org.junit.jupiter.api.TestReporter;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Grades lesson 04's experiment: 10 points, on images drawn anew. */
@ExerciseGrader
public class DigitReaderGrader {

  private static final int TO_READ = 150;
  private static final int PIXELS = 64;
  private static final int CLASSES = 10;

  /** The page draws with seed 0. */
  private static final long SEED = 40;

  private final Digits.Split split = Digits.load().split(TO_READ, SEED);
  private final INDArray images = flat(split.test());
  private final INDArray known = flat(split.train());
  private final int[] truth = split.test().labels();
  private final int[] labels = split.train().labels();

  /** Creates the grader; JUnit does. */
  public DigitReaderGrader() {}

  @Check(
      id = "04.e1",
      part = "weights",
      points = 2,
      demand = "attend: each image's weights over the known images sum to 1",
      hints = {
        "The map has a row for each image to read and a column for each known image.",
        "The library's result has both, output() and weights(), with a batch axis of 1 before.",
        "Attention.dot().attend(query, key, value).weights().slice(0)"
      })
  void attends(DigitReader reader) {
    map(reader);
  }

  @Check(
      id = "04.e2",
      part = "weights",
      points = 3,
      demand = "look at images of the right class",
      hints = {
        "At 1/sqrt(Dk) = 1/8 an image attends to hundreds of others. Is that what a reader needs?",
        "Plot the weight on the right class against the scale, as the page does.",
        "A scale of 1, or more, looks at the few images that are really alike."
      })
  void looksAtItsOwnClass(DigitReader reader, TestReporter reporter) {
    Values right =
        Values.fill(
            index -> truth[index[0]] == labels[index[1]] ? 1 : 0, truth.length, labels.length);
    map(reader).mass("weight on images of the right class", right).atLeast(0.9, reporter);
  }

  @Check(
      id = "04.e3",
      part = "read",
      points = 2,
      demand = "read with this map: the labels, mixed by the weights",
      hints = {
        "What are the values of this attention?",
        "The output is the weights times the one-hot labels.",
        "Attention.dot().attend(query, key, labels).output().slice(0), the labels as (1, Tk, 10)"
      })
  void readsWithTheMap(DigitReader reader, TestReporter reporter) {
    Values oneHot = Values.of(split.train().oneHot());
    Values mixed = map(reader).values().matmul(oneHot);
    Values off = read(reader).with(mixed, (got, expected) -> Math.abs(got - expected));
    Measurement.of("largest difference from the labels mixed by the map", off.largest())
        .knows(
            "read does not mix the labels by the map that weights returns: do both compare the images"
                + " in the same way?",
            true)
        .atMost(1e-3, reporter);
  }

  @Check(
      id = "04.e4",
      part = "read",
      points = 3,
      demand = "read at least 97 % of images that are drawn anew",
      hints = {
        "The baseline always says the commonest class. How far above it is your reader?",
        "Compare the accuracy by scale in the page: where is it best, and where is 1/sqrt(Dk)?",
        "Any scale from about 1/2 to 4 will do."
      })
  void reads(DigitReader reader, TestReporter reporter) {
    Values answers = Answers.likeliest(read(reader));
    Measurement.of("images read right", Answers.accuracy(answers, truth))
        .beside("always the commonest class", commonest())
        .knows("every image is read as the same class", Answers.areOne(answers))
        .atLeast(0.97, reporter);
  }

  private AttentionMap map(DigitReader reader) {
    return AttentionMap.of(reader.weights(images.dup(), known.dup()), truth.length, labels.length);
  }

  private Values read(DigitReader reader) {
    INDArray output = reader.read(images.dup(), known.dup(), split.train().oneHot());
    return Answers.of("read", output, "the likelihoods, (Tq, classes)", truth.length, CLASSES);
  }

  private double commonest() {
    int[] count = new int[CLASSES];
    Arrays.stream(truth).forEach(digit -> count[digit]++);
    return Arrays.stream(count).max().orElse(0) / (double) truth.length;
  }

  private static INDArray flat(Digits digits) {
    return digits.standardisedImages().reshape(digits.size(), PIXELS);
  }
}
