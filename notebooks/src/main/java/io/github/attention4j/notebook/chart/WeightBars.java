package io.github.attention4j.notebook.chart;

import io.github.attention4j.notebook.display.Decimals;
import io.github.attention4j.notebook.display.Picture;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One row of weights at several settings: a small panel of bars for each, all on one scale, such as
 * a softmax as its temperature falls.
 *
 * <pre>{@code
 * show(WeightBars.titled("softmax as the scale grows").keys("a", "b", "c")
 *     .panel("s = 0", 0.333, 0.333, 0.333)
 *     .panel("s = 1", 0.244, 0.665, 0.090)
 *     .panel("s = 10", 0.0, 1.0, 0.0));
 * }</pre>
 *
 * <p>The scale runs from 0 to 1, or to the largest weight if that is more. Values are written above
 * the bars where they fit.
 */
public final class WeightBars implements Picture {

  private static final String NAME = "WeightBars";

  /** A setting and its weights. */
  record Panel(String caption, double[] weights) {}

  private final String title;
  private final List<Panel> panels = new ArrayList<>();
  private List<String> keys = List.of();

  private WeightBars(String title) {
    this.title = title;
  }

  /** A chart without panels yet; the title may be empty. */
  public static WeightBars titled(String title) {
    return new WeightBars(title);
  }

  /** What the bars stand for, from left to right; without it they have no names. */
  public WeightBars keys(String... names) {
    return keys(List.of(names));
  }

  /** What the bars stand for, from left to right; without it they have no names. */
  public WeightBars keys(List<String> names) {
    this.keys = List.copyOf(names);
    return this;
  }

  /**
   * Adds a panel.
   *
   * @param setting what is written above it
   * @throws IllegalArgumentException if there are no weights, one is negative or not finite, or
   *     there are not as many as in the first panel
   */
  public WeightBars panel(String setting, double... weights) {
    Values.requireVector(NAME, setting, weights);
    if (DoubleStream.of(weights).anyMatch(weight -> weight < 0)) {
      throw new IllegalArgumentException(NAME + ": " + setting + " has a negative weight");
    }
    if (!panels.isEmpty() && panels.get(0).weights.length != weights.length) {
      throw new IllegalArgumentException(
          "%s: %s has %d weights, expected %d"
              .formatted(NAME, setting, weights.length, panels.get(0).weights.length));
    }
    panels.add(new Panel(setting, weights.clone()));
    return this;
  }

  /** Adds a panel, from an array of rank 1. */
  public WeightBars panel(String setting, INDArray weights) {
    return panel(setting, Values.vector(NAME, weights));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are no panels, or not as many names as bars
   */
  @Override
  public BufferedImage image() {
    return sheet().image();
  }

  @Override
  public int pixelsPerPoint() {
    return Sheet.PIXELS_PER_POINT;
  }

  @Override
  public String description() {
    return "bars of weights%s: %s"
        .formatted(
            title.isEmpty() ? "" : " \"" + title + "\"",
            panels.stream()
                .map(
                    panel ->
                        "%s, the largest %s"
                            .formatted(panel.caption, Decimals.fixed(2).text(max(panel.weights))))
                .collect(Collectors.joining("; ")));
  }

  Sheet sheet() {
    if (panels.isEmpty()) {
      throw new IllegalArgumentException(NAME + ": there are no panels");
    }
    if (!keys.isEmpty()) {
      Values.requireCount(NAME, "keys", keys, panels.get(0).weights.length);
    }
    return new WeightPanels(title, panels, keys).sheet();
  }

  private static double max(double[] weights) {
    return DoubleStream.of(weights).max().orElseThrow();
  }
}
