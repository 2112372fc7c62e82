package io.github.attention4j.exercises.lesson15;

import io.github.attention4j.block.BlockOptions;
import io.github.attention4j.block.EncoderBlock;
import io.github.attention4j.datasets.Stickers;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Embedding;
import io.github.attention4j.param.LayerNorm;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.position.LearnedPositions;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import io.github.attention4j.vision.PatchEmbedding;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * The two encoders of lesson 15. Word by word, patches are kept apart, every patch looks for its
 * best word and every word for its best patch; with one vector, patches see each other, and the
 * mean of a picture's vectors is compared with that of a caption's.
 */
class StickerMatcher {
  private static final int WIDTH = 32; // D
  private static final int PATCH = 8;
  private static final int BATCH = 32;
  private static final double RATE = 0.008; // at most; up to it and down again
  private static final double COLDEST = Math.log(1 / 0.07); // where the temperature starts

  private final boolean byWords;
  private final Parameters parameters;
  private final PatchEmbedding patches;
  private final LearnedPositions places;
  private final EncoderBlock pictureBlock;
  private final LayerNorm pictureNorm;
  private final Embedding embedding;
  private final LearnedPositions order;
  private final EncoderBlock textBlock;
  private final LayerNorm textNorm;
  private final Linear pictureMap;
  private final Linear textMap;
  private final INDArray logScale;

  StickerMatcher(boolean byWords, long seed) {
    this.byWords = byWords;
    parameters = Parameters.seeded(DataType.FLOAT, seed);
    BlockOptions options = BlockOptions.of(WIDTH, 4).withHiddenDim(2 * WIDTH).withNormFirst();
    Parameters pictures = parameters.at("pictures");
    patches =
        PatchEmbedding.create(
            pictures.at("patches"), 3, Stickers.SIDE, Stickers.SIDE, PATCH, WIDTH);
    places = LearnedPositions.create(pictures.at("places"), Stickers.CELLS, WIDTH);
    pictureBlock = EncoderBlock.create(pictures.at("block"), options);
    pictureNorm = LayerNorm.create(pictures.at("norm"), WIDTH);
    Parameters texts = parameters.at("texts");
    embedding = Embedding.create(texts.at("words"), Stickers.VOCABULARY.size(), WIDTH);
    order = LearnedPositions.create(texts.at("order"), Stickers.WORDS, WIDTH);
    textBlock = EncoderBlock.create(texts.at("block"), options);
    textNorm = LayerNorm.create(texts.at("norm"), WIDTH);
    pictureMap = Linear.create(parameters.at("picture_map"), WIDTH, WIDTH, false);
    textMap = Linear.create(parameters.at("text_map"), WIDTH, WIDTH, false);
    logScale = parameters.add("log_scale", Nd4j.createFromArray((float) COLDEST));
  }

  /** A vector for each patch, (P, Tk, D). */
  private <T> T patches(TensorOps<T> ops, INDArray pictures) {
    T x = places.apply(ops, patches.apply(ops, ops.constant(pictures.rsub(1)))); // ink, not paper
    T seen = pictureBlock.output(ops, x, byWords ? Mask.window(0) : Mask.all());
    return pictureMap.apply(ops, pictureNorm.apply(ops, seen));
  }

  /** A vector for each word, (N, Tq, D). */
  private <T> T words(TensorOps<T> ops, INDArray numbers) {
    T x = order.apply(ops, embedding.apply(ops, ops.constant(numbers)));
    T read = textBlock.output(ops, x, Mask.padding(ops.constant(real(numbers).sum(1))));
    return textMap.apply(ops, textNorm.apply(ops, read));
  }

  private static INDArray real(INDArray numbers) {
    return numbers.gt(0).castTo(DataType.FLOAT); // 1 at words, 0 at padding
  }

  /** To length 1. */
  private static <T> T unit(TensorOps<T> ops, T x) {
    T squares = ops.sum(ops.multiply(x, x), -1);
    return ops.multiply(x, ops.power(ops.shift(squares, 1e-8), -0.5));
  }

  INDArray cosines(INDArray pictures, INDArray numbers) {
    return cosines(NdArrayOps.eager(), pictures, numbers);
  }

  private <T> T cosines(TensorOps<T> ops, INDArray pictures, INDArray numbers) {
    T share = ops.constant(real(numbers).div(real(numbers).sum(true, 1))); // 1 / Tq
    T patches = patches(ops, pictures);
    T words = words(ops, numbers);
    if (byWords) {
      return late(ops, unit(ops, patches), unit(ops, words), share, numbers);
    }
    T picture = ops.squeeze(ops.mean(patches, 1), 1); // (P, D)
    T text = ops.squeeze(ops.sum(ops.multiply(words, ops.expand(share, -1)), 1), 1); // (N, D)
    return ops.matmulTransposed(unit(ops, picture), unit(ops, text));
  }

  private <T> T late(TensorOps<T> ops, T patches, T words, T share, INDArray numbers) {
    long pictures = ops.shape(patches).size(0); // P
    long captions = ops.shape(words).size(0); // N
    T all = ops.matmulTransposed(ops.mergeAxes(patches, 0), ops.mergeAxes(words, 0));
    T never = ops.constant(real(numbers).rsub(1).mul(-4)); // padding fits nothing
    T ofPatch = ops.add(ops.splitAxis(all, 1, captions, Stickers.WORDS), ops.expand(never, 0));
    T bestWord = ops.squeeze(ops.max(ofPatch, -1), -1); // (P Tk, N)
    T byPatch = ops.squeeze(ops.mean(ops.splitAxis(bestWord, 0, pictures, Stickers.CELLS), 1), 1);
    T bestPatch = ops.squeeze(ops.max(ops.splitAxis(all, 0, pictures, Stickers.CELLS), 1), 1);
    T ofWord = ops.splitAxis(bestPatch, 1, captions, Stickers.WORDS); // (P, N, Tq)
    T byWord = ops.squeeze(ops.sum(ops.multiply(ofWord, ops.expand(share, 0)), -1), -1);
    return ops.scale(ops.add(byPatch, byWord), 0.5); // (P, N)
  }

  /** Where each word of a caption looks in its own picture, (B, Tq, Tk). */
  INDArray map(INDArray pictures, INDArray numbers) {
    NdArrayOps ops = NdArrayOps.eager();
    INDArray cosines =
        ops.matmulTransposed(unit(ops, words(ops, numbers)), unit(ops, patches(ops, pictures)));
    return ops.softmax(cosines.mul(Math.exp(logScale.getDouble(0))));
  }

  private <T> T loss(TensorOps<T> ops, Stickers sheets) {
    T scores =
        ops.multiply(
            cosines(ops, sheets.pictures(), sheets.words()),
            ops.exp(ops.parameter("log_scale", logScale)));
    T right = ops.constant(Nd4j.arange(sheets.size()));
    T byRows = Losses.crossEntropy(ops, scores, right);
    T byColumns = Losses.crossEntropy(ops, ops.permute(scores, 1, 0), right);
    return ops.scale(ops.add(byRows, byColumns), 0.5);
  }

  /** Trains on batches that are drawn anew for each step. */
  void train(int steps, long seed) {
    List<Long> draws =
        LongStream.range(0, steps).map(step -> 10_000 * seed + step).boxed().toList();
    CycleSchedule rate = new CycleSchedule(ScheduleType.ITERATION, RATE / 50, RATE, steps, 1, 1);
    Trainer.of(parameters, new Adam(rate))
        .clipNorm(1)
        .train(draws, (ops, draw) -> loss(ops, Stickers.withTwins(BATCH, draw)));
  }
}
