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

  private static final double BEND = 6;
  private static final double CROSSING = 25;
  private static final double BESIDE_OTHER = 2;
  private static final double BESIDE_FRAME = 2;
  private static final double BESIDE_BOX = 0.6;
  private static final double OFF_CENTER = 1.2;
  private static final double[] LEAVING = {0, 4, 10, 4}; // by the side: right, bottom, left, top
  private static final double[] ENTERING = {10, 3, 0, 3}; // moving right enters at the left

  private record Visit(int state, double cost, int order) {}

  private final FlowLattice lattice;
  private final int[][] owners = new int[2][]; // who runs here, level and upright

  FlowRouter(Collection<Rectangle> boxes, List<FlowPlan.Frame> frames) {
    lattice = new FlowLattice(boxes, frames);
    owners[0] = new int[lattice.size()];
    owners[1] = new int[lattice.size()];
  }

  /**
   * The points where the arrow begins, bends and ends; none if there is no way. What it takes is
   * not free for others, unless they have the same owner.
   *
   * @param owner a positive number
   */
  List<Point> route(Rectangle from, Rectangle to, int owner) {
    double[] cost = new double[lattice.size() * 4];
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
      for (int port : lattice.ports(from, direction)) {
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
            && (!lattice.allowsBend(point)
                || foreign(point, owner)
                || (direction ^ heading) == 2)) {
          continue;
        }
        int next = point + lattice.step(direction);
        double end = ends[next * 4 + direction];
        if (lattice.isBlocked(next) && end == Double.POSITIVE_INFINITY
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
        corners.add(lattice.place(state / 4));
        int leaving = i + 1 == states.size() ? state : states.get(i + 1);
        owners[leaving % 2][state / 4] = owner;
      }
    }
    return corners;
  }

  private double stepCost(int point, int direction, int owner) {
    double cost = 1 + (!lattice.allowsBend(point) ? BESIDE_BOX : 0);
    int across = lattice.step((direction + 1) % 4);
    for (int neighbour : new int[] {point - across, point + across}) {
      if (neighbour >= 0 && neighbour < lattice.size()) {
        int other = owners[direction % 2][neighbour];
        cost += other != 0 && other != owner ? BESIDE_OTHER : 0;
      }
    }
    cost += lattice.isBesideFrame(point, direction) ? BESIDE_FRAME : 0;
    int crossed = owners[(direction + 1) % 2][point];
    return cost + (crossed != 0 && crossed != owner ? CROSSING : 0);
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
    double[] ends = new double[lattice.size() * 4];
    Arrays.fill(ends, Double.POSITIVE_INFINITY);
    for (int direction = 0; direction < 4; direction++) {
      int side = (direction + 2) % 4;
      for (int port : lattice.ports(to, side)) {
        if (owners[0][port] == 0 && owners[1][port] == 0) {
          ends[port * 4 + direction] = ENTERING[direction] + offAnchor(port, to, from, side);
        }
      }
    }
    return ends;
  }

  /**
   * The cost of a port away from the middle of its side; or, where the side is longer than the
   * other box and beside it, away from that box's middle: such arrows are straight.
   */
  private double offAnchor(int port, Rectangle box, Rectangle other, int side) {
    Point point = lattice.place(port);
    boolean upright = side % 2 == 0;
    double start = upright ? box.y : box.x;
    double length = upright ? box.height : box.width;
    double otherLength = upright ? other.height : other.width;
    double otherCenter = upright ? other.getCenterY() : other.getCenterX();
    boolean beside = otherCenter >= start + UNIT && otherCenter <= start + length - UNIT;
    double anchor = length > otherLength && beside ? otherCenter : start + length / 2;
    return OFF_CENTER * Math.abs((upright ? point.y : point.x) - anchor) / UNIT;
  }
}
