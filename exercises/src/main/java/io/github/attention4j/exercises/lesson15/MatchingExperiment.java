package io.github.attention4j.exercises.lesson15;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 15 as the page runs it, yours to change: other widths, patches that see
 * each other, batches without twins (all that stands in {@link StickerMatcher}). It trains for
 * about half a minute. Grade it with {@code ./kit grade 15 --experiment}, or in the page.
 */
public class MatchingExperiment implements SheetMatcher {
  private static final int STEPS = 500;
  private static final long SEED = 1;

  private final StickerMatcher byWords = new StickerMatcher(true, SEED);
  private final StickerMatcher oneVector = new StickerMatcher(false, SEED);

  /** Trains both models. */
  public MatchingExperiment() {
    byWords.train(STEPS, SEED);
    oneVector.train(STEPS, SEED);
  }

  @Override
  public INDArray cosines(INDArray pictures, INDArray words) {
    return byWords.cosines(pictures, words);
  }

  @Override
  public INDArray weights(INDArray pictures, INDArray words) {
    return byWords.map(pictures, words);
  }

  @Override
  public INDArray cosinesOfOneVector(INDArray pictures, INDArray words) {
    return oneVector.cosines(pictures, words);
  }
}
