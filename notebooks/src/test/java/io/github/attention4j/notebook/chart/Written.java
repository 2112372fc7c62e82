package io.github.attention4j.notebook.chart;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.util.List;

/** What is demanded of the texts of every drawing. */
final class Written {

  private Written() {}

  /** Every text is within the sheet, and none touches another. */
  static void assertLegible(Sheet sheet) {
    Rectangle2D page =
        new Rectangle2D.Double(
            0,
            0,
            sheet.image().getWidth() / (double) Sheet.PIXELS_PER_POINT,
            sheet.image().getHeight() / (double) Sheet.PIXELS_PER_POINT);
    List<Sheet.Text> texts = sheet.texts();
    assertFalse(texts.isEmpty(), "there are texts");
    for (int i = 0; i < texts.size(); i++) {
      Sheet.Text text = texts.get(i);
      assertTrue(page.contains(text.bounds()), text + " is cut by " + page);
      for (Sheet.Text other : texts.subList(0, i)) {
        // Rows of text that lie close share the room between their lines.
        assertFalse(
            shrunk(text.bounds()).intersects(shrunk(other.bounds())), text + " on " + other);
      }
    }
  }

  /** The text, however often it was wrapped. */
  static String all(Sheet sheet) {
    return String.join(" ", sheet.texts().stream().map(Sheet.Text::text).toList());
  }

  private static Rectangle2D shrunk(Rectangle2D bounds) {
    return new Rectangle2D.Double(
        bounds.getX(), bounds.getY() + 1, bounds.getWidth(), bounds.getHeight() - 2);
  }
}
