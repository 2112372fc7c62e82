package io.github.attention4j.notebook.chart;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Puts images together: beside each other, in rows, under a title. */
final class Layout {

  private static final int GAP = 10;

  private static final Map<Font, FontMetrics> METRICS = new ConcurrentHashMap<>();

  private Layout() {}

  /** Left and right, their upper edges level. */
  static BufferedImage beside(BufferedImage left, BufferedImage right) {
    BufferedImage image =
        blank(left.getWidth() + right.getWidth(), Math.max(left.getHeight(), right.getHeight()));
    Graphics2D graphics = image.createGraphics();
    graphics.drawImage(left, 0, 0, null);
    graphics.drawImage(right, left.getWidth(), 0, null);
    graphics.dispose();
    return image;
  }

  /** In rows of equal count, as few as the width allows. */
  static BufferedImage rows(List<BufferedImage> images, int width) {
    int widest = images.stream().mapToInt(BufferedImage::getWidth).max().orElseThrow();
    int fitting = Math.max(1, (width + GAP) / (widest + GAP));
    int rowCount = ceilDiv(images.size(), fitting);
    return grid(images, ceilDiv(images.size(), rowCount));
  }

  /** In rows of so many, the last one maybe shorter. */
  static BufferedImage grid(List<BufferedImage> images, int columns) {
    List<BufferedImage> rows = new ArrayList<>();
    for (int from = 0; from < images.size(); from += columns) {
      rows.add(
          images.subList(from, Math.min(images.size(), from + columns)).stream()
              .reduce((left, right) -> beside(beside(left, blank(GAP, 1)), right))
              .orElseThrow());
    }
    return below(rows);
  }

  /** Under a title, if there is one; a title wider than the image widens it. */
  static BufferedImage titled(String title, BufferedImage image) {
    return titled(title, Theme.TITLE_FONT, image);
  }

  /** The same in a font of its own. */
  static BufferedImage titled(String title, Font font, BufferedImage image) {
    if (title.isEmpty()) {
      return image;
    }
    FontMetrics metrics = metrics(font);
    int height = metrics.getHeight() + GAP;
    int width = Math.max(image.getWidth(), metrics.stringWidth(title) + 2 * GAP);
    BufferedImage titled = blank(width, height + image.getHeight());
    Graphics2D graphics = titled.createGraphics();
    Theme.smooth(graphics);
    graphics.setFont(font);
    graphics.setColor(Theme.TEXT);
    graphics.drawString(
        title, (width - metrics.stringWidth(title)) / 2, GAP / 2 + metrics.getAscent());
    graphics.drawImage(image, (width - image.getWidth()) / 2, height, null);
    graphics.dispose();
    return titled;
  }

  /** With each pixel so many times as wide and high. */
  static BufferedImage enlarged(BufferedImage image, int times) {
    if (times == 1) {
      return image;
    }
    BufferedImage enlarged = blank(image.getWidth() * times, image.getHeight() * times);
    Graphics2D graphics = enlarged.createGraphics();
    graphics.drawImage(image, 0, 0, enlarged.getWidth(), enlarged.getHeight(), null);
    graphics.dispose();
    return enlarged;
  }

  /** The measures of a font, as the images' own graphics has them. */
  static FontMetrics metrics(Font font) {
    return METRICS.computeIfAbsent(font, Layout::measured);
  }

  private static FontMetrics measured(Font font) {
    Graphics2D graphics = blank(1, 1).createGraphics();
    Theme.smooth(graphics);
    FontMetrics metrics = graphics.getFontMetrics(font);
    graphics.dispose();
    return metrics;
  }

  /** An image with nothing but the background. */
  static BufferedImage blank(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Theme.BACKGROUND);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return image;
  }

  private static int ceilDiv(int number, int divisor) {
    return (number + divisor - 1) / divisor;
  }

  private static BufferedImage below(List<BufferedImage> rows) {
    int width = rows.stream().mapToInt(BufferedImage::getWidth).max().orElseThrow();
    int height = rows.stream().mapToInt(BufferedImage::getHeight).sum() + GAP * (rows.size() - 1);
    BufferedImage image = blank(width, height);
    Graphics2D graphics = image.createGraphics();
    int y = 0;
    for (BufferedImage row : rows) {
      graphics.drawImage(row, 0, y, null);
      y += row.getHeight() + GAP;
    }
    graphics.dispose();
    return image;
  }
}
