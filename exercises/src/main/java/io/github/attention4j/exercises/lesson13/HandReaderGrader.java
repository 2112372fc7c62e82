package io.github.attention4j.exercises.lesson13;

import io.github.attention4j.datasets.Digits;
import io.github.attention4j.datasets.PointedDigits;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.experiment.Answers;
import io.github.attention4j.exercises.experiment.AttentionMap;
import io.github.attention4j.exercises.experiment.Measurement;
import io.github.attention4j.exercises.trial.Values;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.TestReporter;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Grades lesson 13's experiment: 10 points, on digits that the page does not train on. */
@ExerciseGrader
public class HandReaderGrader {
  private static final int PICTURES = 400;
  private static final int CELLS = PointedDigits.CELLS;
  private static final int SIDE = PointedDigits.SIDE;
  private static final int CELL = SIDE / 3;

  /** The page tests with seeds from -1 down to -5. */
  private static final long SEED = -50;

  private static final double READ = 0.75;

  /** One of the eight is the right one; of the other seven one in ten is of its class. */
  private static final double GUESS = (1 + 7 * 0.1) / 8;

  private final PointedDigits pictures =
      PointedDigits.of(Digits.load().split(360, 1).test(), PICTURES, SEED);
  private final int[] labels = pictures.labels();

  /** Creates the grader; JUnit does. */
  public HandReaderGrader() {}

  @Check(
      id = "13.e1",
      part = "read",
      points = 3,
      demand = "read 75 % of the digits that the hands point at",
      hints = {
        "What does it read of pictures that it was trained on? Little there, too: train longer.",
        "Do positions and class token start with a deviation of 1? With 0.02 it takes far longer.",
        "The page's setting, two blocks of four heads, 800 steps from 0.003 to 0, is enough."
      })
  void reads(HandReader reader, TestReporter reporter) {
    Values read = read(reader, pictures.pictures());
    Measurement.of("digits read right", Answers.accuracy(read, labels))
        .beside("guessing one of the eight", GUESS)
        .knows("every picture gets the same answer", Answers.areOne(read))
        .knows(
            "it reads the digit across from the one that is pointed at",
            Answers.accuracy(read, pictures.turned(4).labels()) > 0.5)
        .knows(
            "it reads a digit beside the one that is pointed at",
            Math.max(
                    Answers.accuracy(read, pictures.turned(1).labels()),
                    Answers.accuracy(read, pictures.turned(-1).labels()))
                > 0.5)
        .atLeast(READ, reporter);
  }

  @Check(
      id = "13.e2",
      part = "read",
      points = 2,
      demand = "follow the hand when it turns, and nothing else",
      hints = {
        "Turn the hand of one picture by hand: which answer should change to which?",
        "Is the answer made of the picture that was given, or of one that was kept?",
        "Only two of nine cells may matter: the middle, and the one it points at."
      })
  void follows(HandReader reader, TestReporter reporter) {
    Values before = read(reader, pictures.pictures());
    PointedDigits turned = pictures.turned(3);
    Values after = read(reader, turned.pictures());
    Measurement.of(
            "read right after the hands have turned", Answers.accuracy(after, turned.labels()))
        .beside("as they were", Answers.accuracy(before, labels))
        .knows(
            "the answers stay when the hands turn: does it look at the hand?",
            alike(before, after) > 0.9)
        .atLeast(READ, reporter);
    Values others = read(reader, withOtherDigits());
    Measurement.of("read right with seven other digits around", Answers.accuracy(others, labels))
        .beside("as they were", Answers.accuracy(before, labels))
        .knows("digits that nobody points at change the answers", true)
        .atLeast(READ, reporter);
  }

