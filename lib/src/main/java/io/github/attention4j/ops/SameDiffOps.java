package io.github.attention4j.ops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The graph interpreter: every operation adds a node to a {@link SameDiff} graph.
 *
 * <p>SameDiff does not tell the shape of a derived variable, so this class remembers the shape of
 * everything that passes through it. A derived variable made elsewhere is brought in with {@link
 * #declare}. The operations themselves stand in {@link GraphElements}, {@link GraphShapes}, {@link
 * GraphAxes} and {@link GraphMatrices}.
 *
 * <pre>{@code
 * SameDiffOps ops = SameDiffOps.of(SameDiff.create());
 * SDVariable query = ops.placeholder("query", DataType.FLOAT, -1, -1, 8); // (B, Tq, Dk)
 * }</pre>
 */
public final class SameDiffOps extends GraphMatrices {
  private SameDiffOps(SameDiff graph) {
    super(graph);
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
    Map<String, INDArray> rows = new HashMap<>(feeds);
    // In a graph, results of column order may be written in one order and read in another.
    rows.replaceAll((name, array) -> array.ordering() == 'c' ? array : array.dup('c'));
    List<String> names = new ArrayList<>();
    for (SDVariable output : outputs) {
      names.add(output.name());
    }
    return graph.output(rows, names);
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
}
