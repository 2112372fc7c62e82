package io.github.attention4j.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a training did: the loss of every step, and the metrics with the steps after which they were
 * measured.
 */
public final class History {

  /** How a training ended. */
  public enum Ending {
    /** All steps were taken. */
    COMPLETED,
    /** The condition of {@link Trainer#until} held. */
    TARGET_REACHED,
    /** The thread was interrupted, and the training stopped after the step. */
    INTERRUPTED
  }

  /**
   * A value of a metric.
   *
   * @param step after how many steps it was measured
   */
  public record Measurement(long step, double value) {}

  private final double[] losses;
  private final Map<String, List<Measurement>> metrics;
  private final Ending ending;
  private final double seconds;

  private History(Recorder recorder, Ending ending, double seconds) {
    this.losses = recorder.losses.stream().mapToDouble(Double::doubleValue).toArray();
    this.metrics = new LinkedHashMap<>();
    recorder.metrics.forEach((name, values) -> metrics.put(name, List.copyOf(values)));
    this.ending = ending;
    this.seconds = seconds;
  }

  /** Collects a history step by step. */
  static final class Recorder {
    private final List<Double> losses = new ArrayList<>();
    private final Map<String, List<Measurement>> metrics = new LinkedHashMap<>();
    private final long start = System.nanoTime();

    void loss(double loss) {
      losses.add(loss);
    }

    void metric(String name, double value) {
      metrics.computeIfAbsent(name, key -> new ArrayList<>()).add(new Measurement(steps(), value));
    }

    long steps() {
      return losses.size();
    }

    double lastLoss() {
      return losses.isEmpty() ? Double.NaN : losses.get(losses.size() - 1);
    }

    /** The newest value of every metric. */
    Map<String, Double> newest() {
      Map<String, Double> newest = new LinkedHashMap<>();
      metrics.forEach((name, values) -> newest.put(name, values.get(values.size() - 1).value()));
      return newest;
    }

    History end(Ending ending) {
      return new History(this, ending, (System.nanoTime() - start) / 1e9);
    }
  }

  /** The number of steps that were taken. */
  public long steps() {
    return losses.length;
  }

  /** The loss of every step, each before the step was taken. */
  public double[] losses() {
    return losses.clone();
  }

  /** The first step's loss. */
  public double firstLoss() {
    return losses[0];
  }

  /** The last step's loss. */
  public double lastLoss() {
    return losses[losses.length - 1];
  }

  /** The names of the metrics, in the order in which they were given. */
  public List<String> metrics() {
    return List.copyOf(metrics.keySet());
  }

  /**
   * All values of a metric.
   *
   * @throws IllegalArgumentException if there is no such metric; the message lists what there is
   */
  public List<Measurement> metric(String name) {
    List<Measurement> values = metrics.get(name);
    if (values == null) {
      throw new IllegalArgumentException(
          "no metric \"" + name + "\" was measured; there are " + metrics.keySet());
    }
    return Collections.unmodifiableList(values);
  }

  /**
   * The last value of a metric.
   *
   * @throws IllegalArgumentException as {@link #metric}
   */
  public double last(String metric) {
    List<Measurement> values = metric(metric);
    return values.get(values.size() - 1).value();
  }

  /** How the training ended. */
  public Ending ending() {
    return ending;
  }

  /** How long it took, metrics and listeners included. */
  public double seconds() {
    return seconds;
  }

  /** One line, such as {@code 60 steps in 0.8 s: loss 1.1027 -> 0.0031, accuracy 0.9870}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d steps in %.1f s: loss %.4f -> %.4f",
            steps(),
            seconds,
            firstLoss(),
            lastLoss()));
    metrics.forEach(
        (name, v) -> text.append(String.format(Locale.ROOT, ", %s %.4f", name, last(name))));
    return text
        + switch (ending) {
          case COMPLETED -> "";
          case TARGET_REACHED -> "; target reached";
          case INTERRUPTED -> "; interrupted";
        };
  }
}
