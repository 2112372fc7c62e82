package io.github.attention4j.exercises.lesson10;

import io.github.attention4j.datasets.ClutteredChannels;
import io.github.attention4j.datasets.Digits;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.experiment.Answers;
import io.github.attention4j.exercises.experiment.Measurement;
import io.github.attention4j.exercises.trial.Values;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.TestReporter;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Grades lesson 10's experiment: 10 points, on digits that the page does not train on. */
@ExerciseGrader
public class SheetReaderGrader {
  private static final int PICTURES = 500;
  private static final int CHANNELS = ClutteredChannels.CHANNELS;
  private static final int SIDE = ClutteredChannels.SIDE;

  /** Least share of pictures: trainings from five seeds reach 0.75 to 1, chance a third. */
  private static final double ENOUGH = 0.6;

  /** The page tests with seeds from -1 down to -5. */
  private static final long SEED = -50;

  private final ClutteredChannels pictures =
      ClutteredChannels.of(Digits.load().split(360, 1).test(), PICTURES, SEED);
  private final int[] labels = pictures.labels();

  /** Creates the grader; JUnit does. */
  public SheetReaderGrader() {}

  @Check(
      id = "10.e1",
      part = "channelGate",
      points = 2,
      demand = "open a carrier's gate widest, in 6 of 10 pictures",
      hints = {
        "Print the gates of one picture beside its carriers. What do noise and sheet differ in?",
        "Noise is dark on average, a sheet is mostly paper: the average over a channel tells.",
        "The page's setting, trained for 400 steps, is enough."
      })
  void opensTheCarriers(SheetReader reader, TestReporter reporter) {
    Values gates =
        Answers.of(
            "channelGate", reader.channelGate(pictures()), "the gates, (N, C)", PICTURES, CHANNELS);
    Measurement.of("pictures whose widest gate is a carrier's", widestIsACarrier(gates))
        .beside("by chance", 1 / 3.0)
        .knows("all channels have the same gate", isEven(gates, CHANNELS))
        .knows(
            "the noise has the widest gates: is it 1 - gate?",
            widestIsACarrier(gates.times(-1)) > ENOUGH)
        .atLeast(ENOUGH, reporter);
  }

  @Check(
      id = "10.e2",
      part = "spatialGate",
      points = 3,
      demand = "look into the box: 1.3 times an even gate's weight",
      hints = {
        "Draw the spatial gate of one picture beside its sheet.",
        "A digit is denser than scraps; a 7 x 7 window sees it once the noise is shut out.",
        "Compute the spatial gate of what the channel gate lets pass, not of the picture."
      })
  void looksIntoTheBox(SheetReader reader, TestReporter reporter) {
    Values gates =
        Answers.of(
            "spatialGate",
            reader.spatialGate(pictures()),
            "the gates, (N, H, W)",
            PICTURES,
            SIDE,
            SIDE);
    double weight = weightInTheBox(gates);
    Measurement.of("weight in the digit's quarter, by its share of the sheet", weight)
        .beside("an even gate", 1)
        .knows("all places have the same gate", isEven(gates, SIDE * SIDE))
        .knows("it looks everywhere but at the digit: is it 1 - gate?", weight < 0.9)
        .atLeast(1.3, reporter);
  }

  @Check(
      id = "10.e3",
      part = "read",
      points = 3,
      demand = "read 60 % of the digits with both gates",
      hints = {
        "What does the reader get? Draw the gated input, averaged over the channels.",
        "Without a norm in front of the reader the noise's brightness drowns the digit.",
        "The index of the largest of the ten numbers is the class: logits.argMax(1)"
      })
  void reads(SheetReader reader, TestReporter reporter) {
    Values read = digits("read", reader.read(pictures()));
    Values without = withoutGates(reader);
    Measurement.of("digits read right", Answers.accuracy(read, labels))
        .beside("without gates", Answers.accuracy(without, labels))
        .knows("every picture gets the same answer", Answers.areOne(read))
        .knows("both read alike: are the gates in use?", alike(read, without))
        .atLeast(0.6, reporter);
  }

  @Check(
      id = "10.e4",
      part = "readWithoutGates",
      points = 2,
      demand = "need the gates: 20 points more than the reader without them",
      hints = {
        "Train the same reader once more, with nothing in front of it.",
        "Same pictures, same steps, same start: what is gained then, the gates gain.",
        "The page's reader of the variant none reads four of ten."
      })
  void needsTheGates(SheetReader reader, TestReporter reporter) {
    Values without = withoutGates(reader);
    Values with = digits("read", reader.read(pictures()));
    Measurement.of("digits read right without gates", Answers.accuracy(without, labels))
        .knows("without gates it only guesses: train it, too", true)
        .atLeast(0.25, reporter);
    double gained = Answers.accuracy(with, labels) - Answers.accuracy(without, labels);
    Measurement.of("gained by the gates", gained)
        .knows(
            "both read alike: is the reader without gates the one with gates?",
            alike(with, without))
        .atLeast(0.2, reporter);
  }

  private INDArray pictures() {
    return pictures.pictures(); // new every time: a reader may write to it
  }

  private Values withoutGates(SheetReader reader) {
    return digits("readWithoutGates", reader.readWithoutGates(pictures()));
  }

  private static Values digits(String method, INDArray read) {
    return Answers.of(method, read, "the likeliest digit of each picture, (N)", PICTURES);
  }

  private static boolean alike(Values read, Values other) {
    return Arrays.equals(read.numbers(), other.numbers());
  }

  /** One carrier is enough to read the digit, so nothing asks for the second. */
  private double widestIsACarrier(Values gates) {
    INDArray carriers = pictures.carriers();
    return IntStream.range(0, PICTURES)
            .filter(picture -> carriers.getInt(picture, widest(gates, picture)) == 1)
            .count()
        / (double) PICTURES;
  }

  private static int widest(Values gates, int picture) {
    int widest = 0;
    for (int channel = 1; channel < CHANNELS; channel++) {
      if (gates.at(picture, channel) > gates.at(picture, widest)) {
        widest = channel;
      }
    }
    return widest;
  }

  /** 1 for an even gate, 4 at most. */
  private double weightInTheBox(Values gates) {
    double[] boxes = Values.of(pictures.boxes()).numbers();
    double[] numbers = gates.numbers();
    double share = 0;
    for (int picture = 0; picture < PICTURES; picture++) {
      double inside = 0;
      double all = 0;
      for (int i = picture * SIDE * SIDE; i < (picture + 1) * SIDE * SIDE; i++) {
        inside += numbers[i] * boxes[i];
        all += numbers[i];
      }
      share += inside / all / PICTURES;
    }
    return 4 * share;
  }

  /** Whether all numbers of each so many are equal. */
  private static boolean isEven(Values values, int together) {
    double[] numbers = values.numbers();
    return IntStream.range(0, numbers.length)
        .allMatch(i -> Math.abs(numbers[i] - numbers[i / together * together]) < 1e-6);
  }
}
