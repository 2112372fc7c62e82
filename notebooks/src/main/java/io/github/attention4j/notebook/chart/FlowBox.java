package io.github.attention4j.notebook.chart;

import io.github.attention4j.notebook.display.Decimals;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A box of a {@link DataFlow}. Its kind is told by its outline, so that gray print loses nothing.
 *
 * @param name by which arrows and rows call it
 * @param kind what it stands for
 * @param text what is written in it
 * @param detail what is written below in smaller letters; may be empty
 * @param numbers rows of cells below the text; may be empty
 */
record FlowBox(String name, Kind kind, String text, String detail, double[][] numbers) {

  enum Kind {
    ARRAY("array"),
    LEARNED("learned"),
    STEP("step"),
    SIGN("");

    private final String legend;

    Kind(String legend) {
      this.legend = legend;
    }

    /** What it is called in the legend; empty if it needs no word. */
    String legend() {
      return legend;
    }
  }

  /** Sides are even multiples of the router's unit, so that their middles are on its lines. */
  private static final int UNIT = 2 * FlowRouter.UNIT;

  /** A sign's diameter; every other box is wider. */
  static final int SIGN_SIZE = 2 * UNIT;

  private static final int PADDING = 8;
  private static final int CELL_HEIGHT = 20;
  private static final int CELL_PADDING = 5;
  private static final int SMALLEST_CELL = 24;
  private static final int CELL_GAP = 4;
  private static final Color DETAIL = new Color(0x555555);
  private static final Color STEP_FILL = new Color(0xEEEEEE);
  private static final Color LEARNED_FILL = new Color(0xFFF3E0);

  FlowBox with(double[][] newNumbers) {
    return new FlowBox(name, kind, text, detail, newNumbers);
  }

  boolean isSign() {
    return kind == Kind.SIGN;
  }

  /** The room it needs if its text is wrapped at this width. */
  Dimension size(int textWidth) {
    if (isSign()) {
      return new Dimension(SIGN_SIZE, SIGN_SIZE);
    }
    int width =
        Math.max(
            Wrapping.width(textLines(textWidth), Theme.AXIS_FONT),
            Math.max(
                Wrapping.width(detailLines(textWidth), Theme.SMALL_FONT),
                numbers.length == 0 ? 0 : numbers[0].length * cellWidth()));
    int height = textHeight(textWidth) + cellsHeight();
    return new Dimension(
        up(Math.max(width + 2 * PADDING, 3 * UNIT)), up(Math.max(height + PADDING, 2 * UNIT)));
  }

  void paint(Sheet sheet, Rectangle bounds, int textWidth) {
    paintOutline(sheet.graphics(), bounds, kind);
    double x = bounds.getCenterX();
    double y = bounds.getCenterY() - cellsHeight() / 2.0;
    if (isSign()) {
      sheet.centered(text, Theme.TITLE_FONT, Theme.TEXT, x, y);
      return;
    }
    List<String> lines = textLines(textWidth);
    List<String> details = detailLines(textWidth);
    int nameHeight = lines.size() * height(Theme.AXIS_FONT);
    double top = y - textHeight(textWidth) / 2.0;
    sheet.centered(lines, Theme.AXIS_FONT, Theme.TEXT, x, top + nameHeight / 2.0);
    sheet.centered(
        details,
        Theme.SMALL_FONT,
        DETAIL,
        x,
        top + nameHeight + details.size() * height(Theme.SMALL_FONT) / 2.0);
    paintCells(sheet, x, top + textHeight(textWidth) + CELL_GAP);
  }

