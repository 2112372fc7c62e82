package io.github.attention4j.notebook.chart;

import java.util.List;

/**
 * An arrow of a {@link DataFlow}.
 *
 * @param from the name of the box where it begins
 * @param to the name of the box where it ends
 * @param label what is written at it; may be empty
 * @param back whether it feeds a later step, and so is dashed
 */
record FlowArrow(String from, String to, String label, boolean back) {

  private static final int LABEL_WIDTH = 120;

  List<String> lines() {
    return Wrapping.lines(label, Theme.SMALL_FONT, LABEL_WIDTH);
  }

  int labelWidth() {
    return Wrapping.width(lines(), Theme.SMALL_FONT);
  }

  int labelHeight() {
    return lines().size() * Layout.metrics(Theme.SMALL_FONT).getHeight();
  }
}
