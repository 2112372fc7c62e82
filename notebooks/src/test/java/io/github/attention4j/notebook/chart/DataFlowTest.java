package io.github.attention4j.notebook.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.factory.Nd4j;

class DataFlowTest {

  /** A sign has four places for arrows. */
  private static final int MOST_ARROWS = 4;

  private static DataFlow chain() {
    return DataFlow.titled("chain")
        .array("a", "(B, T, D)")
        .step("b", "a few words")
        .learned("c", "(D, D)")
        .arrow("a", "b", "(B, T, D)")
        .arrow("b", "c");
  }

  private static DataFlow gate() {
    return DataFlow.titled("gate")
        .row("F", "gate", "times", "out")
        .array("F", "(B, C, H, W)")
        .step("gate", "sigmoid")
        .sign("times", "×")
        .array("out", "(B, C, H, W)")
        .arrow("F", "gate")
        .arrow("gate", "times", "M(F)")
        .arrow("F", "times", "F itself")
        .arrow("times", "out");
  }

  @Test
  void withoutRowsBoxesStandInOne() {
    Map<String, Rectangle> boxes = FlowDrawing.of(chain()).boxes();
    assertEquals(List.of("a", "b", "c"), List.copyOf(boxes.keySet()));
    assertEquals(boxes.get("a").getCenterY(), boxes.get("c").getCenterY());
    assertTrue(boxes.get("a").getMaxX() < boxes.get("b").x);
    assertTrue(boxes.get("b").getMaxX() < boxes.get("c").x);
    assertEquals("data flow \"chain\": a to b, b to c", chain().description());
  }

  @Test
  void everyTextIsWrittenWholeAndOnce() {
    Sheet sheet = chain().sheet();
    Written.assertLegible(sheet);
    assertEquals(
        "chain array learned step a (B, T, D) b a few words c (D, D) (B, T, D)",
        Written.all(sheet));
  }

  @Test
  void arrowsRunStraightBetweenNeighbours() {
    FlowDrawing drawing = FlowDrawing.of(chain());
    for (List<Point> way : drawing.ways().values()) {
      assertEquals(2, way.size(), "a straight line: " + way);
      assertEquals(drawing.boxes().get("a").getCenterY(), way.get(0).y);
    }
  }

  @Test
  void anArrowOverABoxGoesAroundIt() {
    FlowDrawing drawing = FlowDrawing.of(gate());
    assertWaysAreFree(drawing);
    assertTrue(drawing.ways().values().stream().anyMatch(way -> way.size() > 3));
  }

  @Test
  void aNameInNeighbouringCellsSpansThem() {
    DataFlow flow =
        DataFlow.titled("")
            .row("q", "attention")
            .row("k", "attention")
            .array("q", "")
            .array("k", "")
            .step("attention")
            .arrow("q", "attention")
            .arrow("k", "attention");
    FlowDrawing drawing = FlowDrawing.of(flow);
    Rectangle attention = drawing.boxes().get("attention");
    assertEquals(drawing.boxes().get("q").y, attention.y, FlowRouter.UNIT);
    assertEquals(drawing.boxes().get("k").getMaxY(), attention.getMaxY(), FlowRouter.UNIT);
    drawing.ways().values().forEach(way -> assertEquals(2, way.size()));
  }

  @Test
  void numbersStandInCells() {
    Sheet sheet =
        DataFlow.titled("")
            .step("scores")
            .step("weights")
            .step("matrix")
            .numbers("scores", 2, -1, Double.NEGATIVE_INFINITY)
            .numbers("weights", Nd4j.createFromArray(0.953, 0.047, 0))
            .numbers("matrix", Nd4j.createFromArray(new double[][] {{1, 0}, {0, 12}}))
            .sheet();
    Written.assertLegible(sheet);
    assertEquals("scores 2 −1 −∞ weights 0.95 0.05 0.00 matrix 1 0 0 12", Written.all(sheet));
  }

  @Test
  void groupsFrameTheirBoxes() {
    DataFlow flow = gate().group("the gate's own part", "gate", "times");
    FlowDrawing drawing = FlowDrawing.of(flow);
    Rectangle frame = drawing.frames().get(0).bounds();
    assertTrue(frame.contains(drawing.boxes().get("gate")));
    assertTrue(frame.contains(drawing.boxes().get("times")));
    assertFalse(frame.intersects(drawing.boxes().get("F")));
    assertFalse(frame.intersects(drawing.boxes().get("out")));
    Written.assertLegible(flow.sheet());
  }

  @Test
  void longAndOddTextsAreWrapped() {
    DataFlow flow =
        DataFlow.titled("a title that is wider than the two small boxes below it together")
            .array("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", "")
            .step("many words that stand in one box one after the other", "注意力机制 🙂 ∑√−∞")
            .arrow(
                "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
                "many words that stand in one box one after the other",
                "a label of several words, longer than its arrow");
    Sheet sheet = flow.sheet();
    Written.assertLegible(sheet);
    assertTrue(sheet.image().getWidth() / Sheet.PIXELS_PER_POINT < 700);
    assertEquals(List.of("ab", "c"), Wrapping.lines("ab\nc", Theme.AXIS_FONT, 100));
    assertEquals(List.of(), Wrapping.lines("", Theme.AXIS_FONT, 100));
    assertEquals(List.of("W", "W"), Wrapping.lines("WW", Theme.AXIS_FONT, 1));
    assertEquals(
        List.of("weights", "(B, T)"), Wrapping.lines("weights (B, T)", Theme.AXIS_FONT, 60));
  }

