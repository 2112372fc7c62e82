package io.github.attention4j.contract;

import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.SameDiffOps;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The ways to run a mechanism, each from arrays to arrays. */
public enum Interpreter {
  /** At once, on arrays. */
  EAGER {
    @Override
    public Map<String, INDArray> run(
        Subject subject, Map<String, INDArray> inputs, Map<String, String> options) {
      return subject.call(NdArrayOps.eager(), inputs, options);
    }
  },
  /** A graph whose placeholders have fixed sizes. */
  GRAPH {
    @Override
    public Map<String, INDArray> run(
        Subject subject, Map<String, INDArray> inputs, Map<String, String> options) {
      return runGraph(subject, inputs, options, false);
    }
  },
  /**
   * A graph whose placeholders know their last axis only: batch, heads and time are open. Of a
   * feature map (B, C, H, W) every axis is.
   */
  OPEN_GRAPH {
    @Override
    public Map<String, INDArray> run(
        Subject subject, Map<String, INDArray> inputs, Map<String, String> options) {
      return runGraph(subject, inputs, options, true);
    }
  };

  /** Runs a mechanism. */
  public abstract Map<String, INDArray> run(
      Subject subject, Map<String, INDArray> inputs, Map<String, String> options);

  private static Map<String, INDArray> runGraph(
      Subject subject, Map<String, INDArray> inputs, Map<String, String> options, boolean open) {
    SameDiffOps ops = SameDiffOps.of(SameDiff.create());
    Map<String, SDVariable> placeholders = new LinkedHashMap<>();
    inputs.forEach((name, array) -> placeholders.put(name, placeholder(ops, name, array, open)));
    Map<String, SDVariable> results = subject.call(ops, placeholders, options);
    Map<String, INDArray> feeds = new HashMap<>(inputs);
    feeds.values().removeIf(array -> array == null);
    Map<String, INDArray> computed = ops.output(feeds, results.values().toArray(SDVariable[]::new));
    Map<String, INDArray> named = new LinkedHashMap<>();
    results.forEach((name, variable) -> named.put(name, computed.get(variable.name())));
    return named;
  }

  private static SDVariable placeholder(
      SameDiffOps ops, String name, INDArray array, boolean open) {
    if (array == null) {
      return null;
    }
    long[] sizes = array.shape().clone();
    boolean tokens = name.equals("mask") || name.equals("lengths");
    boolean map = name.equals("input") && sizes.length == 4;
    for (int axis = 0; open && axis < sizes.length - (tokens || map ? 0 : 1); axis++) {
      sizes[axis] = tokens && sizes[axis] == 1 ? 1 : -1;
    }
    return ops.placeholder(name, array.dataType(), sizes);
  }

  /** The gradient of {@code sum(output * outputGradient)} with respect to the named inputs. */
  public static Map<String, INDArray> gradients(
      Subject subject,
      Map<String, INDArray> inputs,
      Map<String, String> options,
      INDArray outputGradient,
      String... names) {
    SameDiff graph = SameDiff.create();
    SameDiffOps ops = SameDiffOps.of(graph);
    Map<String, SDVariable> variables = new LinkedHashMap<>();
    inputs.forEach((name, array) -> variables.put(name, ops.parameter(name, array)));
    SDVariable output = subject.call(ops, variables, options).get("output");
    SDVariable loss = output.mul(graph.constant(outputGradient)).sum();
    graph.setLossVariables(loss.name());
    buildGradients(graph);
    return graph.calculateGradients(Map.of(), names);
  }

  /** Builds the gradients of a graph, without the line that ND4J prints for every operation. */
  public static void buildGradients(SameDiff graph) {
    PrintStream console = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    try {
      graph.createGradFunction();
    } finally {
      System.setOut(console);
    }
  }
}
