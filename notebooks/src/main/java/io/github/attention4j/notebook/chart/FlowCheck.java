package io.github.attention4j.notebook.chart;

import java.awt.Rectangle;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Refuses a {@link DataFlow} that cannot be drawn, in words that tell what to change. */
final class FlowCheck {

  private FlowCheck() {}

  static void check(DataFlow flow) {
    if (flow.names().isEmpty()) {
      throw new IllegalArgumentException("DataFlow: there are no boxes");
    }
    List<List<String>> rows = flow.rows();
    for (int row = 0; row < rows.size(); row++) {
      for (String name : rows.get(row)) {
        if (!name.isEmpty()) {
          flow.requireBox("row " + (row + 1), name);
        }
      }
    }
    for (FlowArrow arrow : flow.arrows()) {
      String where = "arrow from \"%s\" to \"%s\"".formatted(arrow.from(), arrow.to());
      flow.requireBox(where, arrow.from());
      flow.requireBox(where, arrow.to());
      if (arrow.from().equals(arrow.to())) {
        throw new IllegalArgumentException(
            "DataFlow: an arrow from \"%s\" to itself has no way; name the step between"
                .formatted(arrow.from()));
      }
    }
    flow.groups()
        .forEach(
            group ->
                group
                    .names()
                    .forEach(name -> flow.requireBox("group \"" + group.caption() + "\"", name)));
    checkPlaces(flow, flow.cells());
  }

  private static void checkPlaces(DataFlow flow, Map<String, Rectangle> cells) {
    for (String name : flow.names()) {
      Rectangle area = cells.get(name);
      if (area == null) {
        throw new IllegalArgumentException(
            "DataFlow: the box \"%s\" stands in no row".formatted(name));
      }
      for (int row = area.y; row < area.y + area.height; row++) {
        for (int column = area.x; column < area.x + area.width; column++) {
          List<String> names = flow.rows().get(row);
          if (column >= names.size() || !names.get(column).equals(name)) {
            throw new IllegalArgumentException(
                "DataFlow: the box \"%s\" stands in places that are no rectangle".formatted(name));
          }
        }
      }
    }
    for (FlowGroup group : flow.groups()) {
      if (group.names().isEmpty()) {
        throw new IllegalArgumentException(
            "DataFlow: group \"%s\" has no boxes".formatted(group.caption()));
      }
      Rectangle area =
          group.names().stream().map(cells::get).reduce(Rectangle::union).orElseThrow();
      String strangers =
          cells.keySet().stream()
              .filter(name -> !group.names().contains(name) && cells.get(name).intersects(area))
              .map(name -> "\"" + name + "\"")
              .collect(Collectors.joining(", "));
      if (!strangers.isEmpty()) {
        throw new IllegalArgumentException(
            "DataFlow: the frame of group \"%s\" would hold %s"
                .formatted(group.caption(), strangers));
      }
    }
  }
}
