package io.github.attention4j.notebook.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Weights as a veil over an image, with a line around what has at least half of the most, which
 * gray print keeps. Over gray the veil is clear where there is no weight and orange where there is
 * most; colours shall stay what they are, so over them it is white where there is no weight and
 * clear where there is most.
 *
 * @param weights one row of cells after the other, not negative
 */
record WeightOverlay(double[][] weights) {

  private static final Color VEIL = Theme.seriesColor(4);
  private static final double MOST_OPAQUE = 0.75;
  private static final int EDGE = 2;
  private static final Color OUTLINE = Theme.seriesColor(1);

  void paint(Graphics2D graphics, Rectangle area, boolean overColours) {
    Color veil = overColours ? Color.WHITE : VEIL;
    double largest = Stream.of(weights).flatMapToDouble(DoubleStream::of).max().orElseThrow();
    if (largest == 0) {
      return;
    }
    for (int row = 0; row < weights.length; row++) {
      for (int column = 0; column < weights[row].length; column++) {
        double share = weights[row][column] / largest;
        double opaque = MOST_OPAQUE * (overColours ? 1 - share : share);
        graphics.setColor(
            new Color(
                veil.getRed(), veil.getGreen(), veil.getBlue(), (int) Math.round(255 * opaque)));
        graphics.fill(cell(area, row, column));
      }
    }
    graphics.setColor(overColours ? Theme.TEXT : OUTLINE);
    for (int row = 0; row < weights.length; row++) {
      for (int column = 0; column < weights[row].length; column++) {
        if (isMuch(row, column, largest)) {
          paintEdges(graphics, cell(area, row, column), row, column, largest);
        }
      }
    }
  }

  /** The edges of a cell towards those that have less. */
  private void paintEdges(
      Graphics2D graphics, Rectangle cell, int row, int column, double largest) {
    int right = cell.x + cell.width;
    int bottom = cell.y + cell.height;
    if (!isMuch(row - 1, column, largest)) {
      graphics.fillRect(cell.x, cell.y, cell.width, EDGE);
    }
    if (!isMuch(row + 1, column, largest)) {
      graphics.fillRect(cell.x, bottom - EDGE, cell.width, EDGE);
    }
    if (!isMuch(row, column - 1, largest)) {
      graphics.fillRect(cell.x, cell.y, EDGE, cell.height);
    }
    if (!isMuch(row, column + 1, largest)) {
      graphics.fillRect(right - EDGE, cell.y, EDGE, cell.height);
    }
  }

  private boolean isMuch(int row, int column, double largest) {
    return row >= 0
        && row < weights.length
        && column >= 0
        && column < weights[row].length
        && weights[row][column] >= largest / 2;
  }

  private Rectangle cell(Rectangle area, int row, int column) {
    int left = area.x + column * area.width / weights[row].length;
    int top = area.y + row * area.height / weights.length;
    int right = area.x + (column + 1) * area.width / weights[row].length;
    int bottom = area.y + (row + 1) * area.height / weights.length;
    return new Rectangle(left, top, right - left, bottom - top);
  }
}
