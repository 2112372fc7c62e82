package io.github.attention4j.notebook.chart;

import io.github.attention4j.notebook.display.Decimals;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * The scale beside a heat map. XChart's own has no label and no ticks between its ends.
 *
 * @param min the value of the darkest colour
 * @param max the value of the brightest colour
 * @param label what the values are
 */
record ColorBar(double min, double max, String label) {

  private static final int WIDTH = 14;
  private static final int GAP = 6;

  /** The bar as an image of this height, level with the cells of the panel at its left. */
  BufferedImage image(int height, Rectangle2D cells) {
    int top = (int) Math.round(cells.getY());
    int length = (int) Math.round(cells.getHeight());
    FontMetrics metrics = Layout.metrics(Theme.LABEL_FONT);
    double[] ticks = ticks(Math.max(2, length / (2 * metrics.getHeight())));
    Decimals decimals = Decimals.ofSteps(ticks);
    int widest =
        DoubleStream.of(ticks)
            .mapToObj(decimals::text)
            .mapToInt(metrics::stringWidth)
            .max()
            .orElseThrow();
    int labelX = WIDTH + 2 * GAP + widest + metrics.getAscent();
    int labelWidth = metrics.stringWidth(label);
    double center = Math.max(top + length / 2.0, labelWidth / 2.0 + GAP);
    BufferedImage image =
        Layout.blank(labelX + GAP, Math.max(height, (int) center + labelWidth / 2 + GAP));
    Graphics2D graphics = image.createGraphics();
    Theme.smooth(graphics);
    for (int y = 0; y < length; y++) {
      graphics.setColor(Viridis.at(1 - (y + 0.5) / length));
      graphics.fillRect(0, top + y, WIDTH, 1);
    }
    graphics.setFont(Theme.LABEL_FONT);
    graphics.setColor(Theme.TEXT);
    float toMiddle = (metrics.getAscent() - metrics.getDescent()) / 2f;
    for (double tick : ticks) {
      float y = (float) (top + length * (1 - (tick - min) / (max - min)));
      graphics.drawString(decimals.text(tick), WIDTH + GAP, y + toMiddle);
    }
    graphics.setTransform(AffineTransform.getRotateInstance(-Math.PI / 2, labelX, center));
    graphics.drawString(label, labelX - labelWidth / 2f, (float) center);
    graphics.dispose();
    return image;
  }

  /** At most so many round values within the scale: multiples of 1, 2 or 5 times a power of 10. */
  private double[] ticks(int most) {
    double power = Math.pow(10, Math.floor(Math.log10((max - min) / most)));
    for (double step : new double[] {power, 2 * power, 5 * power, 10 * power, 20 * power}) {
      long first = (long) Math.ceil(min / step - 1e-9);
      long last = (long) Math.floor(max / step + 1e-9);
      if (last - first + 1 <= most) {
        return LongStream.rangeClosed(first, last).mapToDouble(i -> i * step).toArray();
      }
    }
    return new double[] {min, max};
  }
}