  @Test
  void everyDrawingIsTheSameEachTime() {
    BufferedImage first = gate().image();
    BufferedImage second = gate().image();
    assertArrayEquals(pixels(first), pixels(second));
  }

  /** Whatever is joined with whatever: no text on another, no arrow through a box. */
  @Test
  void randomFlowsAreLegible() {
    for (int seed = 0; seed < 25; seed++) {
      DataFlow flow = random(new Random(seed));
      FlowDrawing drawing = FlowDrawing.of(flow);
      Sheet sheet = drawing.sheet();
      Written.assertLegible(sheet);
      assertWaysAreFree(drawing);
      assertEquals(flow.arrows().size(), drawing.ways().size());
    }
  }

  @Test
  void refusesWhatItCannotDraw() {
    assertMessage("DataFlow: there are no boxes", () -> DataFlow.titled("t").image());
    assertMessage(
        "DataFlow: arrow from \"a\" to \"d\": there is no box \"d\"; the boxes are \"a\", \"b\", \"c\"",
        () -> chain().arrow("a", "d").image());
    assertMessage(
        "DataFlow: row 1: there is no box \"x\"; the boxes are \"a\", \"b\", \"c\"",
        () -> chain().row("a", "x").image());
    assertMessage("DataFlow: the box \"c\" stands in no row", () -> chain().row("a", "b").image());
    assertMessage(
        "DataFlow: the box \"a\" stands in places that are no rectangle",
        () -> chain().row("a", "b", "a", "c").image());
    assertMessage("DataFlow: there are two boxes named \"a\"", () -> chain().array("a", "(B)"));
    assertMessage("DataFlow: a box needs a name", () -> chain().step(" "));
    assertMessage(
        "DataFlow: numbers: there is no box \"d\"; the boxes are \"a\", \"b\", \"c\"",
        () -> chain().numbers("d", 1));
    assertMessage("DataFlow: a: there are no values", () -> chain().numbers("a"));
    assertMessage(
        "DataFlow: a: the value at [0, 1] is NaN", () -> chain().numbers("a", 1, Double.NaN));
    assertMessage(
        "DataFlow: group \"g\": there is no box \"d\"; the boxes are \"a\", \"b\", \"c\"",
        () -> chain().group("g", "d").image());
    assertMessage(
        "DataFlow: the frame of group \"g\" would hold \"b\"",
        () -> chain().group("g", "a", "c").image());
    assertMessage("DataFlow: group \"g\" has no boxes", () -> chain().group("g").image());
    assertMessage(
        "DataFlow: an arrow from \"a\" to itself has no way; name the step between",
        () -> chain().arrow("a", "a").image());
  }

  private static DataFlow random(Random random) {
    DataFlow flow = DataFlow.titled("random");
    int rows = 1 + random.nextInt(4);
    int columns = 2 + random.nextInt(5);
    List<String> names = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      String[] cells = new String[columns];
      for (int column = 0; column < columns; column++) {
        cells[column] = "";
        if (random.nextInt(4) > 0) {
          String name = "box " + row + "." + column;
          cells[column] = name;
          names.add(name);
          switch (random.nextInt(4)) {
            case 0 -> flow.array(name, "(B, T, D)");
            case 1 -> flow.learned(name, "");
            case 2 -> flow.step(name, "a few words more").numbers(name, 1, 2.5);
            default -> flow.sign(name, "+");
          }
        }
      }
      flow.row(cells);
    }
    if (names.isEmpty()) {
      return chain();
    }
    for (int i = 0; i < names.size(); i++) {
      String from = names.get(i);
      String to = names.get(random.nextInt(names.size()));
      boolean room = joined(flow, from) < MOST_ARROWS && joined(flow, to) < MOST_ARROWS;
      if (room && !from.equals(to)) {
        flow.arrow(from, to, random.nextBoolean() ? "" : "label " + i);
      }
    }
    return flow;
  }

  private static long joined(DataFlow flow, String name) {
    return flow.arrows().stream()
        .filter(arrow -> arrow.from().equals(name) || arrow.to().equals(name))
        .count();
  }

  private static void assertWaysAreFree(FlowDrawing drawing) {
    drawing
        .ways()
        .forEach(
            (arrow, way) -> {
              for (Line2D line : FlowLabels.segments(way)) {
                drawing.boxes().forEach((name, box) -> assertOutside(arrow, line, name, box));
              }
            });
  }

  private static void assertOutside(FlowArrow arrow, Line2D line, String name, Rectangle box) {
    Rectangle2D inner = new Rectangle2D.Double(box.x + 1, box.y + 1, box.width - 2, box.height - 2);
    assertFalse(line.intersects(inner), arrow + " runs through " + name);
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static void assertMessage(String expected, Executable executable) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }
}
