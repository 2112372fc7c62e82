package io.github.attention4j.notebook.chart;

import java.util.List;

/**
 * A frame around boxes of a {@link DataFlow}.
 *
 * @param caption what is written on its upper edge
 * @param names the boxes within
 */
record FlowGroup(String caption, List<String> names) {}
