package io.github.attention4j.exercises.lesson12;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 12 as the page runs it, yours to change: another score, other sizes
 * (they stand in {@link Captioner}), fewer steps. It trains for a quarter of a minute or so. Grade
 * it with {@code ./kit grade 12 --experiment}, or in the page.
 */
public class CaptionExperiment implements SceneTeller {
  private static final int STEPS = 300;
  private static final long SEED = 1;

  private final Captioner additive = new Captioner(Captioner.Score.ADDITIVE, SEED);
  private final Captioner linear = new Captioner(Captioner.Score.LINEAR, SEED);

  /** Trains both models. */
  public CaptionExperiment() {
    additive.train(STEPS, SEED);
    linear.train(STEPS, SEED);
  }

  @Override
  public INDArray tell(INDArray pictures) {
    return additive.tell(pictures);
  }

  @Override
  public INDArray weights(INDArray pictures, INDArray captions) {
    return additive.weights(pictures, captions);
  }

  @Override
  public INDArray tellByLinearScore(INDArray pictures) {
    return linear.tell(pictures);
  }

  @Override
  public INDArray linearWeights(INDArray pictures, INDArray captions) {
    return linear.weights(pictures, captions);
  }
}
