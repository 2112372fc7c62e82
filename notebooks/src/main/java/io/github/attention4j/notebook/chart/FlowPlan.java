package io.github.attention4j.notebook.chart;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the boxes of a {@link DataFlow} stand: columns and rows as wide and high as they need. */
final class FlowPlan {

  private static final int ROW_GAP = 32;
  private static final int LABEL_MARGIN = 30;
  private static final int STEP = FlowRouter.UNIT;
  private static final int FRAME = 12;
  private static final int FRAME_TOP = 18;

  /** A frame and the text on its upper edge. */
  record Frame(Rectangle bounds, Rectangle caption, String text) {}

  private final DataFlow flow;
  private final int textWidth;
  private final Map<String, Rectangle> cells;
  private final int[] columnGaps;
  private final int[] rowGaps;

  FlowPlan(DataFlow flow, int textWidth, int columnGap) {
    this.flow = flow;
    this.textWidth = textWidth;
    this.cells = flow.cells();
    this.columnGaps = new int[columns() - 1];
    this.rowGaps = new int[rows() - 1];
    Arrays.fill(columnGaps, columnGap);
    Arrays.fill(rowGaps, ROW_GAP);
    flow.arrows().forEach(this::makeRoom);
    for (FlowGroup group : flow.groups()) {
      Rectangle area = area(group);
      widen(columnGaps, area.x - 1, FRAME);
      widen(columnGaps, area.x + area.width - 1, FRAME);
      widen(rowGaps, area.y - 1, FRAME_TOP);
      widen(rowGaps, area.y + area.height - 1, FRAME);
    }
  }

  int textWidth() {
    return textWidth;
  }

  /** The boxes' outlines by name; the first column and row begin at 0. */
  Map<String, Rectangle> boxes() {
    int[] widths = new int[columns()];
    int[] heights = new int[rows()];
    for (boolean spanning : new boolean[] {false, true}) {
      cells.forEach(
          (name, cell) -> {
            Dimension size = flow.box(name).size(textWidth);
            if (cell.width > 1 == spanning) {
              stretch(widths, columnGaps, cell.x, cell.width, size.width);
            }
            if (cell.height > 1 == spanning) {
              stretch(heights, rowGaps, cell.y, cell.height, size.height);
            }
          });
    }
    Map<String, Rectangle> boxes = new LinkedHashMap<>();
    cells.forEach(
        (name, cell) -> {
          FlowBox box = flow.box(name);
          Dimension size = box.size(textWidth);
          int left = start(widths, columnGaps, cell.x);
          int top = start(heights, rowGaps, cell.y);
          int width =
              start(widths, columnGaps, cell.x + cell.width - 1)
                  + widths[cell.x + cell.width - 1]
                  - left;
          int height =
              start(heights, rowGaps, cell.y + cell.height - 1)
                  + heights[cell.y + cell.height - 1]
                  - top;
          int ownWidth = box.isSign() ? size.width : width / (2 * STEP) * 2 * STEP;
          int ownHeight =
              cell.height > 1 && !box.isSign() ? height / (2 * STEP) * 2 * STEP : size.height;
          boxes.put(
              name,
              new Rectangle(
                  left + (width - ownWidth) / (2 * STEP) * STEP,
                  top + (height - ownHeight) / (2 * STEP) * STEP,
                  ownWidth,
                  ownHeight));
        });
    return boxes;
  }

  /** The frames around groups, the inner ones first. */
  List<Frame> frames(Map<String, Rectangle> boxes) {
    return flow.groups().stream().map(group -> frame(group, boxes)).toList();
  }

  /** Widens the gaps that an arrow passes. */
  void spread(FlowArrow arrow) {
    Rectangle from = cells.get(arrow.from());
    Rectangle to = cells.get(arrow.to());
    boolean columns = widenBetween(columnGaps, from.x, from.width, to.x, to.width);
    boolean rows = widenBetween(rowGaps, from.y, from.height, to.y, to.height);
    if (!columns && !rows) {
      widen(columnGaps, from.x, STEP);
      widen(rowGaps, from.y, STEP);
    }
  }

