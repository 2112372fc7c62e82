package io.github.attention4j.example;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.Interpreter;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.ProjectionOptions;
import io.github.attention4j.mechanism.SelfAttention;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.SameDiffOps;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A classifier made of the library's parts, trained as a graph and used eagerly. One token of every
 * sequence is marked, and its kind is the sequence's label.
 */
class TrainingExampleTest {
  private static final int KINDS = 3;
  private static final int WIDTH = 1 + KINDS; // the mark, and the kind
  private static final int LENGTH = 6;
  private static final int BATCH = 64;
  private static final int STEPS = 60;

  /** The loss falls by this factor at least; with these seeds it falls by 300 to 8,000. */
  private static final double FALLS_BY = 100;

  /** Self-attention, the mean over the sequence, and a linear map to one number for each kind. */
  private record Classifier(SelfAttention attention, Linear output) {
    static Classifier create(Parameters parameters) {
      return new Classifier(
          SelfAttention.create(parameters.at("attention"), WIDTH, ProjectionOptions.of(4, 8)),
          Linear.create(parameters.at("output"), 8, KINDS, true));
    }

    <T> T probabilities(TensorOps<T> ops, T input) {
      T attended = attention.attend(ops, input, Mask.all()).output(); // (B, T, 8)
      T mean = ops.squeeze(ops.mean(attended, 1), 1); // (B, 8)
      return ops.softmax(output.apply(ops, mean)); // (B, kinds)
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void learnsInAGraphAndIsUsedEagerly(long seed, @TempDir Path folder) throws IOException {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, seed);
    Classifier classifier = Classifier.create(parameters);

    SameDiffOps ops = SameDiffOps.of(SameDiff.create());
    SameDiff graph = ops.graph();
    SDVariable input = ops.placeholder("input", DataType.FLOAT, -1, -1, WIDTH);
    SDVariable labels = ops.placeholder("labels", DataType.FLOAT, -1, KINDS);
    SDVariable probabilities = classifier.probabilities(ops, input);
    SDVariable loss = graph.math().log(probabilities).mul(labels).sum(1).mean().neg();
    graph.setLossVariables(loss.name());
    Interpreter.buildGradients(graph);

    Random random = new Random(seed);
    Map<String, GradientUpdater<?>> updaters = updaters(parameters, new Adam(0.03));
    double first = 0;
    double last = 0;
    for (int step = 0; step < STEPS; step++) {
      OutAndGrad result =
          graph.calculateGradientsAndOutputs(
              batch(random), List.of(loss.name()), parameters.paths());
      for (String path : parameters.paths()) {
        INDArray gradient = result.getGradients().get(path).dup('c');
        updaters.get(path).applyUpdater(gradient.reshape(1, -1), step, 0); // now it is the update
        parameters.get(path).subi(gradient);
      }
      last = result.getOutputs().get(loss.name()).getDouble(0);
      first = step == 0 ? last : first;
    }
    assertTrue(first > FALLS_BY * last, first + " fell to " + last);

    Map<String, INDArray> test = batch(random);
    INDArray eager = classifier.probabilities(NdArrayOps.eager(), test.get("input"));
    assertClose(ops.output(test, probabilities).get(probabilities.name()), eager, "eager");
    assertEquals(test.get("labels").argMax(1), eager.argMax(1));

    Path file = folder.resolve("classifier.npz");
    parameters.save(file);
    Parameters others = Parameters.seeded(DataType.FLOAT, seed + 1);
    Classifier loaded = Classifier.create(others);
    others.load(file);
    assertEquals(eager, loaded.probabilities(NdArrayOps.eager(), test.get("input")));
  }

  private static Map<String, GradientUpdater<?>> updaters(Parameters parameters, Adam adam) {
    Map<String, GradientUpdater<?>> updaters = new LinkedHashMap<>();
    for (String path : parameters.paths()) {
      long size = adam.stateSize(parameters.get(path).length());
      updaters.put(path, adam.instantiate(Nd4j.zeros(DataType.FLOAT, 1, size), true));
    }
    return updaters;
  }

  /** Sequences and their labels. */
  private static Map<String, INDArray> batch(Random random) {
    INDArray input = Nd4j.zeros(DataType.FLOAT, BATCH, LENGTH, WIDTH);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, BATCH, KINDS);
    for (int i = 0; i < BATCH; i++) {
      int marked = random.nextInt(LENGTH);
      for (int token = 0; token < LENGTH; token++) {
        int kind = random.nextInt(KINDS);
        input.putScalar(i, token, 1 + kind, 1);
        if (token == marked) {
          input.putScalar(i, token, 0, 1);
          labels.putScalar(i, kind, 1);
        }
      }
    }
    return Map.of("input", input, "labels", labels);
  }
}
