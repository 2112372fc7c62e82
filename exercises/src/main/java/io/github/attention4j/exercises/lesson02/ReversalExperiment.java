package io.github.attention4j.exercises.lesson02;

import io.github.attention4j.datasets.Sequences;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Initializer;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.General;
import io.github.attention4j.score.ScoreFunction;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The experiment of lesson 02 as the page runs it, yours to change: another score, another width,
 * more steps. Grade it with {@code ./kit grade 02 --experiment}, or in the page.
 */
public class ReversalExperiment implements SequenceReverser {
  private static final int WIDTH = 32;
  private static final int LONGEST = 12;
  private static final int STEPS = 150;
  private static final int WORDS_PER_STEP = 32;
  private static final long SEED = 1;
  private static final int[] LENGTHS = {4, 6, 8, 10, 12};

  private final Reverser withAttention;
  private final Reverser withoutAttention;

  /** Trains both networks; a few seconds. */
  public ReversalExperiment() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, SEED);
    withAttention =
        trained(parameters, General.create(parameters.at("score"), WIDTH, WIDTH)); // or new Dot()
    withoutAttention = trained(Parameters.seeded(DataType.FLOAT, SEED), new Equal());
  }

  @Override
  public INDArray weights(INDArray letters) {
    return withAttention.attend(NdArrayOps.eager(), letters).weights();
  }

  @Override
  public INDArray reverse(INDArray letters) {
    return withAttention.scores(NdArrayOps.eager(), letters).argMax(2);
  }

  @Override
  public INDArray reverseWithoutAttention(INDArray letters) {
    return withoutAttention.scores(NdArrayOps.eager(), letters).argMax(2);
  }

  private static Reverser trained(Parameters parameters, ScoreFunction score) {
    Reverser model = new Reverser(parameters, score);
    List<Sequences> batches =
        IntStream.range(0, STEPS)
            .mapToObj(
                step ->
                    Sequences.random(
                        WORDS_PER_STEP, LENGTHS[step % LENGTHS.length], 1000 * SEED + step))
            .toList();
    Trainer.of(parameters, new Adam(0.01)).train(batches, model::loss);
    return model;
  }

  /** All scores 0, all weights the same: without attention. */
  private static final class Equal implements ScoreFunction {
    @Override
    public String name() {
      return "equal";
    }

    @Override
    public <T> T scores(TensorOps<T> ops, T query, T key) {
      return ops.scale(ops.matmulTransposed(query, key), 0);
    }
  }

  /** Reads a word and writes it backwards. */
  private static final class Reverser {
    private final INDArray letter; // (26, D), for each letter a row
    private final INDArray place; // (12, D), for each place a row
    private final INDArray decoder; // (12, D), for each number of letters still to come a row
    private final Attention attention;
    private final Linear combine;
    private final Linear output;

    Reverser(Parameters parameters, ScoreFunction score) {
      letter = parameters.create("letter", Initializer.XAVIER_UNIFORM, Sequences.LETTERS, WIDTH);
      place = parameters.create("place", Initializer.XAVIER_UNIFORM, LONGEST, WIDTH);
      decoder = parameters.create("decoder", Initializer.XAVIER_UNIFORM, LONGEST, WIDTH);
      attention = new Attention(score);
      combine = Linear.create(parameters.at("combine"), 2 * WIDTH, WIDTH, true);
      output = Linear.create(parameters.at("output"), WIDTH, Sequences.LETTERS, true);
    }

    /** 0, 1, .. T - 1 for each word, (B, T). */
    private static <T> INDArray places(TensorOps<T> ops, T letters) {
      INDArray row = Nd4j.arange(ops.shape(letters).size(1)).castTo(DataType.INT32);
      return row.reshape(1, row.length()).repeat(0, ops.shape(letters).size(0));
    }

    private <T> T states(TensorOps<T> ops, T letters) { // (B, T) -> (B, T, D)
      T places = ops.constant(places(ops, letters));
      return ops.add(
          ops.embedding(ops.parameter("letter", letter), letters),
          ops.embedding(ops.parameter("place", place), places));
    }

    private <T> T queries(TensorOps<T> ops, T letters) { // (B, T) -> (B, T, D)
      INDArray places = places(ops, letters);
      T stillToCome = ops.constant(places.rsub(places.size(1) - 1)); // T - 1 - place
      return ops.embedding(ops.parameter("decoder", decoder), stillToCome);
    }

    <T> AttentionResult<T> attend(TensorOps<T> ops, T letters) {
      T states = states(ops, letters);
      return attention.attend(ops, queries(ops, letters), states, states, Mask.all());
    }

    <T> T scores(TensorOps<T> ops, T letters) { // (B, T) -> (B, T, 26)
      T both = ops.concat(attend(ops, letters).output(), queries(ops, letters), -1);
      return output.apply(ops, ops.tanh(combine.apply(ops, both)));
    }

    Tensor loss(TapeOps ops, Sequences words) {
      Tensor scores = scores(ops, ops.constant(words.letters()));
      return Losses.crossEntropy(ops, scores, ops.constant(words.reversed()));
    }
  }
}
