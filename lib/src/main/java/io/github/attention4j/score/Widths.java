package io.github.attention4j.score;

import io.github.attention4j.ops.Signature;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The widths that a score's parameters were made for, and the door check that follows from them.
 */
record Widths(String name, DataType type, long queryDim, long keyDim) {
  /** The hint of every score where key and value are not equally long. */
  static final String ONE_VALUE_PER_KEY = "every key has one value: key and value are equally long";

  Widths {
    positive(name, "queryDim", queryDim);
    positive(name, "keyDim", keyDim);
  }

  static void positive(String name, String argument, long width) {
    if (width < 1) {
      throw new IllegalArgumentException(
          name + ": " + argument + " is " + width + ", expected at least 1");
    }
  }

  Signature signature() {
    return Signature.of(name)
        .argument("query", "B", "H?", "Tq", "Dq")
        .argument("key", "B", "H?", "Tk", "Dk")
        .argument("value", "B", "H?", "Tk", "Dv")
        .size("Dq", queryDim, "queryDim")
        .size("Dk", keyDim, "keyDim")
        .type(type)
        .hint("Tk", ONE_VALUE_PER_KEY);
  }
}
