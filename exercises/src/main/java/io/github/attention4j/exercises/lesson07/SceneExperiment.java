package io.github.attention4j.exercises.lesson07;

import io.github.attention4j.datasets.Scenes;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.CrossAttention;
import io.github.attention4j.mechanism.ProjectionOptions;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Embedding;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The experiment of lesson 07 as the page runs it, yours to change: other widths, another score,
 * fewer steps. Grade it with {@code ./kit grade 07 --experiment}, or in the page.
 */
public class SceneExperiment implements SceneReader {

  private static final int STEPS = 300;
  private static final double LEARNING_RATE = 0.005;
  private static final int SCENES_IN_A_STEP = 32;
  private static final int CELL = 8;

  /** Words look at the cells of a picture, and say how the things there are filled. */
  static final class Pointer {
    private final Parameters parameters;
    private final Embedding embedding;
    private final Linear features;
    private final CrossAttention attention;
    private final Linear answer;

    Pointer(long seed) {
      parameters = Parameters.seeded(DataType.FLOAT, seed);
      embedding = Embedding.create(parameters.at("words"), Scenes.vocabulary().size(), 16);
      features = Linear.create(parameters.at("cells"), 3 * CELL * CELL, 64, true);
      attention =
          CrossAttention.create(parameters.at("attention"), 32, 64, ProjectionOptions.of(16, 32));
      answer = Linear.create(parameters.at("answer"), 32, 4, true);
    }

    /** Returns a number for each fill (B, Tq, 4), and where the words look (B, Tq, Tk). */
    <T> AttentionResult<T> read(TensorOps<T> ops, T cells, T words, Mask<T> mask) {
      T word = embedding.apply(ops, words); // (B, Tq, 16)
      T first = ops.scale(ops.slice(word, 1, 0, 1), 0);
      T before = ops.concat(first, ops.slice(word, 1, 0, ops.shape(word).size(1) - 1), 1);
      T query = ops.concat(before, word, 2); // (B, Tq, 32)
      T memory = ops.relu(features.apply(ops, cells)); // (B, Tk, 64)
      AttentionResult<T> seen = attention.attend(ops, query, memory, mask);
      return new AttentionResult<>(answer.apply(ops, seen.output()), seen.weights());
    }

    AttentionResult<INDArray> read(INDArray pictures, INDArray words) {
      return read(NdArrayOps.eager(), cells(pictures), words, Mask.all());
    }
  }

  private final Pointer pointer;
  private final Pointer blind;

  /** Trains the model and its baseline. */
  public SceneExperiment() {
    this(1, STEPS);
  }

  SceneExperiment(long seed, int steps) {
    pointer = train(seed, steps, true);
    blind = train(seed, steps, false);
  }

  /** A picture as a sequence of cells, as ink on paper: (B, 3, H, W) -> (B, Tk, 192). */
  static INDArray cells(INDArray pictures) {
    long batch = pictures.size(0);
    long side = pictures.size(2) / CELL;
    return pictures
        .reshape('c', batch, 3, side, CELL, side, CELL)
        .permute(0, 2, 4, 1, 3, 5)
        .dup('c')
        .reshape('c', batch, side * side, 3L * CELL * CELL)
        .rsub(1);
  }

  private static Pointer train(long seed, int steps, boolean withPicture) {
    Pointer model = new Pointer(seed);
    List<Long> seeds = LongStream.range(0, steps).map(step -> 1000 * seed + step).boxed().toList();
    Trainer.of(model.parameters, new Adam(LEARNING_RATE))
        .train(
            seeds,
            (ops, drawn) -> loss(ops, model, Scenes.of(SCENES_IN_A_STEP, drawn), withPicture));
    return model;
  }

  private static Tensor loss(TapeOps ops, Pointer model, Scenes scenes, boolean withPicture) {
    INDArray cells = cells(scenes.pictures());
    Tensor logits =
        model
            .read(
                ops,
                ops.constant(withPicture ? cells : Nd4j.zerosLike(cells)),
                ops.constant(scenes.words()),
                Mask.all())
            .output();
    return Losses.crossEntropy(
        ops, logits, ops.constant(scenes.fills()), ops.constant(scenes.isNoun()));
  }

  @Override
  public INDArray weights(INDArray pictures, INDArray words) {
    return pointer.read(pictures, words).weights();
  }

  @Override
  public INDArray fills(INDArray pictures, INDArray words) {
    return pointer.read(pictures, words).output();
  }

  @Override
  public INDArray fillsWithoutPicture(INDArray words) {
    INDArray paper = Nd4j.ones(DataType.FLOAT, words.size(0), 3, 4 * CELL, 4 * CELL);
    return blind.read(paper, words).output();
  }
}
