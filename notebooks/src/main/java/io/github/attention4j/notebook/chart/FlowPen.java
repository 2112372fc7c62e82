package io.github.attention4j.notebook.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** Draws the lines of a {@link DataFlow}. */
final class FlowPen {

  private static final double HEAD_LENGTH = 8;
  private static final double HEAD_WIDTH = 3.5;
  private static final double BEND_RADIUS = 5;
  private static final double DOT = 2.6;
  private static final Color ARROW = new Color(0x444444);
  private static final BasicStroke SOLID =
      new BasicStroke(1.3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  private static final BasicStroke DASHED =
      new BasicStroke(1.3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 3}, 0);
  private static final BasicStroke BRIDGE =
      new BasicStroke(6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  private static final BasicStroke FRAME =
      new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {2, 3}, 0);

  private FlowPen() {}

  /**
   * The arrows that leave one box. Where they part stands a dot; where they cross another box's
   * arrows, drawn before, those are interrupted.
   */
  static void arrows(Graphics2D graphics, List<List<Point>> ways, boolean dashed) {
    graphics.setColor(Theme.BACKGROUND);
    graphics.setStroke(BRIDGE);
    ways.forEach(way -> graphics.draw(line(way)));
    graphics.setColor(ARROW);
    graphics.setStroke(dashed ? DASHED : SOLID);
    ways.forEach(way -> graphics.draw(line(way)));
    ways.forEach(way -> graphics.fill(head(way)));
    for (int i = 0; i < ways.size(); i++) {
      for (int j = 0; j < i; j++) {
        Point fork = fork(ways.get(i), ways.get(j));
        if (fork != null) {
          graphics.fill(new Ellipse2D.Double(fork.x - DOT, fork.y - DOT, 2 * DOT, 2 * DOT));
        }
      }
    }
  }

  /** A dotted frame whose upper edge makes room for the caption. */
  static void frame(Sheet sheet, Rectangle bounds, Rectangle caption, String text) {
    Graphics2D graphics = sheet.graphics();
    graphics.setColor(Theme.LINE);
    graphics.setStroke(FRAME);
    graphics.draw(
        new RoundRectangle2D.Double(bounds.x, bounds.y, bounds.width, bounds.height, 16, 16));
    if (!text.isEmpty()) {
      graphics.setColor(Theme.BACKGROUND);
      graphics.fill(caption);
      sheet.centered(
          text, Theme.SMALL_FONT, Theme.TEXT, caption.getCenterX(), caption.getCenterY());
    }
  }

  /** Where two ways part that begin alike; null if they do not. */
  private static Point fork(List<Point> one, List<Point> other) {
    if (!one.get(0).equals(other.get(0))) {
      return null;
    }
    for (int i = 1; ; i++) {
      Point from = one.get(i - 1);
      Point a = one.get(i);
      Point b = other.get(i);
      if (!a.equals(b)) {
        boolean sameHeading =
            Integer.signum(a.x - from.x) == Integer.signum(b.x - from.x)
                && Integer.signum(a.y - from.y) == Integer.signum(b.y - from.y);
        Point nearer = from.distance(a) < from.distance(b) ? a : b;
        return sameHeading ? nearer : from;
      }
      if (i + 1 >= Math.min(one.size(), other.size())) {
        return a;
      }
    }
  }

  private static Path2D line(List<Point> way) {
    Path2D line = new Path2D.Double();
    line.moveTo(way.get(0).x, way.get(0).y);
    for (int i = 1; i + 1 < way.size(); i++) {
      Point corner = way.get(i);
      double[] before = towards(corner, way.get(i - 1), BEND_RADIUS);
      double[] after = towards(corner, way.get(i + 1), BEND_RADIUS);
      line.lineTo(before[0], before[1]);
      line.quadTo(corner.x, corner.y, after[0], after[1]);
    }
    double[] end = towards(way.get(way.size() - 1), way.get(way.size() - 2), HEAD_LENGTH - 1);
    line.lineTo(end[0], end[1]);
    return line;
  }

  private static Path2D head(List<Point> way) {
    Point tip = way.get(way.size() - 1);
    double[] end = towards(tip, way.get(way.size() - 2), HEAD_LENGTH);
    double acrossX = (end[1] - tip.y) / HEAD_LENGTH * HEAD_WIDTH;
    double acrossY = (end[0] - tip.x) / HEAD_LENGTH * HEAD_WIDTH;
    Path2D head = new Path2D.Double();
    head.moveTo(tip.x, tip.y);
    head.lineTo(end[0] + acrossX, end[1] + acrossY);
    head.lineTo(end[0] - acrossX, end[1] - acrossY);
    head.closePath();
    return head;
  }

  /** The point so far from one point towards another. */
  private static double[] towards(Point from, Point to, double distance) {
    double share = distance / from.distance(to);
    return new double[] {from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)};
  }
}