  @Check(
      id = "13.e3",
      part = "rollout",
      points = 3,
      demand = "find the digit that counts by rollout, in 80 % of the pictures",
      hints = {
        "Draw the rollout of one picture as a map of 3 x 3 beside the picture.",
        "The last block alone may miss it: the class token may look at the hand, which has looked.",
        "R = A'[last] .. A'[first] with A' = (A + I) / 2; row 0 without column 0, divided by its sum."
      })
  void findsTheDigit(HandReader reader, TestReporter reporter) {
    Values map = AttentionMap.of(reader.rollout(pictures.pictures()), PICTURES, CELLS).values();
    double[] onMiddle = new double[PICTURES];
    Arrays.setAll(onMiddle, i -> map.at(i, PointedDigits.MIDDLE));
    Measurement.of("largest of the eight on the digit that counts", largestOn(map, pictures))
        .beside("by chance", 1 / 8.0)
        .knows("all cells have the same weight", isEven(map))
        .knows(
            "nearly all weight is on the hand: is this the last block alone?",
            Arrays.stream(onMiddle).average().orElseThrow() > 0.8)
        .knows(
            "the map is transposed: cells are row by row",
            largestOn(transposed(map), pictures) > 0.5)
        .knows(
            "it is the same cell in nearly all pictures: rows of the class token are asked for",
            mostCommon(map) > 0.9)
        .atLeast(0.8, reporter);
  }

  @Check(
      id = "13.e4",
      part = "readWithoutPositions",
      points = 2,
      demand = "need the positions: 40 points more than without them",
      hints = {
        "Train the same model once more, and add no positions.",
        "Same pictures, same start: what is gained then, the positions gain.",
        "Without positions no model can know which cell is pointed at: it must be near guessing."
      })
  void needsPositions(HandReader reader, TestReporter reporter) {
    Values without =
        Answers.of(
            "readWithoutPositions",
            reader.readWithoutPositions(pictures.pictures()),
            "the likeliest digit of each picture, (N)",
            PICTURES);
    Values with = read(reader, pictures.pictures());
    double alone = Answers.accuracy(without, labels);
    Measurement.of("gained by the positions", Answers.accuracy(with, labels) - alone)
        .beside("read right without them", alone)
        .knows(
            "both read alike: is the model without positions the one with them?",
            alike(with, without) == 1)
        .atLeast(0.4, reporter);
    long classes = Arrays.stream(without.numbers()).distinct().count();
    Measurement.of("different answers without positions", classes)
        .knows(
            "without positions every picture gets the same answer: train it, too",
            Answers.areOne(without))
        .atLeast(5, reporter);
  }

  private static Values read(HandReader reader, INDArray pictures) {
    return Answers.of(
        "read", reader.read(pictures), "the likeliest digit of each picture, (N)", PICTURES);
  }

  /** The share of the pictures that are answered alike. */
  private static double alike(Values read, Values other) {
    return Answers.accuracy(
        read, Arrays.stream(other.numbers()).mapToInt(number -> (int) number).toArray());
  }

  /** The hands and the digits they point at, and around them the digits of the next picture. */
  private INDArray withOtherDigits() {
    double[] own = Values.of(pictures.pictures()).numbers();
    int[] pointed = pictures.pointed();
    int size = SIDE * SIDE;
    float[] mixed = new float[own.length];
    for (int i = 0; i < own.length; i++) {
      int cell = i % size / SIDE / CELL * 3 + i % SIDE / CELL;
      boolean kept = cell == PointedDigits.MIDDLE || cell == pointed[i / size];
      mixed[i] = (float) own[kept ? i : (i + size) % own.length];
    }
    return Nd4j.createFromArray(mixed).reshape(PICTURES, SIDE, SIDE);
  }

  private static double largestOn(Values map, PointedDigits pictures) {
    int[] pointed = pictures.pointed();
    return IntStream.range(0, PICTURES).filter(i -> largest(map, i) == pointed[i]).count()
        / (double) PICTURES;
  }

  /** The cell with the largest weight, the middle left out. */
  private static int largest(Values map, int picture) {
    int best = 0;
    for (int cell = 1; cell < CELLS; cell++) {
      boolean more = map.at(picture, cell) > map.at(picture, best);
      best = cell != PointedDigits.MIDDLE && more ? cell : best;
    }
    return best;
  }

  private static Values transposed(Values map) {
    return Values.fill(index -> map.at(index[0], index[1] % 3 * 3 + index[1] / 3), PICTURES, CELLS);
  }

  private static double mostCommon(Values map) {
    int[] often = new int[CELLS];
    IntStream.range(0, PICTURES).forEach(i -> often[largest(map, i)]++);
    return Arrays.stream(often).max().orElseThrow() / (double) PICTURES;
  }

  private static boolean isEven(Values map) {
    return Arrays.stream(map.numbers()).allMatch(weight -> Math.abs(weight - 1.0 / CELLS) < 1e-4);
  }
}
