package io.github.attention4j.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.random.custom.RandomBernoulli;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The graph interpreter: every operation adds a node to a {@link SameDiff} graph.
 *
 * <p>SameDiff does not tell the shape of a derived variable, so this class remembers the shape of
 * everything that passes through it. A derived variable made elsewhere is brought in with {@link
 * #declare}.
 *
 * <pre>{@code
 * SameDiffOps ops = SameDiffOps.of(SameDiff.create());
 * SDVariable query = ops.placeholder("query", DataType.FLOAT, -1, -1, 8); // (B, Tq, Dk)
 * }</pre>
 */
public final class SameDiffOps implements TensorOps<SDVariable> {
  private final SameDiff graph;
  private final Map<SDVariable, TensorShape> shapes = new IdentityHashMap<>();
  private final FeedChecks feedChecks = new FeedChecks();
  private long unknownSizes = 0;

  private SameDiffOps(SameDiff graph) {
    this.graph = graph;
  }

  /** An interpreter that adds to a graph. */
  public static SameDiffOps of(SameDiff graph) {
    return new SameDiffOps(graph);
  }

  /** The graph. */
  public SameDiff graph() {
    return graph;
  }

  /**
   * A placeholder of the graph.
   *
   * @param sizes one size per axis, -1 where it is known only when the graph is fed
   */
  public SDVariable placeholder(String name, DataType type, long... sizes) {
    return remember(graph.placeHolder(name, type, sizes), named(name, type, sizes));
  }

  /**
   * Tells the shape of a variable that was not made by this interpreter.
   *
   * @param sizes one size per axis, -1 where unknown
   * @return the variable
   */
  public SDVariable declare(SDVariable variable, DataType type, long... sizes) {
    return remember(variable, numbered(new TensorShape(type, sizes)));
  }

  /**
   * Checks what the graph is about to be fed: the declared sizes, and every signature whose sizes
   * were unknown while the graph was built. SameDiff itself accepts a wrong size without a word.
   *
   * @throws ShapeException if an array does not fit
   */
  public void checkFeeds(Map<String, INDArray> feeds) {
    feedChecks.check(feeds);
  }

  /**
   * Feeds the graph and returns what it computes, after {@link #checkFeeds}.
   *
   * @throws ShapeException if an array does not fit
   */
  public Map<String, INDArray> output(Map<String, INDArray> feeds, SDVariable... outputs) {
    checkFeeds(feeds);
    List<String> names = new ArrayList<>();
    for (SDVariable output : outputs) {
      names.add(output.name());
    }
    return graph.output(feeds, names);
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

  @Override
  public void check(Signature signature, List<SDVariable> variables) {
    TensorShape[] given = variables.stream().map(this::shape).toArray(TensorShape[]::new);
    signature.check(given);
    if (!Stream.of(given).allMatch(TensorShape::isKnown)) {
      feedChecks.add(feed -> signature.check(feed.resolve(given)));
    }
  }

  @Override
  public void checkWhole(String operation, String name, SDVariable variable, long most) {
    if (variable.getVariableType() == VariableType.PLACEHOLDER) {
      feedChecks.add(
          feed -> {
            INDArray array = feed.arrays().get(variable.name());
            NdArrayOps.eager().checkWhole(operation, name, array, feed.resolve(most));
          });
    } else if (variable.getVariableType() != VariableType.ARRAY && most >= 0) {
      NdArrayOps.eager().checkWhole(operation, name, variable.getArr(), most);
    }
  }

  @Override
  public SDVariable parameter(String path, INDArray array) {
    SDVariable variable =
        graph.hasVariable(path) ? graph.getVariable(path) : graph.var(path, array);
    return remember(variable, NdArrayOps.eager().shape(array));
  }

  @Override
  public SDVariable constant(INDArray array) {
    return remember(graph.constant(array), NdArrayOps.eager().shape(array));
  }

  @Override
  public SDVariable cast(SDVariable variable, DataType type) {
    return remember(variable.castTo(type), shape(variable).withType(type));
  }

  @Override
  public SDVariable add(SDVariable left, SDVariable right) {
    TensorShape shape = ShapeRules.broadcast("add", shape(left), shape(right));
    return remember(left.add(right), shape);
  }

  @Override
  public SDVariable multiply(SDVariable left, SDVariable right) {
    TensorShape shape = ShapeRules.broadcast("multiply", shape(left), shape(right));
    return remember(left.mul(right), shape);
  }

  @Override
  public SDVariable scale(SDVariable variable, double factor) {
    return remember(variable.mul(factor), shape(variable));
  }

  @Override
  public SDVariable shift(SDVariable variable, double offset) {
    return remember(variable.add(offset), shape(variable));
  }

  @Override
  public SDVariable power(SDVariable variable, double exponent) {
    return remember(graph.math().pow(variable, exponent), shape(variable));
  }

  @Override
  public SDVariable exp(SDVariable variable) {
    return remember(graph.math().exp(variable), shape(variable));
  }

  @Override
  public SDVariable log(SDVariable variable) {
    return remember(graph.math().log(variable), shape(variable));
  }

  @Override
  public SDVariable erf(SDVariable variable) {
    return remember(graph.math().erf(variable), shape(variable));
  }

  @Override
  public SDVariable sin(SDVariable variable) {
    return remember(graph.math().sin(variable), shape(variable));
  }

  @Override
  public SDVariable tanh(SDVariable variable) {
    return remember(graph.math().tanh(variable), shape(variable));
  }

  @Override
  public SDVariable sigmoid(SDVariable variable) {
    return remember(graph.nn().sigmoid(variable), shape(variable));
  }

  @Override
  public SDVariable relu(SDVariable variable) {
    return remember(graph.nn().relu(variable, 0), shape(variable));
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
  public SDVariable linear(SDVariable variable, SDVariable weight, SDVariable bias) {
    TensorShape shape = ShapeRules.linear(shape(variable), shape(weight), shape(bias));
    long inputs = shape(weight).size(1);
    SDVariable rows = variable.reshape(-1, inputs); // matmul wants equal ranks
    remember(rows, numbered(shape.withSizes(TensorShape.UNKNOWN, inputs)));
    SDVariable mapped = matmulTransposed(rows, weight);
    SDVariable result = bias == null ? mapped : mapped.add(bias);
    return remember(reshape(result, variable, shape), shape);
  }

  @Override
  public SDVariable convolution(SDVariable variable, SDVariable weight) {
    TensorShape shape = ShapeRules.convolution(shape(variable), shape(weight));
    SDVariable permuted = weight.permute(Convolution.TO_ND4J);
    return remember(graph.cnn().conv2d(variable, permuted, Convolution.same(shape(weight))), shape);
  }

  @Override
  public SDVariable matmul(SDVariable left, SDVariable right) {
    return matmul(left, right, false);
  }

  @Override
  public SDVariable matmulTransposed(SDVariable left, SDVariable right) {
    return matmul(left, right, true);
  }

  private SDVariable matmul(SDVariable left, SDVariable right, boolean transposed) {
    TensorShape shape = ShapeRules.matmul(shape(left), shape(right), transposed);
    // ND4J's gradient is wrong where two matrices make a single number; with a batch it is right.
    if (shape.rank() == 2 && shape.size(0) < 2 && shape.size(1) < 2) {
      return squeeze(matmul(expand(left, 0), expand(right, 0), transposed), 0);
    }
    return remember(graph.mmul(left, right, false, transposed, false), shape);
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

  @Override
  public SDVariable atLeast(SDVariable left, SDVariable right) {
    TensorShape shape = ShapeRules.broadcast("atLeast", shape(left), shape(right));
    return remember(graph.gte(left, right).castTo(shape.type()), shape);
  }

  @Override
  public SDVariable splitAxis(SDVariable variable, int axis, long first, long second) {
    TensorShape shape = ShapeRules.splitAxis(shape(variable), axis, first, second);
    return remember(reshape(variable, variable, shape), shape);
  }

  @Override
  public SDVariable mergeAxes(SDVariable variable, int axis) {
    TensorShape shape = numbered(ShapeRules.mergeAxes(shape(variable), axis));
    return remember(reshape(variable, variable, shape), shape);
  }

  @Override
  public SDVariable permute(SDVariable variable, int... order) {
    TensorShape shape = ShapeRules.permute(shape(variable), order);
    return remember(variable.permute(order), shape);
  }

  @Override
  public SDVariable expand(SDVariable variable, int axis) {
    TensorShape shape = ShapeRules.expand(shape(variable), axis);
    // Not expandDims: it leaves a single number as it is.
    return remember(reshape(variable, variable, shape), shape);
  }

  @Override
  public SDVariable squeeze(SDVariable variable, int axis) {
    TensorShape shape = ShapeRules.squeeze(shape(variable), axis);
    return remember(reshape(variable, variable, shape), shape);
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

  @Override
  public SDVariable dropout(SDVariable variable, double probability, RandomGenerator random) {
    double stay = DropoutMask.toStay(probability);
    SDVariable sizes = graph.shape(variable);
    SDVariable drawn = new RandomBernoulli(graph, sizes, stay).outputVariable();
    SDVariable mask = drawn.castTo(shape(variable).type()).mul(1 / stay);
    return remember(variable.mul(mask), shape(variable));
  }

  /** Reshapes; sizes that are unknown are those of the source's axes, at most one is new. */
  private SDVariable reshape(SDVariable variable, SDVariable source, TensorShape shape) {
    long[] wanted = LongStream.of(shape.sizes()).map(size -> Math.max(size, -1)).toArray();
    if (LongStream.of(wanted).filter(size -> size < 0).count() <= 1) {
      return variable.reshape(wanted);
    }
    SDVariable[] sizes = new SDVariable[wanted.length];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = graph.constant(Nd4j.scalar(wanted[axis]));
      for (int origin = 0; origin < shape(source).rank(); origin++) {
        if (wanted[axis] < 0 && shape(source).size(origin) == shape.size(axis)) {
          sizes[axis] = graph.sizeAt(source, origin);
        }
      }
    }
    return graph.reshape(variable, graph.stack(0, sizes));
  }

  private SDVariable remember(SDVariable variable, TensorShape shape) {
    shapes.put(variable, shape);
    return variable;
  }

  private TensorShape named(String name, DataType type, long... sizes) {
    return feedChecks.declared(name, () -> numbered(new TensorShape(type, sizes)));
  }

  /** Gives every unknown size that has no number yet one of its own. */
  private TensorShape numbered(TensorShape shape) {
    long[] sizes = shape.sizes();
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] == TensorShape.UNKNOWN) {
        sizes[axis] = TensorShape.UNKNOWN - ++unknownSizes;
      }
    }
    return shape.withSizes(sizes);
  }
}
