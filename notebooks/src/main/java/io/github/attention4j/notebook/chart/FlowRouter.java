package io.github.attention4j.notebook.chart;

import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Finds the way of each arrow between boxes: the cheapest on a lattice of lines {@link #UNIT}
 * apart, where bends, crossings and the nearness of other lines cost. Arrows from the same box may
 * share their beginning; others never lie on each other.
 */
final class FlowRouter {

  /** How far apart the lines are on which arrows run. */
  static final int UNIT = 8;

  private static final int MARGIN = 9; // free lines around all boxes
  private static final int[] DX = {1, 0, -1, 0}; // right, down, left, up
  private static final int[] DY = {0, 1, 0, -1};
  private static final int FREE = 0;
  private static final int NEAR = 1; // straight on only
  private static final int BLOCKED = 2;

  private static final double BEND = 6;
  private static final double CROSSING = 25;
  private static final double BESIDE_OTHER = 2;
  private static final double BESIDE_FRAME = 2;
  private static final double BESIDE_BOX = 0.6;
  private static final double OFF_CENTER = 1.2;
  private static final double[] LEAVING = {0, 4, 10, 4}; // by the side: right, bottom, left, top
  private static final double[] ENTERING = {10, 3, 0, 3}; // moving right enters at the left

  private record Visit(int state, double cost, int order) {}

  private final int left;
  private final int top;
  private final int columns;
  private final int rows;
  private final int[] ground;
  private final boolean[][] besideFrame = new boolean[2][]; // running level, and upright
  private final int[][] owners = new int[2][]; // who runs here, horizontally and vertically

  FlowRouter(Collection<Rectangle> boxes, List<FlowPlan.Frame> frames) {
    Rectangle all = boxes.stream().map(Rectangle::new).reduce(Rectangle::union).orElseThrow();
    left = Math.floorDiv(all.x, UNIT) - MARGIN;
    top = Math.floorDiv(all.y, UNIT) - MARGIN;
    columns = all.width / UNIT + 2 * MARGIN + 1;
    rows = all.height / UNIT + 2 * MARGIN + 1;
    ground = new int[columns * rows];
    besideFrame[0] = new boolean[ground.length];
    besideFrame[1] = new boolean[ground.length];
    owners[0] = new int[ground.length];
    owners[1] = new int[ground.length];
    boxes.forEach(box -> mark(box, UNIT, NEAR));
    boxes.forEach(box -> mark(box, 0, BLOCKED));
    frames.forEach(frame -> mark(frame.caption(), 2, BLOCKED));
    for (int i = 0; i < 2 * ground.length; i++) {
      int point = i / 2;
      int direction = i % 2;
      besideFrame[direction][point] =
          frames.stream().anyMatch(frame -> isBeside(frame.bounds(), place(point), direction));
    }
  }

  /**
   * The points where the arrow begins, bends and ends; none if there is no way. What it takes is
   * not free for others, unless they have the same owner.
   *
   * @param owner a positive number
   */
  List<Point> route(Rectangle from, Rectangle to, int owner) {
    double[] cost = new double[ground.length * 4];
    int[] before = new int[cost.length];
    Arrays.fill(cost, Double.POSITIVE_INFINITY);
    Arrays.fill(before, -1);
    PriorityQueue<Visit> queue =
        new PriorityQueue<>(
            (a, b) ->
                a.cost != b.cost
                    ? Double.compare(a.cost, b.cost)
                    : Integer.compare(a.order, b.order));
    int order = 0;
    for (int direction = 0; direction < 4; direction++) {
      for (int port : ports(from, direction)) {
        if (foreign(port, owner)) {
          continue;
        }
        int state = port * 4 + direction;
        cost[state] = LEAVING[direction] + offAnchor(port, from, to, direction);
        queue.add(new Visit(state, cost[state], order++));
      }
    }
    double[] ends = ends(from, to, owner);
    double best = Double.POSITIVE_INFINITY;
    int last = -1;
    while (!queue.isEmpty()) {
      Visit visit = queue.poll();
      if (visit.cost >= best) {
        break;
      }
      if (visit.cost > cost[visit.state]) {
        continue;
      }
      int point = visit.state / 4;
      int heading = visit.state % 4;
      for (int direction = 0; direction < 4; direction++) {
        boolean bend = direction != heading;
        if (bend
            && (ground[point] != FREE || foreign(point, owner) || (direction ^ heading) == 2)) {
          continue;
        }
        int next = point + DX[direction] + DY[direction] * columns;
        double end = ends[next * 4 + direction];
        if (ground[next] == BLOCKED && end == Double.POSITIVE_INFINITY
            || blockedByOther(next, direction, owner)) {
          continue;
        }
        double nextCost = visit.cost + (bend ? BEND : 0) + stepCost(next, direction, owner);
        int nextState = next * 4 + direction;
        if (nextCost < cost[nextState]) {
          cost[nextState] = nextCost;
          before[nextState] = visit.state;
          if (end < Double.POSITIVE_INFINITY) {
            if (nextCost + end < best) {
              best = nextCost + end;
              last = nextState;
            }
          } else {
            queue.add(new Visit(nextState, nextCost, order++));
          }
        }
      }
    }
    return last < 0 ? List.of() : taken(last, before, owner);
  }

  /** Marks the way as taken, and keeps its corners. */
  private List<Point> taken(int last, int[] before, int owner) {
    LinkedList<Integer> states = new LinkedList<>();
    for (int state = last; state >= 0; state = before[state]) {
      states.addFirst(state);
    }
    List<Point> corners = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      int state = states.get(i);
      owners[state % 2][state / 4] = owner;
      boolean corner = i + 1 == states.size() || i == 0 || states.get(i + 1) % 4 != state % 4;
      if (corner) {
        corners.add(place(state / 4));
        int leaving = i + 1 == states.size() ? state : states.get(i + 1);
        owners[leaving % 2][state / 4] = owner;
      }
    }
    return corners;
  }

  private double stepCost(int point, int direction, int owner) {
    double cost = 1 + (ground[point] == NEAR ? BESIDE_BOX : 0);
    int across = DX[(direction + 1) % 4] + DY[(direction + 1) % 4] * columns;
    for (int neighbour : new int[] {point - across, point + across}) {
      if (neighbour >= 0 && neighbour < ground.length) {
        int other = owners[direction % 2][neighbour];
        cost += other != 0 && other != owner ? BESIDE_OTHER : 0;
      }
    }
    cost += besideFrame[direction % 2][point] ? BESIDE_FRAME : 0;
    int crossed = owners[(direction + 1) % 2][point];
    return cost + (crossed != 0 && crossed != owner ? CROSSING : 0);
  }

  /** Whether a way in this direction runs along an edge of the frame. */
  private static boolean isBeside(Rectangle frame, Point point, int direction) {
    boolean level = direction % 2 == 0;
    int place = level ? point.y : point.x;
    int start = level ? frame.y : frame.x;
    int length = level ? frame.height : frame.width;
    return Math.abs(place - start) <= UNIT || Math.abs(place - start - length) <= UNIT;
  }

  /** Along another's line, or over its corner. */
  private boolean blockedByOther(int point, int direction, int owner) {
    int along = owners[direction % 2][point];
    return along != 0 && along != owner;
  }

  private boolean foreign(int point, int owner) {
    return owners[0][point] != 0 && owners[0][point] != owner
        || owners[1][point] != 0 && owners[1][point] != owner;
  }

  /** What it costs to end at a point of the box's edge, coming from a direction. */
  private double[] ends(Rectangle from, Rectangle to, int owner) {
    double[] ends = new double[ground.length * 4];
    Arrays.fill(ends, Double.POSITIVE_INFINITY);
    for (int direction = 0; direction < 4; direction++) {
      int side = (direction + 2) % 4;
      for (int port : ports(to, side)) {
        if (owners[0][port] == 0 && owners[1][port] == 0) {
          ends[port * 4 + direction] = ENTERING[direction] + offAnchor(port, to, from, side);
        }
      }
    }
    return ends;
  }

  /** The points of the lattice on a side of a box, without its corners. */
  private List<Integer> ports(Rectangle box, int side) {
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

  /**
   * The cost of a port away from the middle of its side; or, where the side is longer than the
   * other box and beside it, away from that box's middle: such arrows are straight.
   */
  private double offAnchor(int port, Rectangle box, Rectangle other, int side) {
    Point point = place(port);
    boolean upright = side % 2 == 0;
    double start = upright ? box.y : box.x;
    double length = upright ? box.height : box.width;
    double otherLength = upright ? other.height : other.width;
    double otherCenter = upright ? other.getCenterY() : other.getCenterX();
    boolean beside = otherCenter >= start + UNIT && otherCenter <= start + length - UNIT;
    double anchor = length > otherLength && beside ? otherCenter : start + length / 2;
    return OFF_CENTER * Math.abs((upright ? point.y : point.x) - anchor) / UNIT;
  }

  private Point place(int point) {
    return new Point((point % columns + left) * UNIT, (point / columns + top) * UNIT);
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
