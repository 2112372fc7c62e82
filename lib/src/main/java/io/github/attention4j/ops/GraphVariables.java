package io.github.attention4j.ops;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.buffer.DataType;

/** The variables of a graph and their shapes, which SameDiff does not tell. */
abstract class GraphVariables implements TensorOps<SDVariable> {
  final SameDiff graph;
  final FeedChecks feedChecks = new FeedChecks();
  private final Map<SDVariable, TensorShape> shapes = new IdentityHashMap<>();
  private final Map<Long, Axis> origins = new HashMap<>();
  private long unknownSizes = 0;

  /** Where a size can be read when the graph runs. */
  record Axis(SDVariable variable, int index) {}

  GraphVariables(SameDiff graph) {
    this.graph = graph;
  }

  @Override
  public TensorShape shape(SDVariable variable) {
    if (variable == null) {
      return null;
    }
    TensorShape shape = shapes.get(variable);
    if (shape == null && variable.getVariableType() != VariableType.ARRAY) {
      shape = named(variable.name(), variable.dataType(), variable.getShape());
      remember(variable, shape);
    }
    if (shape == null) {
      throw new IllegalArgumentException(
          "the shape of variable '"
              + variable.name()
              + "' is not known: SameDiff does not tell it;"
              + " call declare(variable, type, sizes...) first");
    }
    return shape;
  }

  final SDVariable remember(SDVariable variable, TensorShape shape) {
    shapes.put(variable, shape);
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (shape.size(axis) < TensorShape.UNKNOWN) {
        origins.putIfAbsent(shape.size(axis), new Axis(variable, axis));
      }
    }
    return variable;
  }

  /** The first axis whose unknown size has this number; null if there is none. */
  final Axis origin(long size) {
    return origins.get(size);
  }

  final TensorShape named(String name, DataType type, long... sizes) {
    return feedChecks.declared(name, () -> numbered(new TensorShape(type, sizes)));
  }

  /** Gives every unknown size that has no number yet one of its own. */
  final TensorShape numbered(TensorShape shape) {
    long[] sizes = shape.sizes();
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] == TensorShape.UNKNOWN) {
        sizes[axis] = TensorShape.UNKNOWN - ++unknownSizes;
      }
    }
    return shape.withSizes(sizes);
  }
}
