package io.github.attention4j.example;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.ProjectionOptions;
import io.github.attention4j.mechanism.SelfAttention;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.SameDiffOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.train.Batch;
import io.github.attention4j.train.History;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A classifier made of the library's parts: trained on the tape, used eagerly and as a graph, saved
 * and loaded. One token of every sequence is marked, and its kind is the sequence's label.
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

    <T> T logits(TensorOps<T> ops, T input) {
      T attended = attention.attend(ops, input, Mask.all()).output(); // (B, T, 8)
      T mean = ops.squeeze(ops.mean(attended, 1), 1); // (B, 8)
      return output.apply(ops, mean); // (B, kinds)
    }

    Tensor loss(TapeOps ops, Batch batch) {
      Tensor logits = logits(ops, ops.constant(batch.input()));
      return Losses.crossEntropy(ops, logits, ops.constant(batch.target()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void learnsOnTheTapeAndIsUsedAnywhere(long seed, @TempDir Path folder) throws IOException {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, seed);
    Classifier classifier = Classifier.create(parameters);
    Random random = new Random(seed);
    List<Batch> batches = Stream.generate(() -> batch(random)).limit(STEPS).toList();
    History history = Trainer.of(parameters, new Adam(0.03)).train(batches, classifier::loss);
    assertTrue(history.firstLoss() > FALLS_BY * history.lastLoss(), history.toString());

    Batch test = batch(random);
    INDArray eager = classifier.logits(NdArrayOps.eager(), test.input());
    assertEquals(test.target(), eager.argMax(1).castTo(DataType.INT32));

    SameDiffOps ops = SameDiffOps.of(SameDiff.create());
    SDVariable input = ops.placeholder("input", DataType.FLOAT, -1, -1, WIDTH);
    SDVariable logits = classifier.logits(ops, input);
    INDArray inAGraph = ops.output(Map.of("input", test.input()), logits).get(logits.name());
    assertClose(inAGraph, eager, "eager");

    Path file = folder.resolve("classifier.npz");
    parameters.save(file);
    Parameters others = Parameters.seeded(DataType.FLOAT, seed + 1);
    Classifier loaded = Classifier.create(others);
    others.load(file);
    assertEquals(eager, loaded.logits(NdArrayOps.eager(), test.input()));
  }

  /** Sequences and their labels. */
  private static Batch batch(Random random) {
    INDArray input = Nd4j.zeros(DataType.FLOAT, BATCH, LENGTH, WIDTH);
    INDArray labels = Nd4j.zeros(DataType.INT32, BATCH);
    for (int i = 0; i < BATCH; i++) {
      int marked = random.nextInt(LENGTH);
      for (int token = 0; token < LENGTH; token++) {
        int kind = random.nextInt(KINDS);
        input.putScalar(i, token, 1 + kind, 1);
        if (token == marked) {
          input.putScalar(i, token, 0, 1);
          labels.putScalar(i, kind);
        }
      }
    }
    return new Batch(input, labels);
  }
}
