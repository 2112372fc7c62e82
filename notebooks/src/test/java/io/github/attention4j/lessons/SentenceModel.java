package io.github.attention4j.lessons;

import io.github.attention4j.datasets.Translations;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Embedding;
import io.github.attention4j.param.GruCell;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.General;
import io.github.attention4j.train.Batch;
import io.github.attention4j.train.Batches;
import io.github.attention4j.train.History;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** The recurrent translator of lesson 14, as its page has it, without attention and with it. */
class SentenceModel {
  private static final int WIDTH = 48; // D, of embeddings and of every state
  private static final int BATCH = 32;
  private static final double RATE = 0.008; // at most; up to it and down again
  private static final int START = Translations.TARGET_WORDS.indexOf(Translations.START);
  private static final int END = Translations.TARGET_WORDS.indexOf(Translations.END);

  private final boolean attends;
  private final Parameters parameters;
  private final Embedding source;
  private final Embedding target;
  private final GruCell forward;
  private final GruCell backward;
  private final GruCell decoder;
  private final Linear begin;
  private final Linear combine;
  private final Linear answer;
  private final Attention attention;

  SentenceModel(boolean attends, long seed) {
    this.attends = attends;
    parameters = Parameters.seeded(DataType.FLOAT, seed);
    source = Embedding.create(parameters.at("source"), Translations.SOURCE_WORDS.size(), WIDTH);
    forward = GruCell.create(parameters.at("forward"), WIDTH, WIDTH);
    backward = GruCell.create(parameters.at("backward"), WIDTH, WIDTH);
    begin = Linear.create(parameters.at("begin"), 2 * WIDTH, WIDTH, true);
    target = Embedding.create(parameters.at("target"), Translations.TARGET_WORDS.size(), WIDTH);
    decoder = GruCell.create(parameters.at("decoder"), WIDTH, WIDTH);
    attention = new Attention(General.create(parameters.at("score"), WIDTH, 2 * WIDTH));
    combine = Linear.create(parameters.at("combine"), 3 * WIDTH, WIDTH, true);
    answer = Linear.create(parameters.at("answer"), WIDTH, Translations.TARGET_WORDS.size(), true);
  }

  /** The encoders' notes, (B, Ts, 2 D). */
  <T> T notes(TensorOps<T> ops, INDArray sources) {
    T x = source.apply(ops, ops.constant(sources)); // (B, Ts, D)
    T zeros = ops.constant(Nd4j.zeros(DataType.FLOAT, sources.size(0), WIDTH));
    T turn = ops.constant(turn(sources));
    T there = forward.sequence(ops, x, zeros);
    T back = ops.matmul(turn, backward.sequence(ops, ops.matmul(turn, x), zeros));
    return ops.concat(there, back, 2);
  }

  /** What both encoders knew at last, (B, 1, 2 D): at the last word, and at the first. */
  <T> T summary(TensorOps<T> ops, T notes, INDArray sources) {
    T last = ops.constant(lengths(sources).sub(1));
    T isLast = ops.expand(ops.oneHot(last, sources.size(1), DataType.FLOAT), 1); // (B, 1, Ts)
    T there = ops.slice(ops.matmul(isLast, notes), 2, 0, WIDTH);
    T back = ops.slice(ops.slice(notes, 1, 0, 1), 2, WIDTH, 2 * WIDTH);
    return ops.concat(there, back, 2);
  }

  /** The decoder's states, (B, Tt, D): the queries. */
  <T> T states(TensorOps<T> ops, T summary, INDArray told) {
    T first = ops.tanh(begin.apply(ops, ops.squeeze(summary, 1)));
    return decoder.sequence(ops, target.apply(ops, ops.constant(told)), first);
  }

  /** What comes next at every place, by the encoders' notes, (B, Tt, V). */
  <T> T logits(TensorOps<T> ops, INDArray sources, T notes, INDArray told) {
    T summary = summary(ops, notes, sources);
    T states = states(ops, summary, told);
    T contexts =
        attends
            ? attention.output(
                ops, states, notes, notes, Mask.padding(ops.constant(lengths(sources))))
            : attention.output(ops, states, summary, summary, Mask.all());
    return answer.apply(ops, ops.tanh(combine.apply(ops, ops.concat(states, contexts, 2))));
  }

  /** Where it looks for the words of a target that it is told, (B, Tt, Ts). */
  INDArray weights(INDArray sources, INDArray target) {
    NdArrayOps ops = NdArrayOps.eager();
    INDArray notes = notes(ops, sources);
    INDArray states = states(ops, summary(ops, notes, sources), told(target));
    return attention.attend(ops, states, notes, notes, Mask.padding(lengths(sources))).weights();
  }

  private Tensor loss(TapeOps ops, Batch batch) {
    INDArray target = batch.target();
    return Losses.crossEntropy(
        ops,
        logits(ops, batch.input(), notes(ops, batch.input()), told(target)),
        ops.constant(target),
        ops.constant(real(target)));
  }

  History train(Translations sentences, int steps, long seed) {
    CycleSchedule rate = new CycleSchedule(ScheduleType.ITERATION, RATE / 50, RATE, steps, 1, 1);
    return Trainer.of(parameters, new Adam(rate))
        .clipNorm(1)
        .steps(steps)
        .train(
            Batches.of(sentences.sources(), sentences.targets(), BATCH, seed),
            (ops, batch) -> loss(ops, batch));
  }

  /** Writes word by word, always the likeliest, (B, Tt). */
  INDArray translate(INDArray sources) {
    NdArrayOps ops = NdArrayOps.eager();
    INDArray notes = notes(ops, sources);
    int most = Translations.TARGET_LENGTH;
    INDArray written = Nd4j.zeros(DataType.FLOAT, sources.size(0), most);
    INDArray open = Nd4j.ones(DataType.FLOAT, sources.size(0)); // until the end is written
    for (int i = 0; i < most && open.maxNumber().intValue() > 0; i++) {
      INDArray so = told(written).get(NDArrayIndex.all(), NDArrayIndex.interval(0, i + 1)).dup('c');
      INDArray next = ops.select(logits(ops, sources, notes, so), 1, i).argMax(1);
      written.putColumn(i, next.castTo(DataType.FLOAT).mul(open));
      open.muli(next.neq(END).castTo(DataType.FLOAT));
    }
    return written;
  }

  /** The target one place later, behind the start. */
  static INDArray told(INDArray target) {
    INDArray told = Nd4j.valueArrayOf(target.shape(), START, DataType.FLOAT);
    told.get(NDArrayIndex.all(), NDArrayIndex.interval(1, target.size(1)))
        .assign(target.get(NDArrayIndex.all(), NDArrayIndex.interval(0, target.size(1) - 1)));
    return told;
  }

  /** 1 at words, 0 at padding. */
  private static INDArray real(INDArray numbers) {
    return numbers.gt(0).castTo(DataType.FLOAT);
  }

  private static INDArray lengths(INDArray numbers) {
    return real(numbers).sum(1);
  }

  /** The matrix that turns every sentence round and leaves its padding behind, (B, Ts, Ts). */
  private static INDArray turn(INDArray sources) {
    int rows = (int) sources.size(0);
    int places = (int) sources.size(1);
    float[] turn = new float[rows * places * places];
    int[] lengths = lengths(sources).toIntVector();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < lengths[i]; j++) {
        turn[(i * places + j) * places + lengths[i] - 1 - j] = 1;
      }
    }
    return Nd4j.create(turn, new long[] {rows, places, places}, 'c');
  }
}
