package io.github.attention4j.ops;

import java.util.function.BiFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Operations of a graph that work along axes. */
abstract class GraphAxes extends GraphShapes {
  GraphAxes(SameDiff graph) {
    super(graph);
  }

  @Override
  public SDVariable sum(SDVariable variable, int... axes) {
    return reduce("sum", variable, axes, (x, over) -> x.sum(true, over));
  }

  @Override
  public SDVariable mean(SDVariable variable, int... axes) {
    return reduce("mean", variable, axes, (x, over) -> x.mean(true, over));
  }

  @Override
  public SDVariable max(SDVariable variable, int... axes) {
    return reduce("max", variable, axes, (x, over) -> x.max(true, over));
  }

  private SDVariable reduce(
      String operation,
      SDVariable variable,
      int[] axes,
      BiFunction<SDVariable, int[], SDVariable> reduction) {
    TensorShape shape = shape(variable);
    TensorShape reduced = ShapeRules.reduce(operation, shape, axes);
    int[] over = ShapeRules.axes(operation, shape, axes); // a graph takes -1 for something else
    // A graph throws where a column (n, 1) is reduced along the 1; with a batch it does not.
    if (shape.rank() == 2 && over.length == 1 && shape.size(over[0]) < 2) {
      SDVariable batch = reduce(operation, expand(variable, 0), new int[] {over[0] + 1}, reduction);
      return squeeze(batch, 0);
    }
    return remember(reduction.apply(variable, over), reduced);
  }

  @Override
  public SDVariable softmax(SDVariable variable) {
    TensorShape shape = shape(variable);
    int last = shape.rank() - 1;
    // As in NdArrayOps. The gradients by way of the maximum add up to 0: softmax ignores shifts.
    boolean subtract = shape.type() == DataType.DOUBLE;
    SDVariable shifted = subtract ? variable.sub(variable.max(true, last)) : variable;
    return remember(graph.nn().softmax(shifted, last), shape);
  }

  @Override
  public SDVariable positions(SDVariable variable, int axis) {
    TensorShape shape = ShapeRules.positions(shape(variable), axis);
    DataType type = shape.type();
    int index = axis < 0 ? axis + shape.rank() : axis;
    SDVariable size = graph.sizeAt(variable, index).castTo(type);
    SDVariable zero = graph.constant(Nd4j.scalar(type, 0));
    SDVariable one = graph.constant(Nd4j.scalar(type, 1));
    long[] sizes = shape.sizes();
    sizes[index] = -1;
    return remember(graph.range(zero, size, one, type).reshape(sizes), shape);
  }
}
