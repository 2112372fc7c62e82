package io.github.attention4j.notebook.chart;

import java.awt.Point;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds room for an arrow's label beside its line, where it covers nothing. */
final class FlowLabels {

  private static final int GAP = 4; // between a line and its label
  private static final int MARGIN = 3; // around a label
  private static final int HEAD = 12; // of a line, taken by its arrowhead

  private final List<Rectangle2D> taken = new ArrayList<>();
  private final List<Line2D> lines = new ArrayList<>();

  FlowLabels(
      Collection<? extends Rectangle2D> boxes,
      List<FlowPlan.Frame> frames,
      List<List<Point>> ways) {
    taken.addAll(boxes);
    for (FlowPlan.Frame frame : frames) {
      taken.add(frame.caption());
      Rectangle2D edge = frame.bounds();
      Point a = new Point((int) edge.getMinX(), (int) edge.getMinY());
      Point b = new Point((int) edge.getMaxX(), (int) edge.getMinY());
      Point c = new Point((int) edge.getMaxX(), (int) edge.getMaxY());
      Point d = new Point((int) edge.getMinX(), (int) edge.getMaxY());
      lines.addAll(segments(List.of(a, b, c, d, a)));
    }
    ways.forEach(way -> lines.addAll(segments(way)));
  }

  /** The label's room, which is then taken; null if there is none. */
  Rectangle2D place(List<Point> way, int width, int height) {
    List<Line2D> longestFirst = new ArrayList<>(segments(way));
    longestFirst.sort(Comparator.comparingDouble(line -> -priority(line, way)));
    for (Line2D line : longestFirst) {
      for (double share : new double[] {0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8}) {
        for (Rectangle2D room : beside(line, share, way, width, height)) {
          if (isFree(room)) {
            taken.add(room);
            return room;
          }
        }
      }
    }
    return null;
  }

  /** Level lines before upright ones, long before short. */
  private static double priority(Line2D line, List<Point> way) {
    double length = Math.abs(line.getX2() - line.getX1()) + Math.abs(line.getY2() - line.getY1());
    return line.getY1() == line.getY2() ? 2 * length : length;
  }

  private static List<Rectangle2D> beside(
      Line2D line, double share, List<Point> way, int width, int height) {
    Point end = way.get(way.size() - 1);
    double head = line.getP2().equals(end) ? HEAD : 0;
    double length = Math.abs(line.getX2() - line.getX1()) + Math.abs(line.getY2() - line.getY1());
    double along = share * (length - head) / length;
    double x = line.getX1() + along * (line.getX2() - line.getX1());
    double y = line.getY1() + along * (line.getY2() - line.getY1());
    if (line.getY1() == line.getY2()) {
      return List.of(
          new Rectangle2D.Double(x - width / 2.0, y - GAP - height, width, height),
          new Rectangle2D.Double(x - width / 2.0, y + GAP, width, height));
    }
    return List.of(
        new Rectangle2D.Double(x + 2 * GAP, y - height / 2.0, width, height),
        new Rectangle2D.Double(x - 2 * GAP - width, y - height / 2.0, width, height));
  }

  private boolean isFree(Rectangle2D room) {
    Rectangle2D wider =
        new Rectangle2D.Double(
            room.getX() - MARGIN,
            room.getY() - MARGIN,
            room.getWidth() + 2 * MARGIN,
            room.getHeight() + 2 * MARGIN);
    return taken.stream().noneMatch(wider::intersects)
        && lines.stream().noneMatch(line -> line.intersects(wider));
  }

  static List<Line2D> segments(List<Point> way) {
    List<Line2D> segments = new ArrayList<>();
    for (int i = 1; i < way.size(); i++) {
      segments.add(new Line2D.Double(way.get(i - 1), way.get(i)));
    }
    return segments;
  }
}
