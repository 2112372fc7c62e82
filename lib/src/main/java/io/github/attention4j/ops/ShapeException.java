package io.github.attention4j.ops;

/**
 * An argument has a form that an operation cannot take: its rank, the size of an axis, its data
 * type, or it is missing.
 *
 * <p>The first line of the message suffices: it names the operation, the argument, the axis and
 * both numbers. The lines below it show all arguments and, where there is one, a hint.
 *
 * <pre>{@code
 * scaledDotProduct: key axis 2 (Dk) is 7, expected 8 to match query
 *   query: [2, 3, 8] = (B, Tq, Dk) FLOAT
 *   key:   [2, 5, 7] = (B, Tk, Dk) FLOAT
 *   value: [2, 5, 6] = (B, Tk, Dv) FLOAT
 *   hint:  query and key are compared feature by feature; project both to the same Dk
 * }</pre>
 */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String operation;
  private final String argument;
  private final int axis;
  private final String actual;
  private final String expected;

  ShapeException(
      String operation, String argument, int axis, String actual, String expected, String message) {
    super(message);
    this.operation = operation;
    this.argument = argument;
    this.axis = axis;
    this.actual = actual;
    this.expected = expected;
  }

  /** The operation that refused, such as {@code scaledDotProduct}. */
  public String operation() {
    return operation;
  }

  /** The argument that it refused, such as {@code key}. */
  public String argument() {
    return argument;
  }

  /**
   * The axis that it refused, or -1 when the rank, the data type or the whole argument is wrong.
   */
  public int axis() {
    return axis;
  }

  /** What was given: a size, a rank, a data type, or {@code null}. */
  public String actual() {
    return actual;
  }

  /** What was expected: a size, a rank, a data type. */
  public String expected() {
    return expected;
  }
}
