package io.github.attention4j.exercises.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * One case of a check: the length of every axis, the type and the {@link Layout} of its arrays.
 * Draws the arguments of a trial.
 *
 * <p>Shapes are written with the lesson's letters: {@code "(B, Tk, Dk)"}, {@code "(B, H*Dk)"},
 * {@code "(B, 2)"}, or {@code "()"} for one number.
 */
public final class Inputs {

  private final Map<String, Integer> lengths;
  private final DataType type;
  private final Layout layout;
  private final List<String> traits;
  private final Random random;

  Inputs(
      Map<String, Integer> lengths,
      DataType type,
      Layout layout,
      List<String> traits,
      Random random) {
    this.lengths = lengths;
    this.type = type;
    this.layout = layout;
    this.traits = traits;
    this.random = random;
  }

  /**
   * Starts a trial on this case.
   *
   * @param method name of the task's method
   * @param givens its arguments; the first, if it is an array, decides the type of the result
   */
  public Trial trial(String method, Given... givens) {
    Trial trial = new Trial(method, lengths, givens);
    traits.forEach(trial::trait);
    if (givens[0].array() == null) {
      return trial; // of numbers, which are of no type and lie nowhere
    }
    trial.trait("of type " + type);
    if (!layout.trait().isEmpty()) {
      trial.trait(layout.trait());
    }
    return trial;
  }

  /** Returns the length of an axis: a letter, a number, or a product such as {@code "H*Dk"}. */
  public int length(String axis) {
    int length = 1;
    for (String factor : axis.split("\\*")) {
      boolean isNumber = factor.chars().allMatch(Character::isDigit);
      length *= isNumber ? Integer.parseInt(factor) : lengths.get(factor);
    }
    return length;
  }

  /** Returns the lengths of a shape such as {@code "(B, Tk, Dk)"}. */
  public int[] shape(String axes) {
    return letters(axes).stream().mapToInt(this::length).toArray();
  }

  /** Returns the letters of all axes of the lesson. */
  public List<String> letters() {
    return lengths.keySet().stream().sorted().toList();
  }

  /** Returns the letters of a shape such as {@code "(B, Tk, Dk)"}. */
  public static List<String> letters(String axes) {
    String inner = axes.substring(1, axes.length() - 1).strip();
    return inner.isEmpty() ? List.of() : Arrays.asList(inner.split(",\\s*"));
  }

  /** Returns the type of this case's arrays, FLOAT or DOUBLE. */
  public DataType type() {
    return type;
  }

  /** Returns the source of all that is random. */
  public Random random() {
    return random;
  }

  /** Returns normally distributed numbers. */
  public Values noise(String axes) {
    return Values.gaussian(random, shape(axes));
  }

  /** Returns an argument of normally distributed numbers: data, or a mechanism's parameter. */
  public Given random(String name, String axes) {
    return given(name, axes, noise(axes));
  }

  /** Returns an argument that holds the given numbers. */
  public Given given(String name, String axes, Values numbers) {
    return Given.of(name, axes, numbers, type, layout);
  }

  /** Returns an argument of whole numbers of type INT32, such as lengths or positions. */
  public Given whole(String name, String axes, Values numbers) {
    return Given.of(name, axes, numbers, DataType.INT32, layout);
  }

  /**
   * Returns a mask of 1 and 0 over the last axis, the keys: each row allows at least one key and,
   * if it has several, forbids at least one.
   */
  public Values mask(String axes) {
    int[] shape = shape(axes);
    int last = shape.length - 1;
    int keys = shape[last];
    int[] rows = shape.clone();
    rows[last] = 1;
    Values kept = Values.fill(index -> random.nextInt(keys), rows);
    return Values.fill(
        index -> {
          int[] row = index.clone();
          row[last] = 0;
          int allowed = (int) kept.at(row);
          int forbidden = (allowed + 1) % keys;
          int coin = random.nextInt(2);
          return index[last] == allowed ? 1 : index[last] == forbidden ? 0 : coin;
        },
        shape);
  }

  /**
   * Returns numbers with some of their rows (along the last axis) all zero: one in every example
   * where it has several rows, and one of all where it has one.
   */
  public Values withEmptyRows(Values numbers) {
    int last = numbers.shape().length - 1;
    int rows = numbers.size(last - 1);
    int examples = last > 1 ? numbers.size(0) : 1;
    List<Integer> empty = new ArrayList<>();
    for (int example = 0; example < examples; example++) {
      empty.add(rows > 1 ? random.nextInt(rows) : -1);
    }
    if (rows == 1 && examples > 1) {
      empty.set(random.nextInt(examples), 0);
    }
    return Values.fill(
        index -> {
          int row = empty.get(last > 1 ? index[0] : 0);
          return index[last - 1] == row ? 0 : numbers.at(index);
        },
        numbers.shape());
  }
}
