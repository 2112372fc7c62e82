package io.github.attention4j.notebook.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Words beside each other, level if they fit into a width, else upright.
 *
 * @param words what is written
 * @param upright whether they are turned by a quarter, to be read from below
 */
record WordLine(List<String> words, boolean upright) {

  private static final Font FONT = Theme.AXIS_FONT;
  private static final int GAP = 12;
  private static final int UPRIGHT_GAP = 3;

  static WordLine of(List<String> words, int width) {
    WordLine level = new WordLine(words, false);
    return level.width() <= width ? level : new WordLine(words, true);
  }

  double width() {
    FontMetrics metrics = Layout.metrics(FONT);
    int gaps = (words.size() - 1) * gap();
    return gaps + words.stream().mapToInt(word -> extent(word, metrics)).sum();
  }

  double height() {
    FontMetrics metrics = Layout.metrics(FONT);
    return upright
        ? words.stream().mapToInt(metrics::stringWidth).max().orElse(0)
        : metrics.getHeight();
  }

  /** The words' middles, if the line is spread over this width. */
  double[] centers(double left, double width) {
    FontMetrics metrics = Layout.metrics(FONT);
    double more = words.size() == 1 ? 0 : Math.max(0, width - width()) / (words.size() - 1);
    more = Math.min(more, 3.0 * GAP);
    double taken = width() + more * (words.size() - 1);
    double x = left + (width - taken) / 2;
    List<Double> centers = new ArrayList<>();
    for (String word : words) {
      int extent = extent(word, metrics);
      centers.add(x + extent / 2.0);
      x += extent + gap() + more;
    }
    return centers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Draws the words, upright ones up to the edge of their room that the strokes begin at. */
  void paint(Sheet sheet, double[] centers, double top, boolean above, Color[] colors) {
    paint(sheet, centers, top, above, FONT, colors);
  }

  void paint(Sheet sheet, double[] centers, double top, boolean above, Font font, Color[] colors) {
    FontMetrics metrics = Layout.metrics(font);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!upright) {
        sheet.centered(word, font, colors[i], centers[i], top + height() / 2);
        continue;
      }
      double length = metrics.stringWidth(word);
      double bottom = above ? top + height() : top + length;
      double baseline = centers[i] + (metrics.getAscent() - metrics.getDescent()) / 2.0;
      Graphics2D turned = (Graphics2D) sheet.graphics().create();
      turned.transform(AffineTransform.getRotateInstance(-Math.PI / 2, baseline, bottom));
      turned.setFont(font);
      turned.setColor(colors[i]);
      turned.drawString(word, (float) baseline, (float) bottom);
      turned.dispose();
      sheet.keep(
          word,
          new Rectangle2D.Double(
              centers[i] - metrics.getHeight() / 2.0,
              bottom - length,
              metrics.getHeight(),
              length));
    }
  }

  private int extent(String word, FontMetrics metrics) {
    return upright ? metrics.getHeight() : metrics.stringWidth(word);
  }

  private int gap() {
    return upright ? UPRIGHT_GAP : GAP;
  }
}
