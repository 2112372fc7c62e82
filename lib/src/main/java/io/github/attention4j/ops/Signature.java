package io.github.attention4j.ops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What an operation takes: named arguments whose axes are letters. The same letter means the same
 * size, in whichever argument it stands; that is the whole rule.
 *
 * <pre>{@code
 * Signature.of("scaledDotProduct")
 *     .argument("query", "B", "H?", "Tq", "Dk")
 *     .argument("key", "B", "H?", "Tk", "Dk")
 *     .argument("value", "B", "H?", "Tk", "Dv")
 *     .hint("Dk", "query and key are compared feature by feature; project both to the same Dk");
 * }</pre>
 *
 * <p>A letter with a question mark is an axis that all arguments have or none; the first argument
 * decides; one with a star may be 1 instead, to be stretched. All arguments are of one data type,
 * FLOAT or DOUBLE, and no axis is empty. A size that is not known yet (while a graph is built)
 * agrees with any other until the graph is fed.
 *
 * <p>Immutable: every method returns a new signature.
 */
public final class Signature {
  private final String operation;
  private final List<Argument> arguments;
  private final Map<String, Expected> fixedSizes;
  private final DataType fixedType;
  private final Map<String, String> hints;

  /** The size of a letter, or the most it may be, and what made it so. */
  private record Expected(long size, String reason, boolean most) {
    Expected(long size, String reason) {
      this(size, reason, false);
    }

    boolean allows(long other) {
      return other < 0 || (most ? other <= size : other == size);
    }
  }

  private Signature(
      String operation,
      List<Argument> arguments,
      Map<String, Expected> fixedSizes,
      DataType fixedType,
      Map<String, String> hints) {
    this.operation = operation;
    this.arguments = arguments;
    this.fixedSizes = fixedSizes;
    this.fixedType = fixedType;
    this.hints = hints;
  }

  /**
   * A signature without arguments yet.
   *
   * @param operation the name that messages start with
   */
  public static Signature of(String operation) {
    return new Signature(operation, List.of(), Map.of(), null, Map.of());
  }

  /** Adds an argument and the letters of its axes. */
  public Signature argument(String name, String... axes) {
    List<Argument> more = new ArrayList<>(arguments);
    more.add(Argument.of(name, axes));
    return new Signature(operation, more, fixedSizes, fixedType, hints);
  }

  /**
   * Fixes the size of a letter.
   *
   * @param reason ends the message: "expected 8 to match " + reason
   */
  public Signature size(String letter, long size, String reason) {
    Map<String, Expected> more = with(fixedSizes, letter, new Expected(size, reason));
    return new Signature(operation, arguments, more, fixedType, hints);
  }

  /**
   * Bounds the size of a letter.
   *
   * @param reason ends the message: "expected at most 8 to match " + reason
   */
  public Signature most(String letter, long size, String reason) {
    Map<String, Expected> more = with(fixedSizes, letter, new Expected(size, reason, true));
    return new Signature(operation, arguments, more, fixedType, hints);
  }

  /** Fixes the data type, as that of the parameters that the arguments will meet. */
  public Signature type(DataType type) {
    return new Signature(operation, arguments, fixedSizes, type, hints);
  }

  /** Adds the hint that is shown when the sizes of a letter disagree. */
  public Signature hint(String letter, String hint) {
    return new Signature(operation, arguments, fixedSizes, fixedType, with(hints, letter, hint));
  }

