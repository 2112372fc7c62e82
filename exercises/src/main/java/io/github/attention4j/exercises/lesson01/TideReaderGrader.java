package io.github.attention4j.exercises.lesson01;

import io.github.attention4j.datasets.Tides;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.experiment.Answers;
import io.github.attention4j.exercises.experiment.AttentionMap;
import io.github.attention4j.exercises.experiment.Measurement;
import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Values;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.TestReporter;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Grades lesson 01's experiment: 10 points, on a log that is made anew. */
@ExerciseGrader
public class TideReaderGrader {

  private static final int READINGS = 100;
  private static final int ASKED = 300;

  /** The page learns from the logs of seeds 1 to 5, and tests with those of 101 to 105. */
  private static final long LOG = 1901;

  private static final long FRESH = 1902;

  /** A tenth of the least distance of two readings: cold enough to look up. */
  private static final double COLD = 0.01;

  private final Tides log = Tides.logged(READINGS, LOG);
  private final Tides fresh = Tides.logged(ASKED, FRESH);

  /** Creates the grader; JUnit does. */
  public TideReaderGrader() {}

  @Check(
      id = "01.e1",
      part = "weights",
      points = 2,
      demand = "attend: each query's weights over the readings sum to 1",
      hints = {
        "The map has a row for each hour that is asked for and a column for each reading.",
        "The library's result has both, output() and weights(), with a batch axis of 1 before.",
        "new Attention(score).attend(query, key, value).weights().slice(0), all as (1, T, 1)"
      })
  void attends(TideReader reader) {
    map(reader, fresh, reader.width());
    map(reader, log, 24);
  }

  @Check(
      id = "01.e2",
      part = "weights",
      points = 2,
      demand = "in the cold, look up exactly: an hour finds its own reading alone",
      hints = {
        "What is the score of a key that equals the query, and what do all others become as the"
            + " width falls?",
        "Divide by the width that is given, not by the one that was learned.",
        "-(q - k)^2 / (2 width^2): at a width of 0.01 the nearest other key is behind by 50."
      })
  void looksUp(TideReader reader, TestReporter reporter) {
    Values identity = Values.fill(at -> at[0] == at[1] ? 1 : 0, READINGS, READINGS);
    map(reader, log, COLD)
        .mass("weight on the reading of that very hour", identity)
        .atLeast(0.999, reporter);
  }

  @Check(
      id = "01.e3",
      part = "read",
      points = 2,
      demand = "read with this map: the levels, mixed by the weights",
      hints = {
        "What are the values of this dictionary?",
        "The output is the weights, at the learned width, times the levels.",
        "attend(asked, hours, levels).output().reshape(asked.length())"
      })
  void readsWithTheMap(TideReader reader, TestReporter reporter) {
    Values levels = Values.of(log.levels()).reshaped(READINGS, 1);
    Values mixed = map(reader, fresh, reader.width()).values().matmul(levels).reshaped(ASKED);
    Values off = read(reader).with(mixed, (got, expected) -> Math.abs(got - expected));
    Measurement.of("largest difference from the levels mixed by the map", off.largest())
        .knows(
            "read does not mix the levels by the map that weights returns at the learned width: do"
                + " both compare the hours in the same way?",
            true)
        .atMost(1e-3, reporter);
  }

  @Check(
      id = "01.e4",
      part = "width",
      points = 4,
      demand = "err by at most a third of what the average does, on a new log",
      hints = {
        "Print the width that was learned. How many hours is it from high water to low?",
        "Plot the error against the width, as the page does: it has its valley between 1/2 and 1.",
        "May a reading look itself up while the width is learned? Then the best width is 0."
      })
  void reads(TideReader reader, TestReporter reporter) {
    double[] truth = fresh.levels().toDoubleVector();
    double mean = log.levels().meanNumber().doubleValue();
    double average = error(DoubleStream.generate(() -> mean).limit(ASKED).toArray(), truth);
    double nearest = error(readAt(COLD), truth);
    double[] found = read(reader).numbers();
    double spread =
        Arrays.stream(found).max().orElseThrow() - Arrays.stream(found).min().orElseThrow();
    double error = error(found, truth);
    Measurement.of("error as a share of the average's", error / average)
        .beside("the nearest reading alone", nearest / average)
        .beside("the best width of a sweep", best(truth) / average)
        .knows(
            "every hour gets nearly the average level: the width is too large, so that all readings"
                + " have a say",
            spread < 0.5)
        .knows(
            "this is no better than the nearest reading alone, waves and all: the width is too"
                + " small; was it learned from readings that looked themselves up?",
            Math.abs(error / nearest - 1) < 0.1)
        .atMost(1 / 3.0, reporter);
  }

  private AttentionMap map(TideReader reader, Tides asked, double width) {
    INDArray weights = reader.weights(asked.hours(), log.hours(), width);
    return AttentionMap.of(weights, asked.size(), READINGS);
  }

  private Values read(TideReader reader) {
    INDArray levels = reader.read(fresh.hours(), log.hours(), log.levels());
    return Answers.of("read", levels, "the levels, (Tq)", ASKED);
  }

  /** The least error of the widths from 0.1 to 10 hours. */
  private double best(double[] truth) {
    return DoubleStream.iterate(0.1, width -> width < 10, width -> width * 1.1)
        .map(width -> error(readAt(width), truth))
        .min()
        .orElseThrow();
  }

  /** Reads by the formula, in plain loops. */
  private double[] readAt(double width) {
    Values asked = Values.of(fresh.hours());
    Values hours = Values.of(log.hours());
    Values scores =
        Values.fill(
            at -> -0.5 * Math.pow((asked.at(at[0]) - hours.at(at[1])) / width, 2), ASKED, READINGS);
    Values levels = Values.of(log.levels()).reshaped(READINGS, 1);
    return Softmax.of(scores).matmul(levels).numbers();
  }

  /** The root of the mean squared difference. */
  private static double error(double[] found, double[] truth) {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum += (found[i] - truth[i]) * (found[i] - truth[i]);
    }
    return Math.sqrt(sum / truth.length);
  }
}
