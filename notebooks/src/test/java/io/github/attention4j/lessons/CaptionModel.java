package io.github.attention4j.lessons;

import io.github.attention4j.datasets.Shelves;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Convolution;
import io.github.attention4j.param.Embedding;
import io.github.attention4j.param.GruCell;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.position.LearnedPositions;
import io.github.attention4j.score.Additive;
import io.github.attention4j.score.ScoreFunction;
import io.github.attention4j.train.History;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import io.github.attention4j.vision.PatchEmbedding;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** The captioner of lesson 12, as its page has it, with an additive score or a linear one. */
class CaptionModel {
  private static final int WIDTH = 48; // D: of annotations and states
  private static final int HIDDEN = 24; // A: of the additive score's hidden layer
  private static final int WORD = 16; // E: of a word's embedding
  private static final int BATCH = 32;
  private static final double RATE = 0.008; // at most; up to it and down again
  private static final int START = Shelves.WORDS.indexOf(Shelves.START);
  private static final int END = Shelves.WORDS.indexOf(Shelves.END);

  /** v . tanh(W [annotation; state]), or without the tanh, which leaves a single vector w. */
  enum Score {
    ADDITIVE,
    LINEAR
  }

  /** {@code w . [annotation; state]}, {@code weight} being w, (1, 2 D). */
  record LinearScore(Linear weight) implements ScoreFunction {
    @Override
    public String name() {
      return "linear";
    }

    @Override
    public <T> T scores(TensorOps<T> ops, T query, T key) {
      T w = weight.weight(ops);
      T ofLocations = ops.linear(key, ops.slice(w, 1, 0, WIDTH), null); // (B, L, 1)
      T ofStates = ops.linear(query, ops.slice(w, 1, WIDTH, 2 * WIDTH), null); // (B, T, 1)
      return ops.add(ofStates, ops.permute(ofLocations, 0, 2, 1)); // (B, T, L)
    }
  }

  private final Parameters parameters;
  private final PatchEmbedding see;
  private final LearnedPositions places;
  private final Convolution again;
  private final Linear begin;
  private final Embedding words;
  private final GruCell decoder;
  private final Attention attention;
  private final Linear answer;

  CaptionModel(Score score, long seed) {
    parameters = Parameters.seeded(DataType.FLOAT, seed);
    see = PatchEmbedding.create(parameters.at("see"), 3, 32, 32, 8, WIDTH);
    places = LearnedPositions.create(parameters.at("places"), 16, WIDTH);
    again = Convolution.create(parameters.at("again"), WIDTH, WIDTH, 1);
    begin = Linear.create(parameters.at("begin"), WIDTH, WIDTH, true);
    words = Embedding.create(parameters.at("words"), Shelves.WORDS.size(), WORD);
    decoder = GruCell.create(parameters.at("decoder"), WORD, WIDTH);
    answer = Linear.create(parameters.at("answer"), 2 * WIDTH, Shelves.WORDS.size(), true);
    Parameters at = parameters.at("score");
    attention =
        new Attention(
            switch (score) {
              case ADDITIVE -> Additive.create(at, WIDTH, WIDTH, HIDDEN, true);
              case LINEAR -> new LinearScore(Linear.create(at, 2 * WIDTH, 1, false));
            });
  }

  /** What is seen at every location, (B, L, D). */
  <T> T annotations(TensorOps<T> ops, INDArray pictures) {
    T seen = ops.relu(see.apply(ops, ops.constant(pictures.rsub(1)))); // ink on paper
    T map = ops.splitAxis(ops.permute(places.apply(ops, seen), 0, 2, 1), 2, 4, 4); // (B, D, 4, 4)
    map = ops.add(map, ops.relu(again.apply(ops, map)));
    return ops.permute(ops.mergeAxes(map, 2), 0, 2, 1);
  }

  /** The decoder's state before the first word, (B, D). */
  <T> T start(TensorOps<T> ops, T annotations) {
    return ops.tanh(begin.apply(ops, ops.squeeze(ops.mean(annotations, 1), 1)));
  }

  /** What comes next at every place, (B, T, V), and where it looks for that, (B, T, L). */
  <T> AttentionResult<T> next(TensorOps<T> ops, T annotations, T states) {
    AttentionResult<T> seen = attention.attend(ops, states, annotations, annotations, Mask.all());
    T logits = answer.apply(ops, ops.concat(states, seen.output(), 2));
    return new AttentionResult<>(logits, seen.weights());
  }

  /** The same with teacher forcing, for captions that it is told. */
  <T> AttentionResult<T> read(TensorOps<T> ops, INDArray pictures, INDArray captions) {
    T annotations = annotations(ops, pictures);
    T told = words.apply(ops, ops.constant(told(captions))); // (B, T, E)
    return next(ops, annotations, decoder.sequence(ops, told, start(ops, annotations)));
  }

  private Tensor loss(TapeOps ops, Shelves shelves) {
    INDArray captions = shelves.captions();
    INDArray real = captions.gt(0).castTo(DataType.FLOAT);
    return Losses.crossEntropy(
        ops,
        read(ops, shelves.pictures(), captions).output(),
        ops.constant(captions),
        ops.constant(real));
  }

  History train(int steps, long seed) {
    CycleSchedule rate = new CycleSchedule(ScheduleType.ITERATION, RATE / 50, RATE, steps, 1, 1);
    List<Long> draws = LongStream.range(0, steps).map(i -> 100_000 * seed + i).boxed().toList();
    return Trainer.of(parameters, new Adam(rate))
        .clipNorm(1)
        .train(draws, (ops, draw) -> loss(ops, Shelves.of(BATCH, draw)));
  }

  /** Writes word by word, always the likeliest, (B, T). */
  INDArray tell(INDArray pictures) {
    NdArrayOps ops = NdArrayOps.eager();
    INDArray annotations = annotations(ops, pictures);
    INDArray state = start(ops, annotations);
    long batch = pictures.size(0);
    INDArray written = Nd4j.zeros(DataType.FLOAT, batch, Shelves.LENGTH);
    INDArray last = Nd4j.valueArrayOf(new long[] {batch}, START, DataType.FLOAT);
    INDArray open = Nd4j.ones(DataType.FLOAT, batch); // until the end is written
    for (int t = 0; t < Shelves.LENGTH; t++) {
      state = decoder.apply(ops, words.apply(ops, last), state);
      INDArray logits = next(ops, annotations, ops.expand(state, 1)).output();
      last = logits.argMax(2).ravel().castTo(DataType.FLOAT).mul(open);
      open.muli(last.neq(END).castTo(DataType.FLOAT));
      written.putColumn(t, last);
    }
    return written;
  }

  /** Where it looks for the words of captions that it is told, (B, T, L). */
  INDArray weights(INDArray pictures, INDArray captions) {
    return read(NdArrayOps.eager(), pictures, captions).weights();
  }

  /** The captions one place later, behind the start. */
  static INDArray told(INDArray captions) {
    INDArray told = Nd4j.valueArrayOf(captions.shape(), START, DataType.FLOAT);
    told.get(NDArrayIndex.all(), NDArrayIndex.interval(1, captions.size(1)))
        .assign(captions.get(NDArrayIndex.all(), NDArrayIndex.interval(0, captions.size(1) - 1)));
    return told;
  }
}
