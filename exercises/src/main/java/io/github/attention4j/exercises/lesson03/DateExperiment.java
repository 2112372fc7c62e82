package io.github.attention4j.exercises.lesson03;

import io.github.attention4j.datasets.Dates;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 03 as the page runs it, yours to change: another score, other sizes
 * (they stand in {@link DateTranslator}), fewer steps. It trains for about a minute. Grade it with
 * {@code ./kit grade 03 --experiment}, or in the page.
 */
public class DateExperiment implements DateReader {
  private static final int STEPS = 300;
  private static final int STEPS_WITHOUT_ATTENTION = 600;
  private static final long SEED = 1;

  private final DateTranslator attentive = new DateTranslator(true, SEED);
  private final DateTranslator withoutAttention = new DateTranslator(false, SEED);

  /** Trains both models. */
  public DateExperiment() {
    Dates dates = Dates.toLearnFrom(14_400, SEED);
    attentive.train(dates, STEPS, SEED, step -> {});
    withoutAttention.train(dates, STEPS_WITHOUT_ATTENTION, SEED, step -> {});
  }

  @Override
  public INDArray read(INDArray texts) {
    return attentive.translate(texts).output();
  }

  @Override
  public INDArray weights(INDArray texts) {
    return attentive.translate(texts).weights();
  }

  @Override
  public INDArray readWithoutAttention(INDArray texts) {
    return withoutAttention.translate(texts).output();
  }
}
