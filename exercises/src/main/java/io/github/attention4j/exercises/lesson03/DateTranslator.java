package io.github.attention4j.exercises.lesson03;

import io.github.attention4j.datasets.Dates;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Embedding;
import io.github.attention4j.param.GruCell;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.Additive;
import io.github.attention4j.train.Batch;
import io.github.attention4j.train.Batches;
import io.github.attention4j.train.History;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import io.github.attention4j.train.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * The encoder-decoder of lesson 03. One encoder reads the text in both directions and leaves an
 * annotation at every word; the decoder writes the eight pieces of the date, and looks at the
 * annotations before each. Without attention there is a single annotation to look at: the last
 * states of both directions.
 */
class DateTranslator {
  private static final int SIZE = 32; // S: of a state, an embedding and the score's hidden layer
  private static final int BATCH = 32;
  private static final double RATE = 0.008;
  private static final int HYPHEN = Dates.ALPHABET.indexOf("-"); // stands for "nothing yet", too

  private final Parameters parameters;
  private final boolean attends;
  private final Embedding words;
  private final GruCell forward;
  private final GruCell backward;
  private final Linear start;
  private final Embedding pieces;
  private final GruCell decoder;
  private final Attention attention;
  private final Linear answer;

  DateTranslator(boolean attends, long seed) {
    this.attends = attends;
    parameters = Parameters.seeded(DataType.FLOAT, seed);
    words = Embedding.create(parameters.at("words"), Dates.vocabulary().size(), SIZE);
    forward = GruCell.create(parameters.at("forward"), SIZE, SIZE);
    backward = GruCell.create(parameters.at("backward"), SIZE, SIZE);
    start = Linear.create(parameters.at("start"), 2 * SIZE, SIZE, true);
    pieces = Embedding.create(parameters.at("pieces"), Dates.ALPHABET.size(), SIZE);
    decoder = GruCell.create(parameters.at("decoder"), SIZE, SIZE);
    attention = new Attention(Additive.create(parameters.at("score"), SIZE, 2 * SIZE, SIZE));
    answer = Linear.create(parameters.at("answer"), 3 * SIZE, Dates.ALPHABET.size(), true);
  }

  /** Reads: (B, T) -> (B, T, 2 S), or without attention (B, 1, 2 S). */
  <T> T annotations(TensorOps<T> ops, T texts) {
    T x = words.apply(ops, texts); // (B, T, S)
    T zeros = ops.constant(Nd4j.zeros(DataType.FLOAT, ops.shape(x).size(0), SIZE));
    T there = forward.sequence(ops, x, zeros);
    T back = backward.sequenceBackwards(ops, x, zeros);
    if (attends) {
      return ops.concat(there, back, 2);
    }
    return ops.expand(ops.concat(ops.select(there, 1, -1), ops.select(back, 1, 0), 1), 1);
  }

  /** The decoder's first state. */
  <T> T start(TensorOps<T> ops, T annotations) {
    return ops.tanh(start.apply(ops, ops.select(annotations, 1, 0)));
  }

  /** The state asks, the annotations answer: (B, Tq, S) -> (B, Tq, 2 S). */
  <T> AttentionResult<T> look(TensorOps<T> ops, T states, T annotations) {
    return attention.attend(ops, states, annotations, annotations, Mask.all());
  }

  /** What to write, from the state and from what it saw: (B, Tq, 11). */
  <T> T logits(TensorOps<T> ops, T states, T contexts) {
    return answer.apply(ops, ops.concat(states, contexts, 2));
  }

  /** With teacher forcing: at every place the decoder is told the right piece before it. */
  Tensor loss(TapeOps ops, Batch batch) {
    INDArray before = Nd4j.valueArrayOf(batch.target().shape(), HYPHEN, DataType.FLOAT);
    before
        .get(NDArrayIndex.all(), NDArrayIndex.interval(1, Dates.PIECES))
        .assign(batch.target().get(NDArrayIndex.all(), NDArrayIndex.interval(0, Dates.PIECES - 1)));
    Tensor annotations = annotations(ops, ops.constant(batch.input()));
    Tensor told = pieces.apply(ops, ops.constant(before)); // (B, 8, S)
    Tensor states = decoder.sequence(ops, told, start(ops, annotations));
    Tensor contexts = look(ops, states, annotations).output();
    return Losses.crossEntropy(ops, logits(ops, states, contexts), ops.constant(batch.target()));
  }

  History train(Dates dates, int steps, long seed, TrainingListener listener) {
    PolySchedule rate =
        new PolySchedule(
            ScheduleType.ITERATION, RATE, 1, steps); // ND4J lets it rise, to twice that
    return Trainer.of(parameters, new Adam(rate))
        .clipNorm(1)
        .steps(steps)
        .listener(listener)
        .train(Batches.of(dates.texts(), dates.answers(), BATCH, seed), this::loss);
  }

  /** Writes one piece after the other, and reads its own: output (B, 8), weights (B, 8, T). */
  AttentionResult<INDArray> translate(INDArray texts) {
    NdArrayOps ops = NdArrayOps.eager();
    INDArray annotations = annotations(ops, texts);
    INDArray state = start(ops, annotations);
    long batch = texts.size(0);
    INDArray written = Nd4j.create(DataType.FLOAT, batch, Dates.PIECES);
    INDArray weights = Nd4j.create(DataType.FLOAT, batch, Dates.PIECES, annotations.size(1));
    INDArray last = Nd4j.valueArrayOf(new long[] {batch}, HYPHEN, DataType.FLOAT);
    for (int i = 0; i < Dates.PIECES; i++) {
      state = decoder.apply(ops, pieces.apply(ops, last), state); // (B, S)
      INDArray query = ops.expand(state, 1); // (B, 1, S)
      AttentionResult<INDArray> seen = look(ops, query, annotations);
      last = logits(ops, query, seen.output()).argMax(2).ravel().castTo(DataType.FLOAT);
      written.putColumn(i, last);
      weights.get(NDArrayIndex.all(), NDArrayIndex.point(i)).assign(ops.squeeze(seen.weights(), 1));
    }
    return new AttentionResult<>(written, weights);
  }

  /** How many numbers are trained. */
  long count() {
    return parameters.count();
  }
}
