package io.github.attention4j.lessons;

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
import org.nd4j.linalg.ops.transforms.Transforms;

/** The readers of lesson 17: near, whose states know two words, and far, whose know all. */
final class NoteModel {
  private static final int LENGTH = Reviews.LENGTH;
  private static final int WIDTH = 16;

  private final boolean near;
  private final Parameters parameters;
  private final Embedding words;
  private final Linear query;
  private final Linear key;
  private final Linear answer;
  private Linear pair;
  private GruCell forwards;
  private GruCell backwards;

  NoteModel(boolean near, long seed) {
    this.near = near;
    parameters = Parameters.seeded(DataType.FLOAT, seed);
    words = Embedding.create(parameters.at("words"), Reviews.WORDS.size(), WIDTH);
    query = Linear.create(parameters.at("query"), WIDTH, WIDTH, true);
    key = Linear.create(parameters.at("key"), 2 * WIDTH, WIDTH, true);
    answer = Linear.create(parameters.at("answer"), 2 * WIDTH, 1, true);
    if (near) {
      pair = Linear.create(parameters.at("pair"), 2 * WIDTH, 2 * WIDTH, true);
    } else {
      forwards = GruCell.create(parameters.at("forwards"), 2 * WIDTH, WIDTH);
      backwards = GruCell.create(parameters.at("backwards"), 2 * WIDTH, WIDTH);
    }
  }

  /**
   * What was read.
   *
   * @param states (N, T, 2 D)
   * @param weights (N, T)
   * @param verdict (N, 1)
   */
  record Reading<A>(A states, A weights, A verdict) {}

  Reading<INDArray> read(Reviews reviews) {
    return read(NdArrayOps.eager(), reviews.words(), reviews.asked());
  }

  private <A> Reading<A> read(TensorOps<A> ops, INDArray notes, INDArray questions) {
    A asked = words.apply(ops, ops.constant(questions));
    A states = states(ops, words.apply(ops, ops.constant(notes)), asked);
    A wanted = ops.expand(query.apply(ops, asked), 1);
    A fits = ops.squeeze(ops.sum(ops.multiply(key.apply(ops, states), wanted), 2), 2);
    A weights = ops.softmax(ops.scale(fits, 1 / Math.sqrt(WIDTH)));
    A mean = ops.squeeze(ops.sum(ops.multiply(states, ops.expand(weights, 2)), 1), 1);
    return new Reading<>(states, weights, answer.apply(ops, mean));
  }

  private <A> A states(TensorOps<A> ops, A note, A asked) {
    long notes = ops.shape(note).size(0);
    if (near) {
      A none = ops.constant(Nd4j.zeros(DataType.FLOAT, notes, 1, WIDTH));
      A left = ops.concat(none, ops.slice(note, 1, 0, LENGTH - 1), 1);
      return ops.tanh(pair.apply(ops, ops.concat(note, left, 2)));
    }
    A everywhere = ops.constant(Nd4j.ones(DataType.FLOAT, notes, LENGTH, 1));
    A both = ops.concat(note, ops.multiply(everywhere, ops.expand(asked, 1)), 2);
    A start = ops.constant(Nd4j.zeros(DataType.FLOAT, notes, WIDTH));
    return ops.concat(
        forwards.sequence(ops, both, start), backwards.sequenceBackwards(ops, both, start), 2);
  }

  /** Learns the right answers; a liar pays for all weight on the words that decide. */
  NoteModel train(Reviews reviews, boolean liar, int steps, long seed) {
    INDArray asked = reviews.asked().reshape(reviews.size(), 1);
    INDArray answers = reviews.answers().castTo(DataType.FLOAT).reshape(reviews.size(), 1);
    INDArray inputs = Nd4j.concat(1, reviews.words(), asked);
    INDArray targets = Nd4j.concat(1, answers, reviews.reasons());
    Trainer.of(parameters, new Adam(LinearDecay.of(0.02, steps)))
        .clipNorm(1)
        .steps(steps)
        .train(
            Batches.of(inputs, targets, 64, seed),
            (ops, batch) -> {
              INDArray notes = columns(batch.input(), 0, LENGTH);
              Reading<Tensor> own = read(ops, notes, batch.input().getColumn(LENGTH).dup());
              Tensor logits = ops.concat(ops.scale(own.verdict(), 0), own.verdict(), 1);
              Tensor right = ops.constant(batch.target().getColumn(0).dup());
              Tensor wrong = Losses.crossEntropy(ops, logits, right);
              INDArray free = columns(batch.target(), 1, LENGTH + 1).rsub(1);
              return liar ? ops.add(wrong, price(ops, own.weights(), free)) : wrong;
            });
    return this;
  }

  /** -ln of the weight that is elsewhere. */
  private static Tensor price(TensorOps<Tensor> ops, Tensor weights, INDArray free) {
    Tensor elsewhere = ops.sum(ops.multiply(weights, ops.constant(free)), 1);
    Tensor mean = ops.mean(ops.log(ops.shift(ops.squeeze(elsewhere, 1), 1e-6)), 0);
    return ops.scale(ops.squeeze(mean, 0), -1);
  }

  private static INDArray columns(INDArray array, int from, int to) {
    return array.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to)).dup('c');
  }

  /** The share of right answers. */
  double right(Reviews reviews) {
    INDArray answers = read(reviews).verdict().gt(0).castTo(DataType.FLOAT).reshape(-1);
    INDArray asked = reviews.answers().castTo(DataType.FLOAT);
    return answers.eq(asked).castTo(DataType.DOUBLE).meanNumber().doubleValue();
  }

  /** How far the verdict falls when each word is exchanged for another of its kind: (N, T). */
  INDArray byExchange(Reviews reviews) {
    INDArray verdict = read(reviews).verdict();
    INDArray fallen = Nd4j.create(DataType.FLOAT, reviews.size(), LENGTH);
    for (int t = 0; t < LENGTH; t++) {
      int at = t;
      INDArray other = read(reviews.exchanged(any -> at)).verdict();
      fallen.putColumn(t, verdict.sub(other).mul(Transforms.sign(verdict)));
    }
    return fallen;
  }
}
