package io.github.attention4j.notebook;

import io.github.attention4j.notebook.chart.SideBySide;
import io.github.attention4j.notebook.display.Frontend;
import io.github.attention4j.notebook.display.Rendering;

/**
 * Shows things below a notebook's cell, in IJava, JJava and Rapaio alike; in a plain JVM it prints
 * their text.
 *
 * <p>In a cell: {@code import static io.github.attention4j.notebook.Notebook.show;}
 */
public final class Notebook {

  private Notebook() {}

  /**
   * Shows one thing: an image, one of the toolbox's charts or XChart's, a Tablesaw table, an ND4J
   * array, a {@link Rendering}; anything else as plain text.
   */
  public static void show(Object value) {
    Frontend.current().display(Rendering.of(value));
  }

  /** Shows several things: pictures side by side as one, anything else below each other. */
  public static void show(Object first, Object second, Object... more) {
    Object[] all = new Object[more.length + 2];
    all[0] = first;
    all[1] = second;
    System.arraycopy(more, 0, all, 2, more.length);
    if (SideBySide.canHold(all)) {
      show(SideBySide.of(all));
    } else {
      for (Object value : all) {
        show(value);
      }
    }
  }

  /** Shows Markdown. */
  public static void showMarkdown(String markdown) {
    show(Rendering.markdown(markdown));
  }

  /** Shows a formula in LaTeX, written without the surrounding dollar signs. */
  public static void showLatex(String formula) {
    show(Rendering.latex(formula));
  }

  /**
   * Registers the toolbox's renderers with the running kernel, so that a table, a chart or an array
   * as a cell's last value is shown as {@link #show} would. JJava and Rapaio find them by
   * themselves; IJava calls this from its start script.
   */
  public static void connect() {
    Frontend.current();
  }
}
