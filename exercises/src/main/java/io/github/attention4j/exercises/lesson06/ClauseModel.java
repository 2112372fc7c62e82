package io.github.attention4j.exercises.lesson06;

import io.github.attention4j.datasets.Clauses;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.MultiHeadAttention;
import io.github.attention4j.mechanism.MultiHeadOptions;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Embedding;
import io.github.attention4j.param.Initializer;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.train.Batches;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/** The model of lesson 06's experiment as the page writes it, yours to change. */
class ClauseModel {
  private static final int WIDTH = 32;
  private static final int NOUNS = Clauses.NOUNS.size();

  private final int heads;
  private final Parameters parameters;
  private final Embedding words;
  private final INDArray positions;
  private final MultiHeadAttention attention; // null without attention
  private final Linear answers;

  /**
   * A model that has not learned yet.
   *
   * @param heads 0 for none: then the linear map sees the word itself
   */
  ClauseModel(int heads, long seed) {
    this.heads = heads;
    parameters = Parameters.seeded(DataType.FLOAT, seed);
    words = Embedding.create(parameters.at("words"), Clauses.WORDS.size(), WIDTH);
    positions = parameters.create("positions", Initializer.NORMAL, Clauses.LENGTH, WIDTH);
    attention =
        heads == 0
            ? null
            : MultiHeadAttention.create(
                parameters.at("attention"), MultiHeadOptions.of(WIDTH, heads));
    answers = Linear.create(parameters.at("answers"), WIDTH, 2 * NOUNS, true);
  }

  Parameters parameters() {
    return parameters;
  }

  /** Positions are added to the queries and keys; the values are words alone. */
  <T> AttentionResult<T> attend(TensorOps<T> ops, T sentences) {
    T word = words.apply(ops, sentences); // (B, T, D)
    T place = ops.expand(ops.parameter("positions", positions), 0); // (1, T, D)
    T both = ops.add(word, place);
    return attention.attend(ops, both, both, value(word, both), Mask.all());
  }

  /** What an attended word hands out; return the second to let it tell its place, too. */
  <T> T value(T word, T both) {
    return word;
  }

  /** Two times eight numbers for each word, (B, T, 2, 8). */
  <T> T logits(TensorOps<T> ops, T sentences) {
    T seen = heads == 0 ? words.apply(ops, sentences) : attend(ops, sentences).output();
    return ops.splitAxis(answers.apply(ops, seen), -1, 2, NOUNS);
  }

  /** How improbable the right answers are, on average over the verbs. */
  Tensor loss(TapeOps ops, Clauses batch) {
    Tensor logits = ops.mergeAxes(logits(ops, ops.constant(batch.words())), 1); // (B, 2T, 8)
    long[] shape = {batch.size(), 2 * Clauses.LENGTH};
    return Losses.crossEntropy(
        ops,
        logits,
        ops.constant(batch.answers().reshape(shape)),
        ops.constant(batch.asked().reshape(shape)));
  }

  /** Trains on sentences that the seed draws. */
  ClauseModel train(Clauses sentences, double rate, int steps, long seed) {
    Trainer.of(parameters, new Adam(rate))
        .steps(steps)
        .train(Batches.of(sentences.sentences(), 32, seed, Clauses::of), this::loss);
    return this;
  }
}
