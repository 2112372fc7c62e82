package io.github.attention4j.peers.bench;

import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.SameDiffOps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The gradients of attention by the library's definition in a SameDiff graph. */
final class SameDiffGradient implements Computation {
  private static final List<String> INPUTS = List.of("query", "key", "value");

  private final SameDiff graph = SameDiff.create();
  private final Map<String, INDArray> inputs = new HashMap<>();

  SameDiffGradient(Case size) {
    SameDiffOps ops = SameDiffOps.of(graph);
    List<String> names = List.of("query", "key", "value", "outputGradient");
    for (int which = 0; which < names.size(); which++) {
      inputs.put(names.get(which), Nd4jAttention.input(size, which));
    }
    List<SDVariable> given =
        names.stream().map(name -> ops.placeholder(name, DataType.FLOAT, size.shape())).toList();
    Mask<SDVariable> mask = size.causal() ? Mask.causal() : Mask.all();
    SDVariable output =
        Attention.scaledDot().attend(ops, given.get(0), given.get(1), given.get(2), mask).output();
    SDVariable loss = output.mul(given.get(3)).sum(); // whose gradient by the output is the given
    graph.setLossVariables(loss.name());
    graph.createGradFunction(INPUTS.toArray(String[]::new));
  }

  private Stream<INDArray> gradients() {
    Map<String, INDArray> found = graph.calculateGradients(inputs, INPUTS);
    return INPUTS.stream().map(found::get);
  }

  @Override
  public void run() {
    gradients().filter(INDArray::closeable).forEach(INDArray::close);
  }

  @Override
  public float[] output() {
    return Nd4j.concat(0, gradients().toArray(INDArray[]::new)).data().asFloat();
  }
}
