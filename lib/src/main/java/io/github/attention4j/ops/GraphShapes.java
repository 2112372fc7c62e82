package io.github.attention4j.ops;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

/** Operations of a graph that move elements. */
abstract class GraphShapes extends GraphElements {
  GraphShapes(SameDiff graph) {
    super(graph);
  }

  @Override
  public SDVariable splitAxis(SDVariable variable, int axis, long first, long second) {
    TensorShape shape = ShapeRules.splitAxis(shape(variable), axis, first, second);
    return remember(reshape(variable, shape), shape);
  }

  @Override
  public SDVariable mergeAxes(SDVariable variable, int axis) {
    TensorShape shape = numbered(ShapeRules.mergeAxes(shape(variable), axis));
    return remember(reshape(variable, shape), shape);
  }

  @Override
  public SDVariable permute(SDVariable variable, int... order) {
    TensorShape shape = ShapeRules.permute(shape(variable), order);
    return remember(variable.permute(ShapeRules.order(shape(variable), order)), shape);
  }

  @Override
  public SDVariable expand(SDVariable variable, int axis) {
    TensorShape shape = ShapeRules.expand(shape(variable), axis);
    // Not expandDims: it leaves a single number as it is.
    return remember(reshape(variable, shape), shape);
  }

  @Override
  public SDVariable squeeze(SDVariable variable, int axis) {
    TensorShape shape = ShapeRules.squeeze(shape(variable), axis);
    return remember(reshape(variable, shape), shape);
  }

  @Override
  public SDVariable slice(SDVariable variable, int axis, long from, long to) {
    TensorShape whole = shape(variable);
    TensorShape shape = ShapeRules.slice(whole, axis, from, to);
    int index = ShapeRules.index("slice", whole, axis);
    if (whole.size(index) < 0) {
      feedChecks.add(feed -> ShapeRules.slice(feed.resolve(whole)[0], axis, from, to));
    }
    int[] begin = new int[whole.rank()];
    int[] size = new int[whole.rank()];
    Arrays.fill(size, -1); // all that there is
    begin[index] = Math.toIntExact(from);
    size[index] = Math.toIntExact(to - from);
    return remember(graph.slice(variable, begin, size), shape);
  }

  @Override
  public SDVariable concat(List<SDVariable> variables, int axis) {
    List<TensorShape> shapes = variables.stream().map(this::shape).toList();
    TensorShape shape = numbered(ShapeRules.concat(shapes, axis));
    int along = ShapeRules.index("concat", shapes.get(0), axis);
    return remember(graph.concat(along, variables.toArray(SDVariable[]::new)), shape);
  }

  /** Reshapes; unknown sizes are read where they stood first, at most one is new. */
  final SDVariable reshape(SDVariable variable, TensorShape shape) {
    long[] wanted = LongStream.of(shape.sizes()).map(size -> Math.max(size, -1)).toArray();
    if (LongStream.of(wanted).filter(size -> size < 0).count() <= 1) {
      return variable.reshape(wanted);
    }
    SDVariable[] sizes = new SDVariable[wanted.length];
    for (int axis = 0; axis < sizes.length; axis++) {
      Axis origin = origin(shape.size(axis));
      sizes[axis] =
          origin == null
              ? graph.constant(Nd4j.scalar(wanted[axis]))
              : graph.sizeAt(origin.variable(), origin.index());
    }
    return graph.reshape(variable, graph.stack(0, sizes));
  }
}
