package io.github.attention4j.score;

import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.Sizes;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The widths that a score's parameters were made for, and the door check that follows from them.
 */
record Widths(String name, DataType type, long queryDim, long keyDim) {
  /** The hint of every score where key and value are not equally long. */
  static final String ONE_VALUE_PER_KEY = "every key has one value: key and value are equally long";

  Widths {
    Sizes.atLeast(1, name, "queryDim", queryDim);
    Sizes.atLeast(1, name, "keyDim", keyDim);
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
