package io.github.attention4j.exercises.lesson14;

import io.github.attention4j.datasets.Translations;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 14 as the page runs it, yours to change: another score, other sizes
 * (they stand in {@link RecurrentTranslator}), fewer steps, or a Transformer in its place. It
 * trains for about half a minute. Grade it with {@code ./kit grade 14 --experiment}, or in the
 * page.
 */
public class TranslationExperiment implements SentenceReader {
  private static final int STEPS = 400;
  private static final long SEED = 1;

  private final RecurrentTranslator attentive = new RecurrentTranslator(true, SEED);
  private final RecurrentTranslator withoutAttention = new RecurrentTranslator(false, SEED);

  /** Trains both models. */
  public TranslationExperiment() {
    Translations sentences = Translations.toLearnFrom(12_800, SEED);
    attentive.train(sentences, STEPS, SEED);
    withoutAttention.train(sentences, STEPS, SEED);
  }

  @Override
  public INDArray translate(INDArray sources) {
    return attentive.translate(sources);
  }

  @Override
  public INDArray weights(INDArray sources, INDArray targets) {
    return attentive.weights(sources, targets);
  }

  @Override
  public INDArray translateWithoutAttention(INDArray sources) {
    return withoutAttention.translate(sources);
  }
}