  /** The outline alone, as the legend shows it. */
  static void paintOutline(Graphics2D graphics, Rectangle bounds, Kind kind) {
    double x = bounds.x;
    double y = bounds.y;
    double width = bounds.width;
    double height = bounds.height;
    double corner = Math.min(24, height);
    Shape outline =
        switch (kind) {
          case ARRAY, LEARNED -> new Rectangle2D.Double(x, y, width, height);
          case STEP -> new RoundRectangle2D.Double(x, y, width, height, corner, corner);
          case SIGN -> new Ellipse2D.Double(x + 1, y + 1, width - 2, height - 2);
        };
    graphics.setColor(
        switch (kind) {
          case ARRAY -> Theme.BACKGROUND;
          case LEARNED -> LEARNED_FILL;
          case STEP, SIGN -> STEP_FILL;
        });
    graphics.fill(outline);
    graphics.setColor(
        switch (kind) {
          case ARRAY -> Theme.seriesColor(0);
          case LEARNED -> Theme.seriesColor(1);
          case STEP, SIGN -> Theme.LINE;
        });
    graphics.setStroke(new BasicStroke(1.4f));
    graphics.draw(outline);
    if (kind == Kind.LEARNED) {
      graphics.setStroke(new BasicStroke(0.8f));
      graphics.draw(new Rectangle2D.Double(x + 2.5, y + 2.5, width - 5, height - 5));
    }
  }

  /** The larger a positive number, the darker its cell. */
  private void paintCells(Sheet sheet, double centerX, double top) {
    double largest = finite().map(Math::abs).max().orElse(0);
    Graphics2D graphics = sheet.graphics();
    graphics.setStroke(new BasicStroke(0.8f));
    for (int row = 0; row < numbers.length; row++) {
      double x = centerX - numbers[row].length * cellWidth() / 2.0;
      double y = top + row * CELL_HEIGHT;
      for (double number : numbers[row]) {
        Rectangle2D cell = new Rectangle2D.Double(x, y, cellWidth(), CELL_HEIGHT);
        double share = largest == 0 ? 0 : Math.max(0, number / largest);
        graphics.setColor(Theme.tint(share));
        graphics.fill(cell);
        graphics.setColor(Theme.LINE);
        graphics.draw(cell);
        sheet.centered(
            written(number), Theme.SMALL_FONT, Theme.TEXT, cell.getCenterX(), cell.getCenterY());
        x += cellWidth();
      }
    }
  }

  private String written(double number) {
    if (Double.isInfinite(number)) {
      return number < 0 ? "\u2212\u221e" : "\u221e";
    }
    double largest = finite().map(Math::abs).max().orElse(0);
    boolean whole = finite().allMatch(value -> value == Math.rint(value));
    Decimals decimals =
        whole || largest >= 100 || largest < 0.01
            ? Decimals.of(finite().toArray())
            : Decimals.fixed(largest < 10 ? 2 : 1);
    return decimals.text(number).replace('-', '\u2212');
  }

  private DoubleStream finite() {
    return Stream.of(numbers).flatMapToDouble(DoubleStream::of).filter(Double::isFinite);
  }

  private int cellWidth() {
    int widest =
        Stream.of(numbers)
            .flatMapToDouble(DoubleStream::of)
            .mapToObj(this::written)
            .mapToInt(Layout.metrics(Theme.SMALL_FONT)::stringWidth)
            .max()
            .orElse(0);
    return Math.max(SMALLEST_CELL, widest + 2 * CELL_PADDING);
  }

  private int cellsHeight() {
    return numbers.length == 0 ? 0 : numbers.length * CELL_HEIGHT + CELL_GAP;
  }

  private int textHeight(int textWidth) {
    return textLines(textWidth).size() * height(Theme.AXIS_FONT)
        + detailLines(textWidth).size() * height(Theme.SMALL_FONT);
  }

  private List<String> textLines(int width) {
    return Wrapping.lines(text, Theme.AXIS_FONT, width);
  }

  private List<String> detailLines(int width) {
    return Wrapping.lines(detail, Theme.SMALL_FONT, width);
  }

  private static int height(Font font) {
    return Layout.metrics(font).getHeight();
  }

  private static int up(int length) {
    return (length + UNIT - 1) / UNIT * UNIT;
  }
}
