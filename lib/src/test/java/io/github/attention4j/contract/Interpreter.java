package io.github.attention4j.contract;

import io.github.attention4j.ops.Gradients;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.SameDiffOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
  /** At once, on a tape. */
  TAPE {
    @Override
    public Map<String, INDArray> run(
        Subject subject, Map<String, INDArray> inputs, Map<String, String> options) {
      TapeOps ops = TapeOps.create();
      Map<String, INDArray> arrays = new LinkedHashMap<>();
      subject
          .call(ops, tensors(ops, inputs), options)
          .forEach((name, tensor) -> arrays.put(name, tensor.array()));
      return arrays;
    }

    @Override
    public Map<String, INDArray> gradients(
        Subject subject,
        Map<String, INDArray> inputs,
        Map<String, String> options,
        INDArray outputGradient,
        String... names) {
      TapeOps ops = TapeOps.create();
      Map<String, Tensor> tensors = tensors(ops, inputs);
      Tensor output = subject.call(ops, tensors, options).get("output");
      Gradients all = ops.backward(output, outputGradient);
      Map<String, INDArray> gradients = new LinkedHashMap<>();
      for (String name : names) {
        Tensor tensor = tensors.get(name);
        gradients.put(name, tensor == null ? all.of(name) : all.of(tensor));
      }
      return gradients;
    }
  },
  /** A graph whose placeholders have fixed sizes. */
  GRAPH {
    @Override
    public Map<String, INDArray> gradients(
        Subject subject,
        Map<String, INDArray> inputs,
        Map<String, String> options,
        INDArray outputGradient,
        String... names) {
      SameDiff graph = SameDiff.create();
      SameDiffOps ops = SameDiffOps.of(graph);
      Map<String, SDVariable> variables = new LinkedHashMap<>();
      inputs.forEach((name, array) -> variables.put(name, variable(ops, name, array)));
      SDVariable output = subject.call(ops, variables, options).get("output");
      SDVariable loss = output.mul(graph.constant(outputGradient)).sum();
      graph.setLossVariables(loss.name());
      buildGradients(graph);
      return graph.calculateGradients(Map.of(), names);
    }

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

  /** Those that give gradients. */
  public static final List<Interpreter> WITH_GRADIENTS = List.of(TAPE, GRAPH);

  /** The gradient of {@code sum(output * outputGradient)} with respect to inputs and parameters. */
  public Map<String, INDArray> gradients(
      Subject subject,
      Map<String, INDArray> inputs,
      Map<String, String> options,
      INDArray outputGradient,
      String... names) {
    throw new UnsupportedOperationException(name() + " gives no gradients");
  }

  /** Inputs on a tape: variables, and constants where they are whole numbers. */
  private static Map<String, Tensor> tensors(TapeOps ops, Map<String, INDArray> inputs) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    inputs.forEach((name, array) -> tensors.put(name, array == null ? null : tensor(ops, array)));
    return tensors;
  }

  private static Tensor tensor(TapeOps ops, INDArray array) {
    return array.dataType().isFPType() ? ops.variable(array) : ops.constant(array);
  }

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
    boolean tokens = name.equals("mask") || name.equals("numbers") || !array.dataType().isFPType();
    boolean map = name.equals("input") && sizes.length == 4;
    for (int axis = 0; open && axis < sizes.length - (tokens || map ? 0 : 1); axis++) {
      sizes[axis] = tokens && sizes[axis] == 1 ? 1 : -1;
    }
    return ops.placeholder(name, array.dataType(), sizes);
  }

  /** An input of a graph: trainable, or a constant where it is whole numbers. */
  private static SDVariable variable(SameDiffOps ops, String name, INDArray array) {
    return array.dataType().isFPType() ? ops.parameter(name, array) : ops.constant(array);
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
