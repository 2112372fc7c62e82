package io.github.attention4j.notebook.chart;

import io.github.attention4j.notebook.display.Decimals;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.HeatMapStyler;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * One map of a {@link HeatMap}. XChart draws it; the values in the cells are drawn over it, in
 * black or white as the cell demands, since XChart knows but one colour for all.
 */
final class HeatMapPanel extends HeatMapChart {

  private static final int PLOT_SIZE = 420;
  private static final int PLOT_SIZE_OF_SEVERAL = 190;
  private static final int PLOT_SIZE_OF_WORDS = 602; // 43 words, each with its label
  private static final int LARGEST_CELL = 60;
  private static final int SMALLEST_SQUARE_CELL = 4;
  private static final int LONGEST_OF_SQUARES = 8;
  private static final int LABEL_SPACING = 14;
  private static final int VALUE_PADDING = 6;

  private final HeatMap map;
  private final double[][] values;
  private final int cellWidth;
  private final int cellHeight;

  HeatMapPanel(HeatMap map, double[][] values) {
    // With a theme: XChart's constructor without one leaves all styles unset.
    super(Theme.WIDTH, Theme.WIDTH, ChartTheme.XChart);
    this.map = map;
    this.values = values;
    int plotSize = map.count() == 1 ? PLOT_SIZE : PLOT_SIZE_OF_SEVERAL;
    if (map.isNamed()) {
      int forAllNames = LABEL_SPACING * Math.max(rows(), columns());
      plotSize = Math.max(plotSize, Math.min(forAllNames, PLOT_SIZE_OF_WORDS));
    }
    int width = cell(plotSize, columns());
    int height = cell(plotSize, rows());
    boolean square =
        Math.min(width, height) >= SMALLEST_SQUARE_CELL
            && Math.max(rows(), columns()) <= LONGEST_OF_SQUARES * Math.min(rows(), columns());
    this.cellWidth = square ? Math.min(width, height) : width;
    this.cellHeight = square ? Math.min(width, height) : height;
    setXAxisTitle(map.keyAxis());
    setYAxisTitle(map.queryAxis());
    style(getStyler());
    addSeries(
        map.keyAxis(),
        labels(map.keys(), cellWidth),
        reversed(labels(map.queries(), cellHeight)),
        cells());
  }

  private static int cell(int plotSize, int count) {
    return Math.max(1, Math.min(LARGEST_CELL, plotSize / count));
  }

  /** Draws the map with cells of whole pixels. */
  BufferedImage image() {
    // The first drawing only tells how much room XChart takes for axes and labels.
    BufferedImage first = draw(getWidth(), getHeight());
    Rectangle2D plotted = plotBounds();
    return draw(
        (int) Math.ceil(first.getWidth() - plotted.getWidth()) + columns() * cellWidth,
        (int) Math.ceil(first.getHeight() - plotted.getHeight()) + rows() * cellHeight);
  }

  /** Where the cells are in the image. */
  Rectangle2D plotBounds() {
    return plot.getBounds();
  }

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    super.paint(graphics, width, height);
    // Once more without smoothing, which leaves light seams between the cells.
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    plot.paint(graphics);
    Theme.smooth(graphics);
    graphics.setFont(Theme.SMALL_FONT);
    FontMetrics metrics = graphics.getFontMetrics();
    Decimals decimals = decimals();
    int widest = all().mapToObj(decimals::text).mapToInt(metrics::stringWidth).max().orElseThrow();
    if (widest + VALUE_PADDING > cellWidth || metrics.getHeight() + VALUE_PADDING > cellHeight) {
      return;
    }
    Rectangle2D plotted = plotBounds();
    double stepX = plotted.getWidth() / columns();
    double stepY = plotted.getHeight() / rows();
    for (int row = 0; row < rows(); row++) {
      for (int column = 0; column < columns(); column++) {
        String text = decimals.text(values[row][column]);
        graphics.setColor(contrasting(color(values[row][column])));
        graphics.drawString(
            text,
            (float) (plotted.getX() + (column + 0.5) * stepX - metrics.stringWidth(text) / 2.0),
            (float)
                (plotted.getY()
                    + (row + 0.5) * stepY
                    + (metrics.getAscent() - metrics.getDescent()) / 2.0));
      }
    }
  }

  private BufferedImage draw(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    paint(graphics, width, height);
    graphics.dispose();
    return image;
  }

  private void style(HeatMapStyler styler) {
    Theme.apply(styler);
    styler.setChartTitleVisible(false);
    styler.setRangeColors(Viridis.colors());
    styler.setMin(map.min());
    styler.setMax(map.max());
    styler.setLegendVisible(false);
    styler.setLegendPosition(LegendPosition.OutsideS); // at the side, XChart makes room even so
    styler.setPlotContentSize(1);
    styler.setPlotGridLinesVisible(false);
    styler.setAxisTicksLineVisible(false);
    styler.setYAxisLabelAlignment(TextAlignment.Right);
    // Or XChart leaves labels out; and in a chart so narrow that it reckons with a negative width,
    // it would divide by zero.
    styler.setXAxisTickMarkSpacingHint(Integer.MIN_VALUE);
    FontMetrics metrics = Layout.metrics(Theme.LABEL_FONT);
    int widest = map.keys().stream().mapToInt(metrics::stringWidth).max().orElseThrow();
    if (widest + VALUE_PADDING > cellWidth * thinning(cellWidth)) {
      styler.setXAxisLabelRotation(90);
      styler.setXAxisLabelAlignmentVertical(TextAlignment.Right); // up to the axis
    }
  }

  /** XChart counts rows from the bottom; ours count from the top. */
  private List<Number[]> cells() {
    List<Number[]> cells = new ArrayList<>();
    for (int row = 0; row < rows(); row++) {
      for (int column = 0; column < columns(); column++) {
        cells.add(new Number[] {column, rows() - 1 - row, values[row][column]});
      }
    }
    return cells;
  }

  /** All labels, or every second, third, .. if the cells are too small for all. */
  private static List<String> labels(List<String> names, int cell) {
    int step = thinning(cell);
    return IntStream.range(0, names.size())
        .mapToObj(i -> i % step == 0 ? names.get(i) : "")
        .toList();
  }

  private static int thinning(int cell) {
    return (LABEL_SPACING + cell - 1) / cell;
  }

  private static List<String> reversed(List<String> list) {
    return IntStream.range(0, list.size()).mapToObj(i -> list.get(list.size() - 1 - i)).toList();
  }

  private Color color(double value) {
    return Viridis.at((value - map.min()) / (map.max() - map.min()));
  }

  /** Black or white, by the relative luminance of ITU-R BT.709. */
  private static Color contrasting(Color background) {
    double luminance =
        0.2126 * background.getRed()
            + 0.7152 * background.getGreen()
            + 0.0722 * background.getBlue();
    return luminance > 128 ? Color.BLACK : Color.WHITE;
  }

  private Decimals decimals() {
    double largest = Math.max(Math.abs(map.min()), Math.abs(map.max()));
    boolean whole = all().allMatch(value -> value == Math.rint(value));
    return whole || largest >= 100 || largest < 0.01
        ? Decimals.of(all().toArray())
        : Decimals.fixed(largest < 10 ? 2 : 1);
  }

  private DoubleStream all() {
    return Stream.of(values).flatMapToDouble(DoubleStream::of);
  }

  private int rows() {
    return values.length;
  }

  private int columns() {
    return values[0].length;
  }
}
