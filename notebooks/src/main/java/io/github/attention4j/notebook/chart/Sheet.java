package io.github.attention4j.notebook.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * What the toolbox's own drawings are drawn on: measured in points of {@link #PIXELS_PER_POINT}
 * pixels, so that lines and letters are sharp on dense screens. It remembers where text stands.
 */
final class Sheet {

  static final int PIXELS_PER_POINT = 2;

  /**
   * A text that was drawn.
   *
   * @param text what it says
   * @param bounds the room that its letters take, in points
   */
  record Text(String text, Rectangle2D bounds) {}

  private final BufferedImage image;
  private final Graphics2D graphics;
  private final List<Text> texts = new ArrayList<>();

  Sheet(double width, double height) {
    image =
        Layout.blank(
            (int) Math.ceil(width) * PIXELS_PER_POINT, (int) Math.ceil(height) * PIXELS_PER_POINT);
    graphics = image.createGraphics();
    graphics.scale(PIXELS_PER_POINT, PIXELS_PER_POINT);
    Theme.smooth(graphics);
  }

  /** For lines and areas, in points. */
  Graphics2D graphics() {
    return graphics;
  }

  /** Draws a line of text around a center. */
  void centered(String text, Font font, Color color, double centerX, double centerY) {
    write(text, font, color, centerX - Layout.metrics(font).stringWidth(text) / 2.0, centerY);
  }

  /** Draws a line of text that begins at x, its middle at the height y. */
  void write(String text, Font font, Color color, double x, double centerY) {
    FontMetrics metrics = Layout.metrics(font);
    double baseline = centerY + (metrics.getAscent() - metrics.getDescent()) / 2.0;
    graphics.setFont(font);
    graphics.setColor(color);
    graphics.drawString(text, (float) x, (float) baseline);
    keep(
        text,
        new Rectangle2D.Double(
            x,
            centerY - metrics.getHeight() / 2.0,
            metrics.stringWidth(text),
            metrics.getHeight()));
  }

  /** Draws lines of text below each other around a center. */
  void centered(List<String> lines, Font font, Color color, double centerX, double centerY) {
    double height = Layout.metrics(font).getHeight();
    double y = centerY - (lines.size() - 1) * height / 2;
    for (String line : lines) {
      centered(line, font, color, centerX, y);
      y += height;
    }
  }

  /** Remembers a text that was drawn otherwise. */
  void keep(String text, Rectangle2D bounds) {
    if (!text.isBlank()) {
      texts.add(new Text(text, bounds));
    }
  }

  List<Text> texts() {
    return List.copyOf(texts);
  }

  BufferedImage image() {
    return image;
  }
}
