package io.github.attention4j.notebook.chart;

import io.github.attention4j.notebook.display.Picture;
import io.github.attention4j.train.History;
import io.github.attention4j.train.History.Measurement;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A training as a picture: the loss of every step, and beside it the metrics, if any were measured.
 * A history as a cell's last value is shown like this.
 *
 * @param history at least one step
 */
public record HistoryChart(History history) implements Picture {

  /** A loss that falls by this factor is drawn over a logarithmic axis. */
  private static final double LARGE_FALL = 30;

  /** Above so many steps, each point is the mean of several. */
  private static final int MOST_POINTS = 500;

  @Override
  public BufferedImage image() {
    return history.metrics().isEmpty() ? loss().image() : SideBySide.of(loss(), metrics()).image();
  }

  @Override
  public String description() {
    // Without the seconds: a rerun says the same.
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "training: %d steps, loss %.4g -> %.4g",
                history.steps(),
                history.firstLoss(),
                history.lastLoss()));
    for (String name : history.metrics()) {
      text.append(String.format(Locale.ROOT, ", %s %.4g", name, history.last(name)));
    }
    return text.toString();
  }

  private LineChart loss() {
    double[] losses = history.losses();
    int width = 1 + (losses.length - 1) / MOST_POINTS;
    int points = (losses.length + width - 1) / width;
    double[] steps = new double[points];
    double[] means = new double[points];
    for (int i = 0; i < points; i++) {
      int from = i * width;
      int to = Math.min(losses.length, from + width);
      steps[i] = (from + 1 + to) / 2.0;
      means[i] =
          IntStream.range(from, to).mapToDouble(step -> losses[step]).average().orElseThrow();
    }
    LineChart chart =
        LineChart.titled(width == 1 ? "loss" : "loss, mean of " + width + " steps")
            .x("step")
            .y("loss")
            .series("loss", steps, means);
    double smallest = DoubleStream.of(means).min().orElseThrow();
    boolean log =
        smallest > 0 && DoubleStream.of(means).max().orElseThrow() > LARGE_FALL * smallest;
    return log ? chart.logY() : chart;
  }

  private LineChart metrics() {
    List<String> names = history.metrics();
    LineChart chart =
        LineChart.titled(names.size() == 1 ? names.get(0) : "metrics")
            .x("step")
            .y(names.size() == 1 ? names.get(0) : "");
    for (String name : names) {
      List<Measurement> values = history.metric(name);
      chart.series(
          name,
          values.stream().mapToDouble(Measurement::step).toArray(),
          values.stream().mapToDouble(Measurement::value).toArray());
    }
    return chart;
  }
}
