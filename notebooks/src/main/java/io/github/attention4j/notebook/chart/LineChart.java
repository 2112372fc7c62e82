package io.github.attention4j.notebook.chart;

import io.github.attention4j.notebook.display.Picture;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.AnnotationTextPanel;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Lines over an x axis, one for each named series.
 *
 * <pre>{@code
 * show(LineChart.titled("entropy of the weights").x("Dk").y("bits").logX()
 *     .series("scaled", dims, scaled).series("not scaled", dims, unscaled));
 * }</pre>
 *
 * <p>Few points are marked, many are joined by a line alone; {@link #points} are not joined.
 */
public final class LineChart implements Picture {

  private static final String NAME = "LineChart";
  private static final int MOST_MARKED_POINTS = 30;
  private static final double HEADROOM = 0.12;

  private record Series(String name, double[] xs, double[] ys, boolean isJoined) {
    boolean isLong() {
      return isJoined && xs.length > MOST_MARKED_POINTS;
    }
  }

  private record Marker(double x, String label) {}

  private final String title;
  private final List<Series> series = new ArrayList<>();
  private final List<Marker> markers = new ArrayList<>();
  private String x = "";
  private String y = "";
  private boolean logX;
  private boolean logY;
  private Double yMin;
  private Double yMax;

  private LineChart(String title) {
    this.title = title;
  }

  /** A chart without any lines yet; the title may be empty. */
  public static LineChart titled(String title) {
    return new LineChart(title);
  }

  /** The x axis' label. */
  public LineChart x(String label) {
    this.x = label;
    return this;
  }

  /** The y axis' label. */
  public LineChart y(String label) {
    this.y = label;
    return this;
  }

  /** A logarithmic x axis. */
  public LineChart logX() {
    this.logX = true;
    return this;
  }

  /** A logarithmic y axis. */
  public LineChart logY() {
    this.logY = true;
    return this;
  }

  /** The y axis' ends; without it they follow from the values. */
  public LineChart yRange(double min, double max) {
    this.yMin = min;
    this.yMax = max;
    return this;
  }

  /**
   * Adds a line through the points (xs[i], ys[i]).
   *
   * @throws IllegalArgumentException if the two differ in length, are empty, have values that are
   *     not finite, or the name is taken
   */
  public LineChart series(String name, double[] xs, double[] ys) {
    return add(name, xs, ys, true);
  }

  /** Adds points (xs[i], ys[i]) that no line joins; refuses what a line's series does. */
  public LineChart points(String name, double[] xs, double[] ys) {
    return add(name, xs, ys, false);
  }

  private LineChart add(String name, double[] xs, double[] ys, boolean joined) {
    Values.requireVector(NAME, name + ", x", xs);
    Values.requireVector(NAME, name + ", y", ys);
    if (xs.length != ys.length) {
      throw new IllegalArgumentException(
          "%s: %s has %d x values and %d y values".formatted(NAME, name, xs.length, ys.length));
    }
    if (series.stream().anyMatch(other -> other.name.equals(name))) {
      throw new IllegalArgumentException(
          "%s: there are two series named \"%s\"".formatted(NAME, name));
    }
    series.add(new Series(name, xs.clone(), ys.clone(), joined));
    return this;
  }

  /** Adds a line through the points (xs[i], ys[i]), both of rank 1. */
  public LineChart series(String name, INDArray xs, INDArray ys) {
    return series(name, Values.vector(NAME, xs), Values.vector(NAME, ys));
  }

  /** Marks a value on the x axis by a dashed vertical line with a label at its top. */
  public LineChart mark(double x, String label) {
    markers.add(new Marker(x, label));
    return this;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are no series, or a logarithmic axis meets a value
   *     that is not positive
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
    XYChart chart = new XYChart(width, height);
    chart.setTitle(title);
    chart.setXAxisTitle(x);
    chart.setYAxisTitle(y);
    style(chart.getStyler());
    for (int i = 0; i < series.size(); i++) {
      Series line = series.get(i);
      requirePositive(logX, line.name + ", x", line.xs);
      requirePositive(logY, line.name + ", y", line.ys);
      XYSeries drawn = chart.addSeries(line.name, line.xs, line.ys);
      Theme.apply(drawn, i);
      if (line.isLong()) {
        drawn.setMarker(SeriesMarkers.NONE);
      } else if (!line.isJoined) {
        drawn.setLineStyle(SeriesLines.NONE);
      }
    }
    // After all lines, since XChart gives each series the next colour, seen or not.
    series.stream().filter(Series::isLong).forEach(line -> unevenPoint(chart, line));
    for (Marker marker : markers) {
      chart.addAnnotation(new AnnotationLine(marker.x, true, false));
    }
    if (!markers.isEmpty()) {
      // In a range of the caller's there may be no room above the lines.
      double foot = yMax != null ? yMin : withHeadroom(chart.getStyler());
      markers.forEach(
          marker ->
              chart.addAnnotation(new AnnotationTextPanel(marker.label, marker.x, foot, false)));
    }
    return BitmapEncoder.getBufferedImage(chart);
  }

  @Override
  public String description() {
    return "line chart%s: %s over %s; %s"
        .formatted(
            title.isEmpty() ? "" : " \"" + title + "\"",
            y.isEmpty() ? "y" : y,
            x.isEmpty() ? "x" : x,
            series.stream()
                .map(line -> "%s (%d points)".formatted(line.name, line.xs.length))
                .collect(Collectors.joining(", ")));
  }

  private void style(XYStyler styler) {
    Theme.apply(styler);
    styler.setChartTitleVisible(!title.isEmpty());
    styler.setLegendVisible(series.size() > 1);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setXAxisTickMarkSpacingHint(100);
    styler.setXAxisLogarithmic(logX);
    styler.setYAxisLogarithmic(logY);
    styler.setYAxisMin(yMin);
    styler.setYAxisMax(yMax);
  }

  private static void requirePositive(boolean logarithmic, String name, double[] values) {
    double smallest = DoubleStream.of(values).min().orElseThrow();
    if (logarithmic && smallest <= 0) {
      throw new IllegalArgumentException(
          "%s: %s has the value %s, but its axis is logarithmic".formatted(NAME, name, smallest));
    }
  }

  /**
   * XChart sets ticks at the points themselves if these are evenly spaced, as densely as the labels
   * just fit; an invisible uneven point makes it choose few round values instead.
   */
  private static void unevenPoint(XYChart chart, Series line) {
    double[] x = {line.xs[0] + 0.41421 * (line.xs[1] - line.xs[0])};
    XYSeries point = chart.addSeries("uneven point of " + line.name, x, new double[] {line.ys[0]});
    point.setShowInLegend(false);
    point.setMarker(SeriesMarkers.NONE);
    point.setLineStyle(SeriesLines.NONE);
  }

  /** Lifts the upper end of the y axis to make room for labels; returns where these stand. */
  private double withHeadroom(XYStyler styler) {
    DoubleSummaryStatistics values =
        series.stream().flatMapToDouble(line -> DoubleStream.of(line.ys)).summaryStatistics();
    double low = yMin != null ? yMin : values.getMin();
    double high = values.getMax();
    styler.setYAxisMax(above(low, high, HEADROOM));
    return above(low, high, HEADROOM / 3);
  }

  private double above(double low, double high, double share) {
    return logY ? high * Math.pow(high / low, share) : high + share * (high - low);
  }
}
