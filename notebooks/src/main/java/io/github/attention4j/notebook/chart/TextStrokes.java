package io.github.attention4j.notebook.chart;

import io.github.attention4j.notebook.display.Decimals;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Draws {@link TextWeights}: two lines of words, and strokes between them. */
final class TextStrokes {

  private static final int MAX_WIDTH = 860;
  private static final int PADDING = 12;
  private static final int LABEL_GAP = 14;
  private static final int STROKES_HEIGHT = 130;
  private static final int WORD_GAP = 5; // between a word and its strokes
  private static final double THICKEST = 9;
  private static final double FAINTEST = 0.02;
  private static final int LEGEND_HEIGHT = 30;
  private static final int LEGEND_GAP = 18;
  private static final Color FADED = new Color(0xAAAAAA);

  private final TextWeights weights;
  private final WordLine above;
  private final WordLine below;
  private final int labelWidth;

  TextStrokes(TextWeights weights) {
    this.weights = weights;
    FontMetrics metrics = Layout.metrics(Theme.SMALL_FONT);
    labelWidth =
        LABEL_GAP
            + Math.max(
                metrics.stringWidth(weights.queryLabel()), metrics.stringWidth(weights.keyLabel()));
    int room = MAX_WIDTH - labelWidth - 2 * PADDING;
    WordLine queries = WordLine.of(weights.queries(), room);
    WordLine keys = WordLine.of(weights.keys(), room);
    boolean upright = queries.upright() || keys.upright();
    above = new WordLine(queries.words(), upright);
    below = new WordLine(keys.words(), upright);
  }

  Sheet sheet() {
    FontMetrics titleMetrics = Layout.metrics(Theme.TITLE_FONT);
    double titleHeight = weights.title().isEmpty() ? 0 : titleMetrics.getHeight() + PADDING;
    double line = Math.max(above.width(), below.width());
    double content = labelWidth + line + 2 * PADDING;
    double wide = Math.max(titleMetrics.stringWidth(weights.title()), legendWidth()) + 2 * PADDING;
    double width = Math.max(content, wide);
    double left = (width - content) / 2 + PADDING + labelWidth;
    double top = titleHeight + PADDING;
    double from = top + above.height() + WORD_GAP;
    double to = from + STROKES_HEIGHT;
    double bottom = to + WORD_GAP + below.height();
    Sheet sheet = new Sheet(width, bottom + LEGEND_HEIGHT + PADDING);
    sheet.centered(
        weights.title(), Theme.TITLE_FONT, Theme.TEXT, width / 2, (titleHeight + PADDING) / 2);
    double[] queryCenters = above.centers(left, line);
    double[] keyCenters = below.centers(left, line);
    paintStrokes(sheet.graphics(), queryCenters, keyCenters, from, to);
    above.paint(sheet, queryCenters, top, true, queryColors());
    below.paint(sheet, keyCenters, to + WORD_GAP, false, keyColors());
    double labelX = left - labelWidth;
    double middle = Layout.metrics(Theme.AXIS_FONT).getHeight() / 2.0;
    sheet.write(
        weights.queryLabel(), Theme.SMALL_FONT, Theme.LINE, labelX, from - WORD_GAP - middle);
    sheet.write(weights.keyLabel(), Theme.SMALL_FONT, Theme.LINE, labelX, to + WORD_GAP + middle);
    paintLegend(sheet, (width - legendWidth()) / 2, bottom + PADDING + LEGEND_HEIGHT / 2.0);
    return sheet;
  }

  /** Thin strokes last, so that thick ones do not cover them. */
  private void paintStrokes(
      Graphics2D graphics, double[] queries, double[] keys, double from, double to) {
    int keyCount = keys.length;
    int count = weights.heads().size();
    int[] order =
        IntStream.range(0, count * queries.length * keyCount)
            .boxed()
            .sorted(
                (a, b) ->
                    Double.compare(
                        weight(b, queries.length, keyCount), weight(a, queries.length, keyCount)))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int index : order) {
      int head = index / (queries.length * keyCount);
      int query = index / keyCount % queries.length;
      int key = index % keyCount;
      double share = weights.heads().get(head)[query][key] / weights.largest();
      if (!(share >= FAINTEST) || !weights.isShown(query)) {
        continue;
      }
      double aside = (head - (count - 1) / 2.0) * Math.min(5, 14.0 / count);
      Path2D path = new Path2D.Double();
      path.moveTo(queries[query] + aside, from);
      double middle = (from + to) / 2;
      path.curveTo(
          queries[query] + aside, middle, keys[key] + aside, middle, keys[key] + aside, to);
      Color color = Theme.seriesColor(head);
      int opaque = (int) (90 + 130 * share);
      graphics.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), opaque));
      float thickness = (float) Math.max(0.5, thickest() * share);
      graphics.setStroke(new BasicStroke(thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
      graphics.draw(path);
    }
  }

  private double weight(int index, int queries, int keys) {
    return weights.heads().get(index / (queries * keys))[index / keys % queries][index % keys];
  }

  /** Thinner where there are many heads, or where upright words stand close. */
  private double thickest() {
    double byHeads = weights.heads().size() == 1 ? THICKEST : 12.0 / weights.heads().size();
    return Math.max(2, Math.min(THICKEST, byHeads));
  }

  private Color[] queryColors() {
    Color[] colors = new Color[weights.queries().size()];
    Arrays.setAll(colors, query -> weights.isShown(query) ? Theme.TEXT : FADED);
    return colors;
  }

  private Color[] keyColors() {
    Color[] colors = new Color[weights.keys().size()];
    Arrays.fill(colors, Theme.TEXT);
    return colors;
  }

  /** The heads' colours, and what the thickest stroke stands for. */
  private void paintLegend(Sheet sheet, double left, double y) {
    FontMetrics metrics = Layout.metrics(Theme.SMALL_FONT);
    double x = left;
    Graphics2D graphics = sheet.graphics();
    for (int head = 0; head < weights.heads().size(); head++) {
      if (weights.heads().size() > 1) {
        graphics.setColor(Theme.seriesColor(head));
        graphics.fill(new Rectangle2D.Double(x, y - 4, LEGEND_GAP, 8));
        x += LEGEND_GAP + 5;
        sheet.write(weights.caption(head), Theme.SMALL_FONT, Theme.TEXT, x, y);
        x += metrics.stringWidth(weights.caption(head)) + LEGEND_GAP;
      }
    }
    graphics.setColor(Theme.LINE);
    graphics.fill(new Rectangle2D.Double(x, y - thickest() / 2, LEGEND_GAP, thickest()));
    sheet.write(scale(), Theme.SMALL_FONT, Theme.TEXT, x + LEGEND_GAP + 5, y);
  }

  private double legendWidth() {
    FontMetrics metrics = Layout.metrics(Theme.SMALL_FONT);
    double width = LEGEND_GAP + 5 + metrics.stringWidth(scale());
    if (weights.heads().size() > 1) {
      for (int head = 0; head < weights.heads().size(); head++) {
        width += 2 * LEGEND_GAP + 5 + metrics.stringWidth(weights.caption(head));
      }
    }
    return width;
  }

  private String scale() {
    return "weight " + Decimals.fixed(2).text(weights.largest());
  }
}
