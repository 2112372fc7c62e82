package io.github.attention4j.exercises.lesson09;

import io.github.attention4j.datasets.Canvases;
import io.github.attention4j.datasets.Digits;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.check.WrongAnswerError;
import io.github.attention4j.exercises.experiment.Answers;
import io.github.attention4j.exercises.experiment.Measurement;
import io.github.attention4j.exercises.trial.Values;
import java.util.Arrays;
import org.junit.jupiter.api.TestReporter;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Grades lesson 09's experiment: 10 points, on canvases made anew. */
@ExerciseGrader
public class SpatialReaderGrader {

  private static final int SIZE = 400;
  private static final int SIDE = 24;
  private static final int SCRAPS = 24;
  private static final int CLASSES = 10;
  private static final double CLOSE = 1e-3;

  /** The page draws from small seeds. */
  private static final long SEED = 9_000_009;

  private final Canvases canvases =
      Canvases.of(Digits.load().split(360, 0).test(), SIZE, SIDE, SCRAPS, SEED);

  /** Creates the grader; JUnit does. */
  public SpatialReaderGrader() {}

  @Check(
      id = "09.e1",
      part = "gate",
      points = 2,
      demand = "gate: a number from 0 to 1 for every place",
      hints = {
        "The map has one gate for each place, the same for all channels: (N, 1, h, w).",
        "What the convolution gives is a logit. The sigmoid makes a gate of it.",
        "SpatialAttention.attend(features).gate()"
      })
  void gates(SpatialReader reader) {
    openness(reader);
  }

  @Check(
      id = "09.e2",
      part = "gate",
      points = 3,
      demand = "find: 3 times the box's share of the map in the digit's box",
      hints = {
        "Look at the map over a few pictures: is it open at the digit, at all ink, or on paper, too?",
        "Paper costs hardly anything when it is let through: a gate that started open closes late"
            + " there.",
        "Let the gate start almost closed: a bias of -4 before the first step."
      })
  void finds(SpatialReader reader, TestReporter reporter) {
    double[][][] open = openness(reader);
    double inBoxes = mass(open, (canvas, row, column) -> inBox(canvas, row, column));
    double turned = mass(open, (canvas, row, column) -> inBox(canvas, column, row));
    Measurement.of("mass in the box, as a multiple of its share", inBoxes)
        .beside("a gate that is even", 1)
        .knows("the gate is nearly the same everywhere: it does not look", spread(open) < 0.05)
        .knows(
            "the map's rows and columns are exchanged: row 0 is the picture's upper edge",
            turned > 1.5 && turned > 1.3 * inBoxes)
        .knows(
            "the gate is closed where the digit is, and open around: is this 1 - gate?",
            inBoxes < 0.8)
        .knows(
            "the gate is open at all ink alike, of digits and of scraps: a larger window sees more"
                + " than a stroke",
            inBoxes < 3 && mass(open, this::isInk) > 2 * mass(open, (c, r, k) -> !isInk(c, r, k)))
        .atLeast(3, reporter);
  }

  @Check(
      id = "09.e3",
      part = "read",
      points = 3,
      demand = "read 3 points more than the same network without the gate",
      hints = {
        "Both networks must be trained alike: same start, same canvases, as many steps.",
        "Is the gate's output what is averaged, or the features before it?",
        "Gate the last feature map, and average over the places behind it."
      })
  void readsBetter(SpatialReader reader, TestReporter reporter) {
    double with = accuracy(logits("read", reader.read(pictures())));
    double without = accuracy(logits("readWithoutGate", reader.readWithoutGate(pictures())));
    Measurement.of("share read right, more than without the gate", with - without)
        .beside("read right with the gate", with)
        .beside("read right without", without)
        .knows(
            "with and without the gate the same is read: is the gate multiplied with the features?",
            with == without)
        .knows("the gate costs more than it brings: is it open at the digit?", with < without)
        .atLeast(0.03, reporter);
  }

