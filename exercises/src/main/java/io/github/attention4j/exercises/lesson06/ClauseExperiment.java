package io.github.attention4j.exercises.lesson06;

import io.github.attention4j.datasets.Clauses;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.param.Parameters;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 06 as the page runs it, yours to change: other widths, more heads,
 * another learning rate. Grade it with {@code ./kit grade 06 --experiment}, or in the page.
 */
public class ClauseExperiment implements ClauseReader {
  private static final double RATE = 0.01;
  private static final int STEPS = 200;

  private final ClauseModel two;
  private final ClauseModel one;

  /** Trains both models, from the page's seed. */
  public ClauseExperiment() {
    this(1);
  }

  /**
   * Trains both models.
   *
   * @param seed of the sentences, of the starting numbers and of the order in which they are seen
   */
  public ClauseExperiment(long seed) {
    Clauses train = Clauses.generate(2500, seed).split(500).train();
    two = new ClauseModel(2, seed).train(train, RATE, STEPS, seed);
    one = new ClauseModel(1, seed).train(train, RATE, STEPS, seed);
  }

  @Override
  public INDArray weights(INDArray words) {
    return two.attend(NdArrayOps.eager(), words).weights();
  }

  @Override
  public INDArray answers(INDArray words) {
    return two.logits(NdArrayOps.eager(), words);
  }

  @Override
  public INDArray answersOfOneHead(INDArray words) {
    return one.logits(NdArrayOps.eager(), words);
  }

  @Override
  public INDArray[] parameters() {
    return arrays(two.parameters());
  }

  @Override
  public INDArray[] parametersOfOneHead() {
    return arrays(one.parameters());
  }

  private static INDArray[] arrays(Parameters parameters) {
    return parameters.paths().stream().map(parameters::get).toArray(INDArray[]::new);
  }
}
