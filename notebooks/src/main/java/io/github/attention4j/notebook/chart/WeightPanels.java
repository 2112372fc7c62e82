package io.github.attention4j.notebook.chart;

import io.github.attention4j.notebook.display.Decimals;
import java.awt.Color;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Draws {@link WeightBars}: panels of one size, in rows of equal count. */
final class WeightPanels {

  private static final int MAX_WIDTH = 860;
  private static final int PADDING = 10;
  private static final int SPACE = 22; // between panels
  private static final int TICKS = 30;
  private static final int NARROWEST = 120;
  private static final int WIDEST = 270;
  private static final int BARS_HEIGHT = 110;
  private static final int WIDEST_BAR = 40;
  private static final int LINE = 18;

  private final String title;
  private final List<WeightBars.Panel> panels;
  private final List<String> keys;
  private final double scale;
  private final boolean upright;
  private final double keysHeight;
  private final double panelWidth;
  private final int columns;
  private final int rows;
  private final List<List<String>> captions;
  private final int captionHeight;

  WeightPanels(String title, List<WeightBars.Panel> panels, List<String> keys) {
    this.title = title;
    this.panels = panels;
    this.keys = Words.visible(keys);
    scale =
        panels.stream()
            .flatMapToDouble(panel -> DoubleStream.of(panel.weights()))
            .reduce(1, Math::max);
    int bars = panels.get(0).weights().length;
    int widestKey = Wrapping.width(this.keys, Theme.SMALL_FONT);
    double wished = Math.max(NARROWEST, Math.min(WIDEST, bars * (widestKey + 6.0)));
    upright = widestKey + 4 > wished / bars;
    double narrowest = upright ? Layout.metrics(Theme.SMALL_FONT).getHeight() + 1.0 : 4;
    panelWidth = Math.max(wished, bars * narrowest);
    keysHeight = keys.isEmpty() ? 4 : upright ? widestKey + 8 : LINE;
    int fitting = Math.max(1, (int) ((MAX_WIDTH - TICKS + SPACE) / (panelWidth + SPACE)));
    rows = (panels.size() + fitting - 1) / fitting;
    columns = (panels.size() + rows - 1) / rows;
    captions =
        panels.stream()
            .map(panel -> Wrapping.lines(panel.caption(), Theme.AXIS_FONT, (int) panelWidth))
            .toList();
    captionHeight = LINE * captions.stream().mapToInt(List::size).max().orElse(0);
  }

  Sheet sheet() {
    double panelHeight = captionHeight + LINE + BARS_HEIGHT + keysHeight;
    double titleHeight = title.isEmpty() ? 0 : LINE + PADDING;
    int titleWidth = Layout.metrics(Theme.TITLE_FONT).stringWidth(title);
    double content = columns * (panelWidth + SPACE) - SPACE;
    double width = Math.max(content + TICKS, titleWidth) + 2 * PADDING;
    Sheet sheet = new Sheet(width, titleHeight + rows * (panelHeight + PADDING) + PADDING);
    sheet.centered(title, Theme.TITLE_FONT, Theme.TEXT, width / 2, PADDING + LINE / 2.0);
    for (int i = 0; i < panels.size(); i++) {
      double left = (width - content + TICKS) / 2 + i % columns * (panelWidth + SPACE);
      double top = titleHeight + PADDING + i / columns * (panelHeight + PADDING);
      double middle = left + panelWidth / 2;
      sheet.centered(
          captions.get(i), Theme.AXIS_FONT, Theme.TEXT, middle, top + captionHeight / 2.0);
      Rectangle2D area =
          new Rectangle2D.Double(left, top + captionHeight + LINE, panelWidth, BARS_HEIGHT);
      if (i % columns == 0) {
        paintTicks(sheet, area);
      }
      paintBars(sheet, panels.get(i).weights(), area);
      paintKeys(sheet, area);
    }
    return sheet;
  }

  private void paintBars(Sheet sheet, double[] weights, Rectangle2D area) {
    double step = area.getWidth() / weights.length;
    double bar = Math.min(WIDEST_BAR, step * 0.75);
    Decimals decimals = Decimals.fixed(2);
    boolean written =
        Layout.metrics(Theme.SMALL_FONT).stringWidth(decimals.text(scale)) + 2 <= step;
    sheet.graphics().setColor(Theme.GRID);
    sheet.graphics().draw(line(area, area.getMinY()));
    sheet.graphics().draw(line(area, area.getCenterY()));
    for (int i = 0; i < weights.length; i++) {
      double center = area.getX() + (i + 0.5) * step;
      double height = weights[i] / scale * area.getHeight();
      double top = area.getMaxY() - height;
      sheet.graphics().setColor(Theme.seriesColor(0));
      sheet.graphics().fill(new Rectangle2D.Double(center - bar / 2, top, bar, height));
      if (written) {
        String text = decimals.text(weights[i]);
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

  private void paintTicks(Sheet sheet, Rectangle2D area) {
    Decimals decimals = Decimals.ofSteps(0, scale / 2, scale);
    for (double share : new double[] {0, 0.5, 1}) {
      String text = decimals.text(share * scale);
      double textWidth = Layout.metrics(Theme.SMALL_FONT).stringWidth(text);
      double y = area.getMaxY() - share * area.getHeight();
      sheet.write(text, Theme.SMALL_FONT, Theme.TEXT, area.getX() - 6 - textWidth, y);
    }
  }

  private void paintKeys(Sheet sheet, Rectangle2D area) {
    if (keys.isEmpty()) {
      return;
    }
    double step = area.getWidth() / keys.size();
    double[] centers =
        IntStream.range(0, keys.size()).mapToDouble(i -> area.getX() + (i + 0.5) * step).toArray();
    WordLine line = new WordLine(keys, upright);
    Color[] colors = new Color[keys.size()];
    Arrays.fill(colors, Theme.TEXT);
    line.paint(sheet, centers, area.getMaxY() + 4, false, Theme.SMALL_FONT, colors);
  }

  private static Line2D line(Rectangle2D area, double y) {
    return new Line2D.Double(area.getX(), y, area.getMaxX(), y);
  }
}
