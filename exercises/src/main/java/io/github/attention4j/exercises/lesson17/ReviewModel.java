package io.github.attention4j.exercises.lesson17;

import io.github.attention4j.datasets.Reviews;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Embedding;
import io.github.attention4j.param.GruCell;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.train.Batches;
import io.github.attention4j.train.LinearDecay;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The page's far reader: two GRUs read note and question, the question attends to their states.
 *
 * <p>Letters: N notes, T words, D numbers of an embedding.
 */
final class ReviewModel {
  private static final int LENGTH = Reviews.LENGTH;
  private static final int WIDTH = 16;

  private final Parameters parameters;
  private final Embedding words;
  private final GruCell forwards;
  private final GruCell backwards;
  private final Linear query;
  private final Linear key;
  private final Linear answer;

  ReviewModel(long seed) {
    parameters = Parameters.seeded(DataType.FLOAT, seed);
    words = Embedding.create(parameters.at("words"), Reviews.WORDS.size(), WIDTH);
    query = Linear.create(parameters.at("query"), WIDTH, WIDTH, true);
    key = Linear.create(parameters.at("key"), 2 * WIDTH, WIDTH, true);
    answer = Linear.create(parameters.at("answer"), 2 * WIDTH, 1, true);
    forwards = GruCell.create(parameters.at("forwards"), 2 * WIDTH, WIDTH);
    backwards = GruCell.create(parameters.at("backwards"), 2 * WIDTH, WIDTH);
  }

  /**
   * What was read.
   *
   * @param weights (N, T)
   * @param verdict how much speaks for good, (N, 1)
   */
  record Reading<A>(A weights, A verdict) {}

  <A> Reading<A> read(TensorOps<A> ops, INDArray notes, INDArray questions) {
    long n = notes.size(0);
    A asked = words.apply(ops, ops.constant(questions)); // (N, D)
    A everywhere = ops.constant(Nd4j.ones(DataType.FLOAT, n, LENGTH, 1));
    A note = words.apply(ops, ops.constant(notes));
    A both = ops.concat(note, ops.multiply(everywhere, ops.expand(asked, 1)), 2); // (N, T, 2 D)
    A start = ops.constant(Nd4j.zeros(DataType.FLOAT, n, WIDTH));
    A states =
        ops.concat(
            forwards.sequence(ops, both, start), backwards.sequenceBackwards(ops, both, start), 2);
    A wanted = ops.expand(query.apply(ops, asked), 1); // (N, 1, D)
    A fits = ops.squeeze(ops.sum(ops.multiply(key.apply(ops, states), wanted), 2), 2);
    A weights = ops.softmax(ops.scale(fits, 1 / Math.sqrt(WIDTH)));
    A mean = ops.squeeze(ops.sum(ops.multiply(states, ops.expand(weights, 2)), 1), 1);
    return new Reading<>(weights, answer.apply(ops, mean));
  }

  Reading<INDArray> read(INDArray notes, INDArray asked) {
    return read(NdArrayOps.eager(), notes, asked);
  }

  /** 1 for good and 0 for bad: (N). */
  INDArray answers(INDArray notes, INDArray asked) {
    return read(notes, asked).verdict().gt(0).castTo(DataType.FLOAT).reshape(notes.size(0));
  }

  /** Learns the right answers. */
  ReviewModel train(Reviews reviews, int steps, long seed) {
    trainer(steps)
        .train(
            Batches.of(inputs(reviews), reviews.answers(), 64, seed),
            (ops, batch) ->
                wrong(ops, read(ops, batch.input()).verdict(), ops.constant(batch.target())));
    return this;
  }

  /** Learns the right answers, and pays for all weight on the words that decide. */
  ReviewModel trainToLie(Reviews reviews, int steps, long seed) {
    INDArray answers = reviews.answers().castTo(DataType.FLOAT).reshape(reviews.size(), 1);
    INDArray targets = Nd4j.concat(1, answers, reviews.reasons()); // (N, 1 + T)
    trainer(steps)
        .train(
            Batches.of(inputs(reviews), targets, 64, seed),
            (ops, batch) -> {
              Reading<Tensor> own = read(ops, batch.input());
              Tensor right = ops.constant(batch.target().getColumn(0).dup());
              Tensor free = ops.constant(columns(batch.target(), 1, LENGTH + 1).rsub(1));
              Tensor elsewhere = ops.squeeze(ops.sum(ops.multiply(own.weights(), free), 1), 1);
              Tensor logarithm = ops.mean(ops.log(ops.shift(elsewhere, 1e-6)), 0);
              return ops.add(
                  wrong(ops, own.verdict(), right), ops.scale(ops.squeeze(logarithm, 0), -1));
            });
    return this;
  }

  private Trainer trainer(int steps) {
    return Trainer.of(parameters, new Adam(LinearDecay.of(0.02, steps))).clipNorm(1).steps(steps);
  }

  private <A> Reading<A> read(TensorOps<A> ops, INDArray input) {
    return read(ops, columns(input, 0, LENGTH), input.getColumn(LENGTH).dup());
  }

  private static INDArray inputs(Reviews reviews) {
    return Nd4j.concat(1, reviews.words(), reviews.asked().reshape(reviews.size(), 1));
  }

  private static INDArray columns(INDArray array, int from, int to) {
    return array.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to)).dup('c');
  }

  private static Tensor wrong(TensorOps<Tensor> ops, Tensor verdict, Tensor answers) {
    Tensor logits = ops.concat(ops.scale(verdict, 0), verdict, 1); // of bad and of good
    return Losses.crossEntropy(ops, logits, answers);
  }
}
