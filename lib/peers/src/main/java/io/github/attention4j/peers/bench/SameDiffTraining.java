package io.github.attention4j.peers.bench;

import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.MultiHeadAttention;
import io.github.attention4j.ops.SameDiffOps;
import io.github.attention4j.param.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;

/** Steps of training of the library's definition in a SameDiff graph. */
final class SameDiffTraining implements Computation {
  private final Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
  private final SameDiff graph = SameDiff.create();
  private final SDVariable loss;
  private final Map<String, INDArray> batch;
  private final Map<String, GradientUpdater<?>> updaters = new LinkedHashMap<>();
  private int steps;

  SameDiffTraining(Case size) {
    MultiHeadAttention attention = Library.multiHead(size, parameters);
    SameDiffOps ops = SameDiffOps.of(graph);
    SDVariable input = ops.placeholder("input", DataType.FLOAT, -1, -1, size.modelDim());
    SDVariable target = ops.placeholder("target", DataType.FLOAT, -1, -1, size.modelDim());
    Mask<SDVariable> mask = size.causal() ? Mask.causal() : Mask.all();
    SDVariable attended = attention.attend(ops, input, input, input, mask).output();
    SDVariable distance = input.add(attended).sub(target);
    loss = distance.mul(distance).mean();
    graph.setLossVariables(loss.name());
    graph.createGradFunction();
    batch = Map.of("input", Training.sequence(size, 0), "target", Training.sequence(size, 1));
    Adam adam = new Adam(Training.LEARNING_RATE);
    for (String path : parameters.paths()) {
      long length = adam.stateSize(parameters.get(path).length());
      updaters.put(path, adam.instantiate(Nd4j.zeros(DataType.FLOAT, 1, length), true));
    }
  }

  @Override
  public void run() {
    OutAndGrad result =
        graph.calculateGradientsAndOutputs(batch, List.of(loss.name()), parameters.paths());
    for (String path : parameters.paths()) {
      INDArray gradient = result.getGradients().get(path).dup('c');
      updaters.get(path).applyUpdater(gradient.reshape(1, -1), steps, 0); // now it is the update
      parameters.get(path).subi(gradient);
    }
    steps++;
  }

  /** The loss after the steps so far. */
  @Override
  public float[] output() {
    return new float[] {graph.output(batch, loss.name()).get(loss.name()).getFloat(0)};
  }
}
