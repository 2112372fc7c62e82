package io.github.attention4j.notebook.chart;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A {@link DataFlow} with a place for everything: boxes, then the arrows' ways, then labels. */
final class FlowDrawing {

  /** Widths of text and gaps between columns, tried until the page is wide enough. */
  private static final int[][] WIDTHS = {{144, 40}, {112, 40}, {88, 40}, {88, 32}};

  private static final int MAX_WIDTH = 860;
  private static final int MOST_TRIES = 40;
  private static final int PADDING = 10;
  private static final int LEGEND_HEIGHT = 30;

  private final DataFlow flow;
  private final FlowPlan plan;
  private Map<String, Rectangle> boxes;
  private List<FlowPlan.Frame> frames;
  private final Map<FlowArrow, List<Point>> ways = new LinkedHashMap<>();
  private final Map<FlowArrow, Rectangle2D> labels = new LinkedHashMap<>();

  private FlowDrawing(DataFlow flow, int textWidth, int columnGap) {
    this.flow = flow;
    this.plan = new FlowPlan(flow, textWidth, columnGap);
    FlowArrow crowded = arrange();
    for (int tries = 0; crowded != null; tries++) {
      if (tries == MOST_TRIES) {
        throw new IllegalArgumentException(
            "DataFlow: no way found for the arrow from \"%s\" to \"%s\"; other rows may leave one"
                .formatted(crowded.from(), crowded.to()));
      }
      plan.spread(crowded);
      crowded = arrange();
    }
  }

  /** With text as wide as the page allows. */
  static FlowDrawing of(DataFlow flow) {
    FlowDrawing drawing = null;
    for (int[] widths : WIDTHS) {
      drawing = new FlowDrawing(flow, widths[0], widths[1]);
      if (drawing.extent().width <= MAX_WIDTH) {
        break;
      }
    }
    return drawing;
  }

  /** Finds a place for everything; the first arrow that finds none, or null. */
  private FlowArrow arrange() {
    ways.clear();
    labels.clear();
    boxes = plan.boxes();
    frames = plan.frames(boxes);
    FlowRouter router = new FlowRouter(boxes.values(), frames);
    List<String> owners = new ArrayList<>(boxes.keySet());
    List<FlowArrow> shortFirst = new ArrayList<>(flow.arrows());
    shortFirst.sort(Comparator.comparingDouble(this::distance));
    for (FlowArrow arrow : shortFirst) {
      int owner = 2 * owners.indexOf(arrow.from()) + (arrow.back() ? 2 : 1);
      List<Point> way = router.route(boxes.get(arrow.from()), boxes.get(arrow.to()), owner);
      if (way.isEmpty()) {
        return arrow;
      }
      ways.put(arrow, way);
    }
    FlowLabels places = new FlowLabels(boxes.values(), frames, List.copyOf(ways.values()));
    for (FlowArrow arrow : shortFirst) {
      if (!arrow.label().isEmpty()) {
        Rectangle2D room = places.place(ways.get(arrow), arrow.labelWidth(), arrow.labelHeight());
        if (room == null) {
          return arrow;
        }
        labels.put(arrow, room);
      }
    }
    return null;
  }

  private double distance(FlowArrow arrow) {
    Rectangle from = boxes.get(arrow.from());
    Rectangle to = boxes.get(arrow.to());
    return Math.abs(from.getCenterX() - to.getCenterX())
        + Math.abs(from.getCenterY() - to.getCenterY());
  }

  /** All that is drawn but title and legend. */
  private Rectangle extent() {
    Rectangle extent = null;
    for (Rectangle box : boxes.values()) {
      extent = extent == null ? new Rectangle(box) : extent.union(box);
    }
    for (FlowPlan.Frame frame : frames) {
      extent = extent.union(frame.bounds()).union(frame.caption());
    }
    for (List<Point> way : ways.values()) {
      way.forEach(extent::add);
    }
    for (Rectangle2D label : labels.values()) {
      extent = extent.union(label.getBounds());
    }
    return extent;
  }

  Map<String, Rectangle> boxes() {
    return boxes;
  }

  List<FlowPlan.Frame> frames() {
    return frames;
  }

  Map<FlowArrow, List<Point>> ways() {
    return ways;
  }

  Sheet sheet() {
    Rectangle extent = extent();
    String title = flow.title();
    int titleWidth = Layout.metrics(Theme.TITLE_FONT).stringWidth(title);
    int titleHeight = title.isEmpty() ? 0 : Layout.metrics(Theme.TITLE_FONT).getHeight() + PADDING;
    Set<FlowBox.Kind> kinds =
        boxes.keySet().stream()
            .map(name -> flow.box(name).kind())
            .filter(kind -> !kind.legend().isEmpty())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(FlowBox.Kind.class)));
    boolean back = flow.arrows().stream().anyMatch(FlowArrow::back);
    FlowLegend legend = new FlowLegend(kinds, back);
    int width = Math.max(extent.width, Math.max(titleWidth, legend.width())) + 2 * PADDING;
    int legendHeight = legend.isNeeded() ? LEGEND_HEIGHT : 0;
    Sheet sheet = new Sheet(width, titleHeight + extent.height + 2 * PADDING + legendHeight);
    sheet.centered(
        title, Theme.TITLE_FONT, Theme.TEXT, width / 2.0, PADDING / 2.0 + titleHeight / 2.0);
    if (legend.isNeeded()) {
      legend.paint(
          sheet, width / 2.0, titleHeight + extent.height + 2 * PADDING + LEGEND_HEIGHT / 2.0 - 4);
    }
    int x = (width - extent.width) / 2 - extent.x;
    int y = titleHeight + PADDING - extent.y;
    paint(sheet, x, y);
    return sheet;
  }

  private void paint(Sheet sheet, int x, int y) {
    frames.forEach(
        frame ->
            FlowPen.frame(
                sheet, moved(frame.bounds(), x, y), moved(frame.caption(), x, y), frame.text()));
    for (String name : boxes.keySet()) {
      for (boolean back : new boolean[] {false, true}) {
        List<List<Point>> leaving =
            ways.entrySet().stream()
                .filter(way -> way.getKey().from().equals(name) && way.getKey().back() == back)
                .map(way -> moved(way.getValue(), x, y))
                .toList();
        FlowPen.arrows(sheet.graphics(), leaving, back);
      }
    }
    boxes.forEach((name, box) -> flow.box(name).paint(sheet, moved(box, x, y), plan.textWidth()));
    labels.forEach(
        (arrow, room) ->
            sheet.centered(
                arrow.lines(),
                Theme.SMALL_FONT,
                Theme.TEXT,
                room.getCenterX() + x,
                room.getCenterY() + y));
  }

  private static Rectangle moved(Rectangle area, int x, int y) {
    return new Rectangle(area.x + x, area.y + y, area.width, area.height);
  }

  private static List<Point> moved(List<Point> way, int x, int y) {
    return way.stream().map(point -> new Point(point.x + x, point.y + y)).toList();
  }
}
