package io.github.attention4j.exercises.trial;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One named argument of a trial; remembers what it was, so that a change is noticed. */
public final class Given {

  private final String name;
  private final String axes;
  private final Values values;
  private final INDArray array;

  private Given(String name, String axes, Values values, INDArray array) {
    this.name = name;
    this.axes = axes;
    this.values = values;
    this.array = array;
  }

  /**
   * Returns an argument made of numbers, rounded to its type.
   *
   * @param name name of the parameter
   * @param axes what its axes mean, such as {@code "(B, Tk, Dk)"}
   * @param numbers what it holds
   * @param type type of the array
   * @param layout how the array lies in memory
   */
  public static Given of(String name, String axes, Values numbers, DataType type, Layout layout) {
    Values rounded = numbers.roundedTo(type);
    return new Given(name, axes, rounded, layout.arrange(rounded.toArray(type)));
  }

  /**
   * Returns an argument that is {@code null}.
   *
   * @param name name of the parameter
   */
  public static Given none(String name) {
    return plain(name, null);
  }

  /**
   * Returns an argument that is a number or a truth value, not an array.
   *
   * @param name name of the parameter
   * @param value what it is
   */
  public static Given plain(String name, Object value) {
    return new Given(name, String.valueOf(value), null, null);
  }

  /** Returns the numbers as they were given. */
  public Values values() {
    return values;
  }

  /** Returns the array to pass to the answer, or null. */
  public INDArray array() {
    return array;
  }

  String name() {
    return name;
  }

  String axes() {
    return axes;
  }

  DataType type() {
    return array == null ? DataType.DOUBLE : array.dataType();
  }

  boolean isChanged() {
    return array != null && !Values.of(array).isClose(values, new Tolerance(0, 0));
  }

  /** Such as {@code query [2, 3, 8] = (B, Tq, Dk)} or {@code heads 4}. */
  @Override
  public String toString() {
    return array == null ? name + " " + axes : name + " " + values + " = " + axes;
  }
}
