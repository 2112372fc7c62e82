package io.github.attention4j.notebook.chart;

import io.github.attention4j.notebook.display.Decimals;
import io.github.attention4j.notebook.display.Picture;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
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
  private static final int MAX_WIDTH = 860;
  private static final int PADDING = 10;
  private static final int SPACE = 22; // between panels
  private static final int TICKS = 30;
  private static final int NARROWEST = 120;
  private static final int WIDEST = 270;
  private static final int BARS_HEIGHT = 110;
  private static final int WIDEST_BAR = 40;
  private static final int LINE = 18;

  private record Panel(String caption, double[] weights) {}

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
    FontMetrics small = Layout.metrics(Theme.SMALL_FONT);
    int bars = panels.get(0).weights.length;
    int widestKey = Wrapping.width(Words.visible(keys), Theme.SMALL_FONT);
    double panelWidth = Math.max(NARROWEST, Math.min(WIDEST, bars * (widestKey + 6.0)));
    boolean upright = widestKey + 4 > panelWidth / bars;
    panelWidth = Math.max(panelWidth, bars * (upright ? small.getHeight() + 1.0 : 4.0));
    int fitting = (int) ((MAX_WIDTH - TICKS + SPACE) / (panelWidth + SPACE));
    int rows = (panels.size() + Math.max(1, fitting) - 1) / Math.max(1, fitting);
    int columns = (panels.size() + rows - 1) / rows;
    double keysHeight = keys.isEmpty() ? 4 : upright ? widestKey + 8 : LINE;
    List<List<String>> captions = lines(panelWidth);
    int captionLines = captions.stream().mapToInt(List::size).max().orElse(0);
    double panelHeight = captionLines * LINE + LINE + BARS_HEIGHT + keysHeight;
    double titleHeight = title.isEmpty() ? 0 : LINE + PADDING;
    int titleWidth = Layout.metrics(Theme.TITLE_FONT).stringWidth(title);
    double content = columns * (panelWidth + SPACE) - SPACE;
    double width = Math.max(content + TICKS, titleWidth) + 2 * PADDING;
    Sheet sheet = new Sheet(width, titleHeight + rows * (panelHeight + PADDING) + PADDING);
    sheet.centered(title, Theme.TITLE_FONT, Theme.TEXT, width / 2, PADDING + LINE / 2.0);
    double scale =
        Math.max(1, panels.stream().mapToDouble(panel -> max(panel.weights)).max().orElse(1));
    for (int i = 0; i < panels.size(); i++) {
      double left = (width - content + TICKS) / 2 + i % columns * (panelWidth + SPACE);
      double top = titleHeight + PADDING + i / columns * (panelHeight + PADDING);
      sheet.centered(
          captions.get(i),
          Theme.AXIS_FONT,
          Theme.TEXT,
          left + panelWidth / 2,
          top + captionLines * LINE / 2.0);
      Rectangle2D area =
          new Rectangle2D.Double(left, top + captionLines * LINE + LINE, panelWidth, BARS_HEIGHT);
      if (i % columns == 0) {
        paintTicks(sheet, area, scale);
      }
      paint(sheet, panels.get(i), area, scale);
      if (!keys.isEmpty()) {
        paintKeys(sheet, area, upright);
      }
    }
    return sheet;
  }

  private List<List<String>> lines(double width) {
    return panels.stream()
        .map(panel -> Wrapping.lines(panel.caption, Theme.AXIS_FONT, (int) width))
        .toList();
  }

  private static void paint(Sheet sheet, Panel panel, Rectangle2D area, double scale) {
    double step = area.getWidth() / panel.weights.length;
    double bar = Math.min(WIDEST_BAR, step * 0.75);
    Decimals decimals = Decimals.fixed(2);
    boolean written =
        Layout.metrics(Theme.SMALL_FONT).stringWidth(decimals.text(scale)) + 2 <= step;
    sheet.graphics().setColor(Theme.GRID);
    sheet.graphics().draw(line(area, area.getMinY()));
    sheet.graphics().draw(line(area, area.getCenterY()));
    for (int i = 0; i < panel.weights.length; i++) {
      double center = area.getX() + (i + 0.5) * step;
      double height = panel.weights[i] / scale * area.getHeight();
      double top = area.getMaxY() - height;
      sheet.graphics().setColor(Theme.seriesColor(0));
      sheet.graphics().fill(new Rectangle2D.Double(center - bar / 2, top, bar, height));
      if (written) {
        String text = decimals.text(panel.weights[i]);
        int textWidth = Layout.metrics(Theme.SMALL_FONT).stringWidth(text);
        sheet.graphics().setColor(Theme.BACKGROUND); // or a grid line would strike it through
        sheet
            .graphics()
            .fill(new Rectangle2D.Double(center - textWidth / 2.0, top - 14, textWidth, 12));
        sheet.centered(text, Theme.SMALL_FONT, Theme.TEXT, center, top - 8);
      }
    }
    sheet.graphics().setColor(Theme.LINE);
    sheet.graphics().draw(line(area, area.getMaxY()));
  }

  private static void paintTicks(Sheet sheet, Rectangle2D area, double scale) {
    Decimals decimals = Decimals.ofSteps(0, scale / 2, scale);
    for (double share : new double[] {0, 0.5, 1}) {
      String text = decimals.text(share * scale);
      double textWidth = Layout.metrics(Theme.SMALL_FONT).stringWidth(text);
      double y = area.getMaxY() - share * area.getHeight();
      sheet.write(text, Theme.SMALL_FONT, Theme.TEXT, area.getX() - 6 - textWidth, y);
    }
  }

  private void paintKeys(Sheet sheet, Rectangle2D area, boolean upright) {
    double step = area.getWidth() / keys.size();
    double[] centers =
        IntStream.range(0, keys.size()).mapToDouble(i -> area.getX() + (i + 0.5) * step).toArray();
    WordLine line = new WordLine(Words.visible(keys), upright);
    Color[] colors = new Color[keys.size()];
    Arrays.fill(colors, Theme.TEXT);
    line.paint(sheet, centers, area.getMaxY() + 4, false, Theme.SMALL_FONT, colors);
  }

  private static Line2D line(Rectangle2D area, double y) {
    return new Line2D.Double(area.getX(), y, area.getMaxX(), y);
  }

  private static double max(double[] weights) {
    return DoubleStream.of(weights).max().orElseThrow();
  }
}
