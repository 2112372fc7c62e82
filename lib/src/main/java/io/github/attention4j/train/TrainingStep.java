package io.github.attention4j.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A finished step, as a {@link TrainingListener} and the end of {@link Trainer#until} see it.
 *
 * @param number the steps done so far in this training, this one among them
 * @param planned how many steps there will be at most, where that is known
 * @param loss of this step's batch, before the step was taken
 * @param metrics the newest value of each metric that was measured already, by name
 */
public record TrainingStep(
    long number, OptionalLong planned, double loss, Map<String, Double> metrics) {

  /** Keeps a copy of the metrics. */
  public TrainingStep {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /**
   * The newest value of a metric.
   *
   * @return NaN if it was not measured yet: no comparison with it is true
   */
  public double metric(String name) {
    return metrics.getOrDefault(name, Double.NaN);
  }
}
