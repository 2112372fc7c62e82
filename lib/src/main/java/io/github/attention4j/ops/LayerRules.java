package io.github.attention4j.ops;

import static io.github.attention4j.ops.ShapeRules.join;
import static io.github.attention4j.ops.ShapeRules.refuse;
import static io.github.attention4j.ops.ShapeRules.same;
import static io.github.attention4j.ops.ShapeRules.sameType;

import java.util.List;

/** The {@link ShapeRules} of operations that have parameters, or make many steps at once. */
final class LayerRules {
  private LayerRules() {}

  static TensorShape linear(TensorShape shape, TensorShape weight, TensorShape bias) {
    present("linear", "tensor", shape);
    sameType("linear", shape, weight);
    if (weight.rank() != 2) {
      throw refuse("linear", shape, weight, -1, weight.rank(), "2");
    }
    same("linear", shape, weight, 1, shape.size(-1));
    if (bias != null) {
      sameType("linear", shape, bias);
      if (bias.rank() != 1) {
        throw refuse("linear", weight, bias, -1, bias.rank(), "1");
      }
      same("linear", weight, bias, 0, weight.size(0));
    }
    long[] sizes = shape.sizes();
    sizes[sizes.length - 1] = weight.size(0);
    return shape.withSizes(sizes);
  }

  static TensorShape convolution(TensorShape shape, TensorShape weight) {
    sameType("convolution", shape, weight);
    if (shape.rank() != 4 || weight.rank() != 4) {
      throw refuse("convolution", shape, weight, -1, weight.rank(), "4");
    }
    same("convolution", shape, weight, 1, shape.size(1));
    for (int axis = 2; axis < 4; axis++) {
      if (weight.size(axis) % 2 == 0) {
        throw refuse("convolution", shape, weight, axis, weight.size(axis), "an odd number");
      }
    }
    return shape.withSizes(shape.size(0), weight.size(0), shape.size(2), shape.size(3));
  }

  static TensorShape embedding(TensorShape table, TensorShape ids) {
    present("embedding", "ids", ids);
    if (table.rank() != 2) {
      throw refuse("embedding", ids, table, -1, table.rank(), "2");
    }
    return table.withSizes(join(ids.sizes(), new long[] {table.size(1)}));
  }

  static TensorShape crossEntropy(TensorShape logits, TensorShape labels) {
    int rank = logits.rank() - 1;
    if (labels.rank() != rank) {
      throw refuse("crossEntropy", logits, labels, -1, labels.rank(), "" + rank);
    }
    long[] sizes = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      sizes[axis] = same("crossEntropy", logits, labels, axis, logits.size(axis));
    }
    return logits.withSizes(sizes);
  }

  static TensorShape layerNorm(TensorShape shape, TensorShape weight, TensorShape bias) {
    present("layerNorm", "tensor", shape);
    parameterOfLast("layerNorm", "weight", shape, weight);
    parameterOfLast("layerNorm", "bias", shape, bias);
    return shape;
  }

  /** A parameter (D) that belongs to a tensor (.., D). */
  private static void parameterOfLast(
      String operation, String name, TensorShape shape, TensorShape parameter) {
    String line = null;
    int axis = -1;
    if (parameter.type() != shape.type()) {
      line = " is " + parameter.type() + ", expected " + shape.type();
    } else if (parameter.rank() != 1) {
      line = " has rank " + parameter.rank() + ", expected 1";
    } else if (shape.size(-1) >= 0 && parameter.size(0) != shape.size(-1)) {
      axis = 0;
      line = " axis 0 is " + parameter.size(0) + ", expected " + shape.size(-1);
    }
    if (line != null) {
      String details = "\n  tensor: " + shape + "\n  " + name + ": " + parameter;
      String message = operation + ": " + name + line + " to match tensor" + details;
      throw new ShapeException(operation, name, axis, "" + parameter, "" + shape, message);
    }
  }

  static TensorShape gru(TensorShape inputGates, TensorShape stateGates, TensorShape hidden) {
    for (TensorShape gates : List.of(inputGates, stateGates)) {
      sameType("gru", hidden, gates);
      if (gates.rank() != 2 || hidden.rank() != 2) {
        throw refuse("gru", hidden, gates, -1, gates.rank(), "2");
      }
      same("gru", hidden, gates, 0, hidden.size(0));
      same("gru", hidden, gates, 1, hidden.size(1) < 0 ? hidden.size(1) : 3 * hidden.size(1));
    }
    return hidden;
  }

  private static void present(String operation, String name, TensorShape shape) {
    if (shape == null) {
      String line = name + " is null, expected a tensor";
      throw new ShapeException(operation, name, -1, "null", "a tensor", operation + ": " + line);
    }
  }
}