  private Frame frame(FlowGroup group, Map<String, Rectangle> boxes) {
    Rectangle bounds = null;
    for (String name : group.names()) {
      bounds = bounds == null ? new Rectangle(boxes.get(name)) : bounds.union(boxes.get(name));
    }
    int depth = depth(group);
    int around = FRAME + (depth - 1) * FRAME;
    bounds.grow(around, around);
    int more = FRAME_TOP - FRAME + (depth - 1) * (FRAME_TOP - FRAME);
    bounds = new Rectangle(bounds.x, bounds.y - more, bounds.width, bounds.height + more);
    int width = Layout.metrics(Theme.SMALL_FONT).stringWidth(group.caption());
    int height = Layout.metrics(Theme.SMALL_FONT).getHeight();
    bounds.width = Math.max(bounds.width, width + 32);
    Rectangle caption = new Rectangle(bounds.x + 12, bounds.y - height / 2, width + 8, height);
    return new Frame(bounds, caption, group.caption());
  }

  /** 1 for a group that holds no other, else one more than the deepest within. */
  private int depth(FlowGroup group) {
    return 1
        + flow.groups().stream()
            .filter(other -> other != group && group.names().containsAll(other.names()))
            .filter(other -> other.names().size() < group.names().size())
            .mapToInt(this::depth)
            .max()
            .orElse(0);
  }

  /** The cells that a group takes. */
  Rectangle area(FlowGroup group) {
    return group.names().stream().map(cells::get).reduce(Rectangle::union).orElseThrow();
  }

  /** Between neighbours, for the arrow's label. */
  private void makeRoom(FlowArrow arrow) {
    if (arrow.label().isEmpty()) {
      return;
    }
    Rectangle from = cells.get(arrow.from());
    Rectangle to = cells.get(arrow.to());
    Rectangle left = from.x < to.x ? from : to;
    Rectangle right = left == from ? to : from;
    if (left.x + left.width == right.x) {
      int gap = left.x + left.width - 1;
      columnGaps[gap] = Math.max(columnGaps[gap], up(arrow.labelWidth() + LABEL_MARGIN));
    }
    Rectangle upper = from.y < to.y ? from : to;
    Rectangle lower = upper == from ? to : from;
    if (upper.y + upper.height == lower.y && from.x == to.x) {
      int gap = upper.y + upper.height - 1;
      rowGaps[gap] = Math.max(rowGaps[gap], up(arrow.labelHeight() + LABEL_MARGIN));
    }
  }

  private static boolean widenBetween(int[] gaps, int from, int size, int to, int otherSize) {
    int first = Math.min(from + size, to + otherSize) - 1;
    int last = Math.max(from, to) - 1;
    for (int gap = first; gap <= last; gap++) {
      widen(gaps, gap, STEP);
    }
    return first <= last;
  }

  private static void widen(int[] gaps, int gap, int by) {
    if (gap >= 0 && gap < gaps.length) {
      gaps[gap] += up(by);
    }
  }

  /** Makes the last of the lengths longer if together they are shorter than needed. */
  private static void stretch(int[] lengths, int[] gaps, int first, int count, int needed) {
    int last = first + count - 1;
    int have = start(lengths, gaps, last) + lengths[last] - start(lengths, gaps, first);
    if (have < needed) {
      lengths[last] += needed - have + (2 * STEP - (needed - have) % (2 * STEP)) % (2 * STEP);
    }
  }

  private static int start(int[] lengths, int[] gaps, int index) {
    int start = 0;
    for (int i = 0; i < index; i++) {
      start += lengths[i] + gaps[i];
    }
    return start;
  }

  private int columns() {
    return cells.values().stream().mapToInt(cell -> cell.x + cell.width).max().orElseThrow();
  }

  private int rows() {
    return cells.values().stream().mapToInt(cell -> cell.y + cell.height).max().orElseThrow();
  }

  private static int up(int length) {
    return (length + STEP - 1) / STEP * STEP;
  }
}
