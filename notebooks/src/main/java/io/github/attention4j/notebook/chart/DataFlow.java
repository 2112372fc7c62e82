package io.github.attention4j.notebook.chart;

import io.github.attention4j.notebook.display.Picture;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A drawing of how data flows: boxes with shapes and small numbers, and arrows between them. The
 * author says which boxes there are, in which rows they stand and which arrows join them; the
 * drawing finds sizes, gaps, the arrows' ways around boxes and a place for each label.
 *
 * <pre>{@code
 * show(DataFlow.titled("Dot-product attention")
 *     .row("query", "compare", "softmax", "average", "output")
 *     .row("key", "", "", "value", "")
 *     .array("query", "(B, Tq, D)").array("key", "(B, Tk, D)").array("value", "(B, Tk, Dv)")
 *     .step("compare", "Q Kᵀ").step("softmax", "over the keys").step("average", "W V")
 *     .array("output", "(B, Tq, Dv)")
 *     .arrow("query", "compare").arrow("key", "compare")
 *     .arrow("compare", "softmax", "(B, Tq, Tk)").arrow("softmax", "average", "weights")
 *     .arrow("value", "average").arrow("average", "output"));
 * }</pre>
 *
 * <p>Four kinds of boxes are told apart by their outline, and by a legend below: an {@link #array},
 * a {@link #learned} array, a {@link #step} of the computation, and a {@link #sign} such as + in a
 * circle. A name in two neighbouring cells of the rows makes a box that spans both, in one row or
 * from one row to the next. Without rows the boxes stand in one, in the order in which they were
 * named. Long texts are wrapped; a line break in a text is kept. A sign has four sides, and so room
 * for four arrows.
 */
public final class DataFlow implements Picture {

  private static final String NAME = "DataFlow";

  private final String title;
  private final Map<String, FlowBox> boxes = new LinkedHashMap<>();
  private final List<List<String>> rows = new ArrayList<>();
  private final List<FlowArrow> arrows = new ArrayList<>();
  private final List<FlowGroup> groups = new ArrayList<>();

  private DataFlow(String title) {
    this.title = title;
  }

  /** A drawing without any boxes yet; the title may be empty. */
  public static DataFlow titled(String title) {
    return new DataFlow(title);
  }

  /** Adds a row of boxes below the others, by their names; an empty name leaves a place free. */
  public DataFlow row(String... names) {
    rows.add(List.of(names));
    return this;
  }

  /** Adds an array with its shape; the shape may be empty. */
  public DataFlow array(String name, String shape) {
    return add(FlowBox.Kind.ARRAY, name, name, shape);
  }

  /** Adds an array that training changes, with its shape. */
  public DataFlow learned(String name, String shape) {
    return add(FlowBox.Kind.LEARNED, name, name, shape);
  }

  /** Adds a step of the computation. */
  public DataFlow step(String name) {
    return step(name, "");
  }

  /** Adds a step of the computation, with its formula or a few words below its name. */
  public DataFlow step(String name, String detail) {
    return add(FlowBox.Kind.STEP, name, name, detail);
  }

  /** Adds a sign in a circle, such as + or ×; its name is not written. */
  public DataFlow sign(String name, String sign) {
    return add(FlowBox.Kind.SIGN, name, sign, "");
  }

  /**
   * Writes a row of numbers in a box, each in a cell; infinity stands for what is masked.
   *
   * @throws IllegalArgumentException if there is no such box, no number, or one is NaN
   */
  public DataFlow numbers(String name, double... numbers) {
    return numbers(name, new double[][] {numbers});
  }

  /** Writes the numbers of an array of rank 1 or 2 in a box, each in a cell. */
  public DataFlow numbers(String name, INDArray numbers) {
    if (numbers.rank() == 2) {
      return numbers(name, numbers.toDoubleMatrix());
    }
    return numbers(name, Values.vector(NAME, numbers));
  }

  /**
   * Writes rows of numbers in a box, each in a cell.
   *
   * @throws IllegalArgumentException if there is no such box, no number, the rows differ in length,
   *     or a number is NaN
   */
  public DataFlow numbers(String name, double[][] numbers) {
    requireBox("numbers", name);
    Values.requireScores(NAME + ": " + name, numbers);
    boxes.put(name, boxes.get(name).with(numbers));
    return this;
  }

  /** Joins two boxes. */
  public DataFlow arrow(String from, String to) {
    return arrow(from, to, "");
  }

  /** Joins two boxes by an arrow with a label, such as the shape of what flows. */
  public DataFlow arrow(String from, String to, String label) {
    arrows.add(new FlowArrow(from, to, label, false));
    return this;
  }

  /** Feeds something back to a box, to be used in the next step: a dashed arrow. */
  public DataFlow back(String from, String to, String label) {
    arrows.add(new FlowArrow(from, to, label, true));
    return this;
  }

  /** Draws a dotted frame around boxes, with a caption; other boxes must not stand between them. */
  public DataFlow group(String caption, String... names) {
    groups.add(new FlowGroup(caption, List.of(names)));
    return this;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are no boxes, a row, an arrow or a group names one
   *     that there is not, an arrow joins a box to itself, a box stands in no row or in separate
   *     places, or a group's frame would hold a box of others
   */
  @Override
  public BufferedImage image() {
    return sheet().image();
  }

  @Override
  public int pixelsPerPoint() {
    return Sheet.PIXELS_PER_POINT;
  }

  @Override
  public String description() {
    return "data flow%s: %s"
        .formatted(
            title.isEmpty() ? "" : " \"" + title + "\"",
            arrows.stream()
                .map(arrow -> arrow.from() + " to " + arrow.to())
                .collect(Collectors.joining(", ")));
  }

  Sheet sheet() {
    FlowCheck.check(this);
    return FlowDrawing.of(this).sheet();
  }

  String title() {
    return title;
  }

  FlowBox box(String name) {
    return boxes.get(name);
  }

  List<String> names() {
    return List.copyOf(boxes.keySet());
  }

  List<FlowArrow> arrows() {
    return arrows;
  }

  List<FlowGroup> groups() {
    return groups;
  }

  /** The rows as given, or the one row that stands for none. */
  List<List<String>> rows() {
    return rows.isEmpty() ? List.of(names()) : rows;
  }

  /** The columns and rows that each box takes. */
  Map<String, Rectangle> cells() {
    Map<String, Rectangle> cells = new LinkedHashMap<>();
    for (int row = 0; row < rows().size(); row++) {
      for (int column = 0; column < rows().get(row).size(); column++) {
        String name = rows().get(row).get(column);
        if (!name.isEmpty()) {
          cells.merge(name, new Rectangle(column, row, 1, 1), Rectangle::union);
        }
      }
    }
    return cells;
  }

  private DataFlow add(FlowBox.Kind kind, String name, String text, String detail) {
    if (name.isBlank()) {
      throw new IllegalArgumentException(NAME + ": a box needs a name");
    }
    if (boxes.containsKey(name)) {
      throw new IllegalArgumentException(
          "%s: there are two boxes named \"%s\"".formatted(NAME, name));
    }
    boxes.put(name, new FlowBox(name, kind, text, detail, new double[0][]));
    return this;
  }

  void requireBox(String where, String name) {
    if (!boxes.containsKey(name)) {
      throw new IllegalArgumentException(
          "%s: %s: there is no box \"%s\"; the boxes are %s"
              .formatted(
                  NAME,
                  where,
                  name,
                  boxes.keySet().stream()
                      .map(box -> "\"" + box + "\"")
                      .collect(Collectors.joining(", "))));
    }
  }
}