  private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
    Map<String, V> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }

  /** The name that messages start with. */
  public String operation() {
    return operation;
  }

  /**
   * Checks shapes, given in the order of the arguments; null for an argument that is missing.
   *
   * @throws ShapeException if they do not fit
   */
  public void check(TensorShape... shapes) {
    for (int i = 0; i < shapes.length; i++) {
      checkPresent(i, shapes);
      checkType(i, shapes);
    }
    boolean withOptional = shapes[0].rank() == arguments.get(0).letters(true).size();
    Map<String, Expected> sizes = new HashMap<>(fixedSizes);
    for (int i = 0; i < shapes.length; i++) {
      checkRank(i, withOptional, shapes);
      checkSizes(i, withOptional, sizes, shapes);
    }
  }

  private void checkPresent(int index, TensorShape[] shapes) {
    if (shapes[index] == null) {
      Argument argument = arguments.get(index);
      String form = argument.form(argument.letters(false).size());
      String line = argument.name() + " is null, expected " + form;
      throw refuse(index, -1, "null", form, line, null, shapes);
    }
  }

  private void checkType(int index, TensorShape[] shapes) {
    String name = arguments.get(index).name();
    DataType type = shapes[index].type();
    DataType expected = fixedType == null ? shapes[0].type() : fixedType;
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      String line = name + " is " + type + ", expected FLOAT or DOUBLE";
      String hint = "convert it: " + name + ".castTo(DataType.FLOAT)";
      throw refuse(index, -1, type.name(), "FLOAT or DOUBLE", line, hint, shapes);
    }
    if (type != expected) {
      String reason = index == 0 ? "the parameters" : firstName();
      String line = name + " is " + type + ", expected " + expected + " to match " + reason;
      String hint = "convert it: " + name + ".castTo(DataType." + expected + ")";
      throw refuse(index, -1, type.name(), expected.name(), line, hint, shapes);
    }
  }

  private void checkRank(int index, boolean withOptional, TensorShape[] shapes) {
    Argument argument = arguments.get(index);
    int rank = shapes[index].rank();
    int least = argument.letters(false).size();
    int most = argument.letters(true).size();
    int expected = withOptional ? most : least;
    if (rank != expected) {
      String ranks = index == 0 && least != most ? least + " or " + most : "" + expected;
      String match = index == 0 ? "" : " to match " + firstName();
      String line = argument.name() + " has rank " + rank + ", expected " + ranks + match;
      String hint = argument.name() + " is " + argument.form(expected);
      throw refuse(index, -1, "" + rank, ranks, line, hint, shapes);
    }
  }

  private void checkSizes(
      int index, boolean withOptional, Map<String, Expected> sizes, TensorShape[] shapes) {
    Argument argument = arguments.get(index);
    List<String> letters = argument.letters(withOptional);
    for (int axis = 0; axis < letters.size(); axis++) {
      boolean maybeOne = letters.get(axis).endsWith("*");
      String letter = letters.get(axis).replace("*", "");
      long size = shapes[index].size(axis);
      if (size == 0) {
        String line = argument.name() + " axis " + axis + " (" + letter + ") is 0";
        line += ", expected at least 1";
        throw refuse(index, axis, "0", "at least 1", line, null, shapes);
      }
      if (maybeOne && size == 1) {
        continue;
      }
      Expected expected = sizes.get(letter);
      if (expected == null || expected.size < 0 || expected.most && expected.allows(size)) {
        sizes.put(letter, new Expected(size, argument.name()));
      } else if (!expected.allows(size)) {
        String line = argument.name() + " axis " + axis + " (" + letter + ") is " + size;
        line += ", expected " + (maybeOne ? "1 or " : expected.most ? "at most " : "");
        line += expected.size;
        line += " to match " + expected.reason;
        throw refuse(index, axis, "" + size, "" + expected.size, line, hints.get(letter), shapes);
      }
    }
  }

  private String firstName() {
    return arguments.get(0).name();
  }

  private ShapeException refuse(
      int index,
      int axis,
      String actual,
      String expected,
      String firstLine,
      String hint,
      TensorShape[] shapes) {
    int width = "hint:".length();
    for (Argument argument : arguments) {
      width = Math.max(width, argument.name().length() + 1);
    }
    StringBuilder message = new StringBuilder(operation + ": " + firstLine);
    for (int i = 0; i < shapes.length; i++) {
      message.append(detail(width, arguments.get(i).name(), describe(arguments.get(i), shapes[i])));
    }
    if (hint != null) {
      message.append(detail(width, "hint", hint));
    }
    return new ShapeException(
        operation, arguments.get(index).name(), axis, actual, expected, message.toString());
  }

  private static String describe(Argument argument, TensorShape shape) {
    if (shape == null) {
      return "null";
    }
    String form = argument.form(shape.rank());
    return shape + (form.isEmpty() ? "" : " = " + form) + " " + shape.type();
  }

  private static String detail(int width, String name, String text) {
    return "\n  " + name + ":" + " ".repeat(width - name.length()) + text;
  }
}
