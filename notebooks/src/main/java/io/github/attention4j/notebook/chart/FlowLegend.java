package io.github.attention4j.notebook.chart;

import java.awt.FontMetrics;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.List;
import java.util.Set;

/**
 * Says below a {@link DataFlow} which outline means what.
 *
 * @param kinds the kinds of boxes that it shows
 * @param back whether it shows a dashed arrow
 */
record FlowLegend(Set<FlowBox.Kind> kinds, boolean back) {

  private static final String BACK = "to the next step";
  private static final int SWATCH_WIDTH = 22;
  private static final int SWATCH_HEIGHT = 12;
  private static final int GAP = 6;
  private static final int SPACE = 22;

  boolean isNeeded() {
    return kinds.size() > 1 || back;
  }

  int width() {
    FontMetrics metrics = Layout.metrics(Theme.SMALL_FONT);
    int entries = kinds.size() + (back ? 1 : 0);
    int texts = kinds.stream().mapToInt(kind -> metrics.stringWidth(kind.legend())).sum();
    return texts
        + (back ? metrics.stringWidth(BACK) : 0)
        + entries * (SWATCH_WIDTH + GAP)
        + (entries - 1) * SPACE;
  }

  void paint(Sheet sheet, double centerX, double centerY) {
    int x = (int) (centerX - width() / 2.0);
    int y = (int) centerY;
    for (FlowBox.Kind kind : kinds) {
      FlowBox.paintOutline(
          sheet.graphics(),
          new Rectangle(x, y - SWATCH_HEIGHT / 2, SWATCH_WIDTH, SWATCH_HEIGHT),
          kind);
      x = text(sheet, kind.legend(), x, y);
    }
    if (back) {
      FlowPen.arrows(
          sheet.graphics(),
          List.of(List.of(new Point(x, y), new Point(x + SWATCH_WIDTH, y))),
          true);
      text(sheet, BACK, x, y);
    }
  }

  private static int text(Sheet sheet, String text, int x, int y) {
    int start = x + SWATCH_WIDTH + GAP;
    sheet.write(text, Theme.SMALL_FONT, Theme.TEXT, start, y);
    return start + Layout.metrics(Theme.SMALL_FONT).stringWidth(text) + SPACE;
  }
}