  @Check(
      id = "09.e4",
      part = "readWithoutGate",
      points = 2,
      demand = "compare fairly: the baseline alone reads at least 50 %",
      hints = {
        "A baseline that was hardly trained makes any gate look good.",
        "Train it from the same start, on the same canvases, for as many steps.",
        "The page's baseline reads more than half."
      })
  void comparesFairly(SpatialReader reader, TestReporter reporter) {
    Values read = logits("readWithoutGate", reader.readWithoutGate(pictures()));
    Measurement.of("read right without the gate", accuracy(read))
        .beside("by chance", 1.0 / CLASSES)
        .knows("every canvas gets the same answer", Answers.areOne(Answers.likeliest(read)))
        .knows("it reads no better than chance: was it trained?", accuracy(read) < 0.2)
        .atLeast(0.5, reporter);
  }

  private INDArray pictures() {
    return canvases.pictures();
  }

  /** The gates, (N, S, S), each spread over the pixels that it covers. */
  private double[][][] openness(SpatialReader reader) {
    INDArray gate = reader.gate(pictures());
    if (gate == null) {
      throw new WrongAnswerError("gate returned null: return the gates, (N, 1, h, w)");
    }
    Values values = Values.of(gate);
    int[] shape = values.shape();
    if (shape.length != 4
        || shape[0] != SIZE
        || shape[1] != 1
        || SIDE % shape[2] != 0
        || SIDE % shape[3] != 0) {
      throw new WrongAnswerError(
          "gate returned shape %s, expected [%d, 1, h, w], h and w divisors of %d"
              .formatted(values, SIZE, SIDE));
    }
    if (!Arrays.stream(values.numbers()).allMatch(open -> open >= -CLOSE && open <= 1 + CLOSE)) {
      throw new WrongAnswerError(
          "gate has numbers that are not from 0 to 1: are these logits, before the sigmoid?");
    }
    double[][][] open = new double[SIZE][SIDE][SIDE];
    for (int i = 0; i < SIZE; i++) {
      for (int row = 0; row < SIDE; row++) {
        for (int column = 0; column < SIDE; column++) {
          open[i][row][column] = values.at(i, 0, row * shape[2] / SIDE, column * shape[3] / SIDE);
        }
      }
    }
    return open;
  }

  private interface Part {
    boolean has(int canvas, int row, int column);
  }

  private boolean inBox(int canvas, int row, int column) {
    return canvases.box(canvas).contains(row, column);
  }

  private final float[] ink = canvases.pictures().data().asFloat();

  private boolean isInk(int canvas, int row, int column) {
    return ink[(canvas * SIDE + row) * SIDE + column] > 0;
  }

  /** The share of a canvas' openness that lies in a part, by the part's share of the area. */
  private static double mass(double[][][] open, Part part) {
    double sum = 0;
    for (int i = 0; i < SIZE; i++) {
      double inside = 0;
      double all = 1e-12;
      int pixels = 0;
      for (int row = 0; row < SIDE; row++) {
        for (int column = 0; column < SIDE; column++) {
          all += open[i][row][column];
          inside += part.has(i, row, column) ? open[i][row][column] : 0;
          pixels += part.has(i, row, column) ? 1 : 0;
        }
      }
      sum += inside / all * SIDE * SIDE / Math.max(1, pixels);
    }
    return sum / SIZE;
  }

  /** How far apart a canvas' most open and most closed place are, on average. */
  private static double spread(double[][][] open) {
    double sum = 0;
    for (double[][] canvas : open) {
      double most = Arrays.stream(canvas).flatMapToDouble(Arrays::stream).max().orElseThrow();
      double least = Arrays.stream(canvas).flatMapToDouble(Arrays::stream).min().orElseThrow();
      sum += most - least;
    }
    return sum / open.length;
  }

  private static Values logits(String method, INDArray output) {
    return Answers.of(method, output, "a number for each class, (N, 10)", SIZE, CLASSES);
  }

  private double accuracy(Values logits) {
    return Answers.accuracy(Answers.likeliest(logits), canvases.labels());
  }
}
