package io.github.attention4j.notebook.chart;

import io.github.attention4j.notebook.display.Picture;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Bars over named categories, one group of bars for each series.
 *
 * <pre>{@code
 * show(BarChart.titled("accuracy").x("digit").y("share right").categories("0", "1", "2")
 *     .series("with attention", 0.99, 0.97, 0.98));
 * }</pre>
 */
public final class BarChart implements Picture {

  private static final String NAME = "BarChart";
  private static final int MOST_LABELLED_BARS = 12;

  private record Series(String name, double[] values) {}

  private final String title;
  private final List<Series> series = new ArrayList<>();
  private List<String> categories = List.of();
  private String x = "";
  private String y = "";

  private BarChart(String title) {
    this.title = title;
  }

  /** A chart without any bars yet; the title may be empty. */
  public static BarChart titled(String title) {
    return new BarChart(title);
  }

  /** The x axis' label. */
  public BarChart x(String label) {
    this.x = label;
    return this;
  }

  /** The y axis' label. */
  public BarChart y(String label) {
    this.y = label;
    return this;
  }

  /** The categories' names, from left to right. */
  public BarChart categories(String... names) {
    return categories(List.of(names));
  }

  /** The categories' names, from left to right. */
  public BarChart categories(List<String> names) {
    this.categories = List.copyOf(names);
    return this;
  }

  /**
   * Adds a bar for each category.
   *
   * @throws IllegalArgumentException if there are no values, one is not finite, or the name is
   *     taken
   */
  public BarChart series(String name, double... values) {
    Values.requireVector(NAME, name, values);
    if (series.stream().anyMatch(other -> other.name.equals(name))) {
      throw new IllegalArgumentException(
          "%s: there are two series named \"%s\"".formatted(NAME, name));
    }
    series.add(new Series(name, values.clone()));
    return this;
  }

  /** Adds a bar for each category, from an array of rank 1. */
  public BarChart series(String name, INDArray values) {
    return series(name, Values.vector(NAME, values));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are no series, or one has not as many values as there
   *     are categories
   */
  @Override
  public BufferedImage image() {
    return image(Theme.WIDTH, Theme.HEIGHT);
  }

  @Override
  public BufferedImage imageOfSeveral() {
    return image(Theme.WIDTH_OF_SEVERAL, Theme.HEIGHT_OF_SEVERAL);
  }

  private BufferedImage image(int width, int height) {
    if (series.isEmpty()) {
      throw new IllegalArgumentException(NAME + ": there are no series");
    }
    CategoryChart chart = new CategoryChart(width, height);
    chart.setTitle(title);
    chart.setXAxisTitle(x);
    chart.setYAxisTitle(y);
    style(chart.getStyler());
    for (Series bars : series) {
      Values.requireCount(NAME, "categories", categories, bars.values.length);
      chart.addSeries(bars.name, categories, DoubleStream.of(bars.values).boxed().toList());
    }
    return BitmapEncoder.getBufferedImage(chart);
  }

  private double largest() {
    return series.stream()
        .flatMapToDouble(bars -> DoubleStream.of(bars.values))
        .map(Math::abs)
        .max()
        .orElse(0);
  }

  @Override
  public String description() {
    return "bar chart%s: %s over %s; %s"
        .formatted(
            title.isEmpty() ? "" : " \"" + title + "\"",
            y.isEmpty() ? "values" : y,
            x.isEmpty() ? categories.size() + " categories" : x,
            series.stream().map(Series::name).collect(Collectors.joining(", ")));
  }

  private void style(CategoryStyler styler) {
    Theme.apply(styler);
    styler.setChartTitleVisible(!title.isEmpty());
    styler.setLegendVisible(series.size() > 1);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setAvailableSpaceFill(0.8);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setLabelsVisible(series.size() * categories.size() <= MOST_LABELLED_BARS);
    if (largest() >= 0.1) {
      styler.setDecimalPattern("#,##0.##"); // else XChart writes a bar's value with all its digits
    }
    styler.setXAxisTickMarkSpacingHint(0); // or XChart leaves labels out
  }
}
