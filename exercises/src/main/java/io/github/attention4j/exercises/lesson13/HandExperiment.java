package io.github.attention4j.exercises.lesson13;

import io.github.attention4j.block.Activation;
import io.github.attention4j.block.BlockOptions;
import io.github.attention4j.block.EncoderBlock;
import io.github.attention4j.datasets.Digits;
import io.github.attention4j.datasets.PointedDigits;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Initializer;
import io.github.attention4j.param.LayerNorm;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.train.Batches;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * The experiment of lesson 13 as the page runs it, yours to change: a Vision Transformer of two
 * blocks with the cells as its patches, and the same without position embeddings. It trains for
 * some thirty seconds. Grade it with {@code ./kit grade 13 --experiment}.
 */
public class HandExperiment implements HandReader {
  private static final int CELL = 8;
  private static final int PIXELS = CELL * CELL;
  private static final int WIDTH = 32;
  private static final long SEED = 1;

  private final Model model;
  private final Model withoutPositions;

  /** Trains both models. */
  public HandExperiment() {
    Digits digits = Digits.load().split(360, 1).train();
    PointedDigits train = PointedDigits.of(digits, 4000, SEED);
    model = new Model(true);
    model.train(train, 800);
    withoutPositions = new Model(false);
    withoutPositions.train(train, 300);
  }

  @Override
  public INDArray read(INDArray pictures) {
    return model.logits(NdArrayOps.eager(), cells(pictures)).argMax(1);
  }

  @Override
  public INDArray rollout(INDArray pictures) {
    return model.rollout(cells(pictures));
  }

  @Override
  public INDArray readWithoutPositions(INDArray pictures) {
    return withoutPositions.logits(NdArrayOps.eager(), cells(pictures)).argMax(1);
  }

  /** (B, 24, 24) -> (B, 9, 64), the cells row by row. */
  private static INDArray cells(INDArray pictures) {
    long batch = pictures.size(0);
    return pictures
        .dup('c')
        .reshape('c', batch, 3, CELL, 3, CELL)
        .permute(0, 1, 3, 2, 4)
        .dup('c')
        .reshape('c', batch, PointedDigits.CELLS, PIXELS);
  }

  /** A Vision Transformer, with or without positions. */
  private static final class Model {
    private final Parameters parameters = Parameters.seeded(DataType.FLOAT, SEED);
    private final Linear embedding = Linear.create(parameters.at("embedding"), PIXELS, WIDTH, true);
    private final INDArray classToken;
    private final INDArray positions; // null for none
    private final List<EncoderBlock> blocks;
    private final LayerNorm norm;
    private final Linear classes;

    Model(boolean hasPositions) {
      classToken = parameters.create("classToken", Initializer.NORMAL, 1, WIDTH);
      positions =
          hasPositions
              ? parameters.create("positions", Initializer.NORMAL, PointedDigits.CELLS + 1, WIDTH)
              : null;
      BlockOptions options =
          BlockOptions.of(WIDTH, 4)
              .withHiddenDim(2 * WIDTH)
              .withActivation(Activation.GELU)
              .withNormFirst();
      blocks =
          IntStream.range(0, 2)
              .mapToObj(b -> EncoderBlock.create(parameters.at("blocks." + b), options))
              .toList();
      norm = LayerNorm.create(parameters.at("norm"), WIDTH);
      classes = Linear.create(parameters.at("classes"), WIDTH, 10, true);
    }

    /** (B, 9, 64) -> (B, 10, WIDTH), a class token in front. */
    <T> T tokens(TensorOps<T> ops, T cells) {
      T embedded = embedding.apply(ops, cells);
      long batch = ops.shape(embedded).size(0);
      T zeros = ops.constant(Nd4j.zeros(DataType.FLOAT, batch, 1, WIDTH));
      T first = ops.add(zeros, ops.expand(ops.parameter("classToken", classToken), 0));
      T all = ops.concat(first, embedded, 1);
      return positions == null
          ? all
          : ops.add(all, ops.expand(ops.parameter("positions", positions), 0));
    }

    /** (B, 9, 64) -> (B, 10). */
    <T> T logits(TensorOps<T> ops, T cells) {
      T x = tokens(ops, cells);
      for (EncoderBlock block : blocks) {
        x = block.output(ops, x, Mask.all());
      }
      return classes.apply(ops, norm.apply(ops, ops.select(x, 1, 0)));
    }

    /** (B, 9, 64) -> (B, 9). */
    INDArray rollout(INDArray cells) {
      long tokens = PointedDigits.CELLS + 1L;
      INDArray kept = Nd4j.eye(tokens).castTo(DataType.FLOAT).div(2).reshape(1, tokens, tokens);
      INDArray x = tokens(NdArrayOps.eager(), cells);
      INDArray product = null;
      for (EncoderBlock block : blocks) {
        AttentionResult<INDArray> result = block.attend(x);
        INDArray step = result.weights().mean(1).div(2).add(kept);
        product = product == null ? step : Nd4j.matmul(step, product); // the later one on the left
        x = result.output();
      }
      INDArray row =
          product
              .get(NDArrayIndex.all(), NDArrayIndex.point(0), NDArrayIndex.interval(1, tokens))
              .dup('c');
      return row.divColumnVector(row.sum(true, 1));
    }

    void train(PointedDigits pictures, int steps) {
      INDArray labels = Nd4j.createFromArray(pictures.labels()).castTo(DataType.FLOAT);
      PolySchedule rate =
          new PolySchedule(
              ScheduleType.ITERATION, 0.003, 1, steps); // ND4J lets it rise, to twice that
      Trainer.of(parameters, new Adam(rate))
          .clipNorm(1)
          .steps(steps)
          .train(
              Batches.of(cells(pictures.pictures()), labels, 32, SEED),
              (ops, batch) ->
                  Losses.crossEntropy(
                      ops, logits(ops, ops.constant(batch.input())), ops.constant(batch.target())));
    }
  }
}
