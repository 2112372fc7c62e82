package io.github.attention4j.ops;

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
  private long unknownSizes = 0;

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
    return variable;
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
