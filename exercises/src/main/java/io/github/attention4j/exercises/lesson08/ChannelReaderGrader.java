package io.github.attention4j.exercises.lesson08;

import io.github.attention4j.datasets.Digits;
import io.github.attention4j.datasets.NoisyChannels;
import io.github.attention4j.datasets.NoisyChannels.Kind;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.check.WrongAnswerError;
import io.github.attention4j.exercises.experiment.Answers;
import io.github.attention4j.exercises.experiment.Measurement;
import io.github.attention4j.exercises.trial.Values;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.TestReporter;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Grades lesson 08's experiment: 10 points, on pictures made anew. */
@ExerciseGrader
public class ChannelReaderGrader {

  private static final int SIZE = 500;
  private static final int CHANNELS = NoisyChannels.CHANNELS;
  private static final int CLASSES = 10;

  /** The page draws from small seeds. */
  private static final long SEED = 8_000_008;

  private final NoisyChannels channels =
      NoisyChannels.of(Digits.load().split(SIZE, 0).test(), SIZE, SEED);
  private final int[] labels = channels.labels();

  /** Creates the grader; JUnit does. */
  public ChannelReaderGrader() {}

  @Check(
      id = "08.e1",
      part = "gates",
      points = 2,
      demand = "gate: a number from 0 to 1 for every channel",
      hints = {
        "A picture has one gate for each channel, whatever its height and width.",
        "The library's gates are (N, C, 1, 1): take the last two axes away.",
        "gate.attend(pictures).gate().reshape(pictures.size(0), 12)"
      })
  void gates(ChannelReader reader) {
    gatesOf(reader);
  }

  @Check(
      id = "08.e2",
      part = "gates",
      points = 3,
      demand = "rank: both carriers above all others in 95 % of the pictures",
      hints = {
        "Which kind of noise has gates as large as a carrier's? Look at some of its channels.",
        "One pool alone takes one kind of noise for a carrier. Are there both?",
        "With fewer hidden numbers than channels no gate can move by itself: withReduction(1). And a"
            + " gate that starts closed stays closed: let all start half open."
      })
  void ranks(ChannelReader reader, TestReporter reporter) {
    Values gates = gatesOf(reader);
    double haze = passes(gates, Kind.HAZE);
    double grain = passes(gates, Kind.GRAIN);
    Measurement.of("pictures with both carriers on top", onTop(gates))
        .beside("by chance", 1 / 66.0)
        .beside("pictures in which some haze passes a carrier", haze)
        .beside("pictures in which some grain passes a carrier", grain)
        .knows("all channels have the same gate: it does not look", spread(gates) < 0.05)
        .knows(
            "the carriers have the smallest gates: is this 1 - gate?",
            onTop(gates.map(gate -> -gate)) > 0.5)
        .knows("the gates stand in the reverse order of the channels", onTop(reversed(gates)) > 0.5)
        .knows(
            "haze is taken for a carrier: does the gate see the maximum?",
            haze > 0.3 && haze > 2 * grain)
        .knows(
            "grain is taken for a carrier: does the gate see the average?",
            grain > 0.3 && grain > 2 * haze)
        .atLeast(0.95, reporter);
  }

  @Check(
      id = "08.e3",
      part = "read",
      points = 3,
      demand = "read 5 points more than the same network without the gate",
      hints = {
        "Both networks must be trained alike: same start, same pictures, as many steps.",
        "Is the gate's output what is averaged, or the pictures before it?",
        "Multiply every channel by its gate, take the mean over the channels, standardise it, and"
            + " only then answer."
      })
  void readsBetter(ChannelReader reader, TestReporter reporter) {
    double with = accuracy(logits("read", reader.read(pictures())));
    double without = accuracy(logits("readWithoutGate", reader.readWithoutGate(pictures())));
    Measurement.of("share read right, more than without the gate", with - without)
        .beside("read right with the gate", with)
        .beside("read right without", without)
        .knows(
            "with and without the gate the same is read: are the channels multiplied by it?",
            with == without)
        .knows("the gate costs more than it brings: is it open at the carriers?", with < without)
        .atLeast(0.05, reporter);
  }

  @Check(
      id = "08.e4",
      part = "readWithoutGate",
      points = 2,
      demand = "compare fairly: the baseline alone reads at least 25 %",
      hints = {
        "A baseline that was hardly trained makes any gate look good.",
        "Train it from the same start, on the same pictures, for as many steps.",
        "The page's baseline reads more than a third."
      })
  void comparesFairly(ChannelReader reader, TestReporter reporter) {
    Values read = logits("readWithoutGate", reader.readWithoutGate(pictures()));
    Measurement.of("read right without the gate", accuracy(read))
        .beside("by chance", 1.0 / CLASSES)
        .knows("every picture gets the same answer", Answers.areOne(Answers.likeliest(read)))
        .knows("it reads no better than chance: was it trained?", accuracy(read) < 0.2)
        .atLeast(0.25, reporter);
  }

  private INDArray pictures() {
    return channels.pictures(); // new every time: a reader may write to it
  }

  private Values gatesOf(ChannelReader reader) {
    Values gates =
        Answers.of("gates", reader.gates(pictures()), "the gates, (N, C)", SIZE, CHANNELS);
    if (!Arrays.stream(gates.numbers()).allMatch(gate -> gate >= 0 && gate <= 1)) {
      throw new WrongAnswerError(
          "gates has numbers that are not from 0 to 1: are these logits, before the sigmoid?");
    }
    return gates;
  }

  private static Values logits(String method, INDArray output) {
    return Answers.of(method, output, "a number for each class, (N, 10)", SIZE, CLASSES);
  }

  private double accuracy(Values read) {
    return Answers.accuracy(Answers.likeliest(read), labels);
  }

  /** The share of the pictures in which every carrier is above every other channel. */
  private double onTop(Values gates) {
    return share(
        picture ->
            lowestCarrier(gates, picture)
                > Math.max(
                    highest(gates, picture, Kind.HAZE), highest(gates, picture, Kind.GRAIN)));
  }

  /** The share of the pictures in which a channel of a kind is as high as a carrier. */
  private double passes(Values gates, Kind kind) {
    return share(picture -> lowestCarrier(gates, picture) <= highest(gates, picture, kind));
  }

  private static double share(IntPredicate holds) {
    return IntStream.range(0, SIZE).filter(holds).count() / (double) SIZE;
  }

  private double lowestCarrier(Values gates, int picture) {
    return extreme(gates, picture, Kind.CARRIER, Double.POSITIVE_INFINITY, Math::min);
  }

  private double highest(Values gates, int picture, Kind kind) {
    return extreme(gates, picture, kind, Double.NEGATIVE_INFINITY, Math::max);
  }

  private double extreme(
      Values gates, int picture, Kind kind, double ofNone, DoubleBinaryOperator which) {
    double extreme = ofNone;
    for (int c = 0; c < CHANNELS; c++) {
      if (channels.kinds(picture).get(c) == kind) {
        extreme = which.applyAsDouble(extreme, gates.at(picture, c));
      }
    }
    return extreme;
  }

  /** How far apart a picture's most open and most closed gate are, on average. */
  private static double spread(Values gates) {
    Values highest = gates.maxAlong(-1);
    Values lowest = gates.map(gate -> -gate).maxAlong(-1).map(negative -> -negative);
    return (highest.sum() - lowest.sum()) / SIZE;
  }

  private static Values reversed(Values gates) {
    return Values.fill(at -> gates.at(at[0], CHANNELS - 1 - at[1]), SIZE, CHANNELS);
  }
}
