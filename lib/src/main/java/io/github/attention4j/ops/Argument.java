package io.github.attention4j.ops;

import java.util.List;
import java.util.stream.Stream;

/**
 * An argument of a {@link Signature}.
 *
 * @param all the letters of its axes
 * @param always those of the axes that it always has
 */
record Argument(String name, List<String> all, List<String> always) {
  /** Reads axes as written: an optional one ends in a question mark. */
  static Argument of(String name, String... axes) {
    return new Argument(
        name,
        Stream.of(axes).map(axis -> axis.replace("?", "")).toList(),
        Stream.of(axes).filter(axis -> !axis.contains("?")).toList());
  }

  /** The letters with the optional axes or without. */
  List<String> letters(boolean withOptional) {
    return withOptional ? all : always;
  }

  /** The form of an array of this rank, as {@code (B, Tq, Dk)}, or nothing if it has none. */
  String form(int rank) {
    for (boolean withOptional : new boolean[] {false, true}) {
      if (letters(withOptional).size() == rank) {
        return "(" + String.join(", ", letters(withOptional)).replace("*", "") + ")";
      }
    }
    return "";
  }
}
