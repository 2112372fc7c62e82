package io.github.attention4j.notebook.chart;

import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The points where arrows may run, {@link FlowRouter#UNIT} apart: not through boxes and captions,
 * and straight on only beside a box, so that arrowheads have room. A point is a number; a direction
 * is 0 to 3 for right, down, left, up, as are the sides of a box.
 */
final class FlowLattice {

  private static final int UNIT = FlowRouter.UNIT;
  private static final int MARGIN = 9; // free lines around all boxes
  private static final int[] DX = {1, 0, -1, 0};
  private static final int[] DY = {0, 1, 0, -1};
  private static final int FREE = 0;
  private static final int NEAR = 1;
  private static final int BLOCKED = 2;

  private final int left;
  private final int top;
  private final int columns;
  private final int rows;
  private final int[] ground;
  private final boolean[][] besideFrame = new boolean[2][]; // running level, and upright

  FlowLattice(Collection<Rectangle> boxes, List<FlowPlan.Frame> frames) {
    Rectangle all = boxes.stream().map(Rectangle::new).reduce(Rectangle::union).orElseThrow();
    left = Math.floorDiv(all.x, UNIT) - MARGIN;
    top = Math.floorDiv(all.y, UNIT) - MARGIN;
    columns = all.width / UNIT + 2 * MARGIN + 1;
    rows = all.height / UNIT + 2 * MARGIN + 1;
    ground = new int[columns * rows];
    boxes.forEach(box -> mark(box, UNIT, NEAR));
    boxes.forEach(box -> mark(box, 0, BLOCKED));
    frames.forEach(frame -> mark(frame.caption(), 2, BLOCKED));
    besideFrame[0] = new boolean[ground.length];
    besideFrame[1] = new boolean[ground.length];
    for (int i = 0; i < 2 * ground.length; i++) {
      int point = i / 2;
      int direction = i % 2;
      besideFrame[direction][point] =
          frames.stream().anyMatch(frame -> isBeside(frame.bounds(), place(point), direction));
    }
  }

  /** How many points there are. */
  int size() {
    return ground.length;
  }

  boolean allowsBend(int point) {
    return ground[point] == FREE;
  }

  boolean isBlocked(int point) {
    return ground[point] == BLOCKED;
  }

  /** Whether a way that runs in this direction has a frame's edge beside it. */
  boolean isBesideFrame(int point, int direction) {
    return besideFrame[direction % 2][point];
  }

  /** From a point to the next in a direction. */
  int step(int direction) {
    return DX[direction] + DY[direction] * columns;
  }

  /** Where a point is in the drawing. */
  Point place(int point) {
    return new Point((point % columns + left) * UNIT, (point / columns + top) * UNIT);
  }

  /** The points of the lattice on a side of a box, without its corners. */
  List<Integer> ports(Rectangle box, int side) {
    List<Integer> ports = new ArrayList<>();
    boolean upright = side % 2 == 0;
    int corner =
        box.width == FlowBox.SIGN_SIZE ? box.width / 2 : UNIT; // a circle has but one point
    int from = (upright ? box.y : box.x) + corner;
    int to = (upright ? box.y + box.height : box.x + box.width) - corner;
    for (int along = from; along <= to; along += UNIT) {
      int x = upright ? (side == 0 ? box.x + box.width : box.x) : along;
      int y = upright ? along : (side == 1 ? box.y + box.height : box.y);
      ports.add(x / UNIT - left + (y / UNIT - top) * columns);
    }
    return ports;
  }

  /** Whether a way in this direction runs along an edge of the frame. */
  private static boolean isBeside(Rectangle frame, Point point, int direction) {
    boolean level = direction % 2 == 0;
    int place = level ? point.y : point.x;
    int start = level ? frame.y : frame.x;
    int length = level ? frame.height : frame.width;
    return Math.abs(place - start) <= UNIT || Math.abs(place - start - length) <= UNIT;
  }

  private void mark(Rectangle area, int grown, int kind) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int x = (column + left) * UNIT;
        int y = (row + top) * UNIT;
        boolean edge = row == 0 || column == 0 || row == rows - 1 || column == columns - 1;
        if (edge
            || x >= area.x - grown
                && x <= area.x + area.width + grown
                && y >= area.y - grown
                && y <= area.y + area.height + grown) {
          ground[column + row * columns] = edge ? BLOCKED : kind;
        }
      }
    }
  }
}
