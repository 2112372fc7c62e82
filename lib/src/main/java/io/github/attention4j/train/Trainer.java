package io.github.attention4j.train;

import io.github.attention4j.ops.Gradients;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.train.History.Ending;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Trains parameters by gradient descent: for every batch it computes the loss on a tape, goes back
 * for the gradients, and lets one of ND4J's updaters take a step.
 *
 * <pre>{@code
 * gradient = d loss / d parameter                 for every parameter
 * gradient = gradient * min(1, most / norm)       norm over all gradients together, if clipped
 * parameter = parameter - updater(gradient)       Adam, SGD, ..
 * }</pre>
 *
 * <p>A step runs inside an ND4J workspace and reuses its memory; while it runs, ND4J's own loops
 * use one thread, in the whole process. A training is repeatable: the same parameters and batches
 * give the same losses on the same machine.
 *
 * <p>A loss or a gradient that is NaN or infinite stops the training before the parameters change.
 * An interrupt of the thread stops it after the step: {@link History#ending} tells, and the
 * interrupt is used up.
 *
 * <p>A second training with the same trainer goes on with what the updater remembers, and its
 * schedules go on counting.
 *
 * <p>Compare: PyTorch leaves the loop to you; Keras {@code Model.fit}.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.DOUBLE, 42);
 * Linear line = Linear.create(parameters, 1, 1, true);
 * INDArray x = Nd4j.createFromArray(new double[][] {{0}, {1}, {2}});
 * INDArray y = Nd4j.createFromArray(new double[][] {{1}, {3}, {5}}); // y = 2 x + 1
 * History history =
 *     Trainer.of(parameters, new Adam(0.1))
 *         .steps(300)
 *         .train(
 *             List.of(x),
 *             (ops, batch) ->
 *                 Losses.meanSquaredError(
 *                     ops, line.apply(ops, ops.constant(batch)), ops.constant(y)));
 * parameters.get("weight"); // 2.0000
 * }</pre>
 */
public final class Trainer {
  private static final WorkspaceConfiguration MEMORY =
      WorkspaceConfiguration.builder()
          .initialSize(0)
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .policySpill(SpillPolicy.REALLOCATE)
          .build();

  private static final String WORKSPACE = "attention4j.train";

  private record Metric(String name, long every, DoubleSupplier value) {}

  private final Parameters parameters;
  private final Updates updates;
  private final List<Metric> metrics = new ArrayList<>();
  private final List<TrainingListener> listeners = new ArrayList<>();
  private Predicate<TrainingStep> target = step -> false;
  private double mostNorm = Double.POSITIVE_INFINITY;
  private int epochs;
  private long steps = Long.MAX_VALUE;
  private int stepsTaken; // in all trainings
  private int epochsTaken;

  private Trainer(Parameters parameters, IUpdater updater) {
    this.parameters = Objects.requireNonNull(parameters, "parameters");
    this.updates = new Updates(parameters, Objects.requireNonNull(updater, "updater"));
  }

  /**
   * A trainer, for one pass over the batches.
   *
   * @param parameters what is trained; all of it that the loss depends on
   * @param updater one of ND4J's, such as {@code new Adam(0.001)} or {@code new Sgd(0.1)}; with a
   *     schedule of ND4J's where the learning rate changes
   */
  public static Trainer of(Parameters parameters, IUpdater updater) {
    return new Trainer(parameters, updater);
  }

  /** So many passes over the batches; without {@link #steps} one. */
  public Trainer epochs(int epochs) {
    this.epochs = (int) atLeastOne("epochs", epochs);
    return this;
  }

  /**
   * So many steps at most, going over the batches as often as it takes unless {@link #epochs} ends
   * it.
   */
  public Trainer steps(long steps) {
    this.steps = atLeastOne("steps", steps);
    return this;
  }

  /**
   * Clips the gradients by their global norm: where the root of the sum of all their squares is
   * larger, all are made smaller by the same factor. PyTorch's {@code clip_grad_norm_}.
   *
   * @throws IllegalArgumentException if the norm is not a positive number
   */
  public Trainer clipNorm(double most) {
    if (!(most > 0)) {
      throw new IllegalArgumentException("trainer: clipNorm is " + most + ", expected above 0");
    }
    this.mostNorm = most;
    return this;
  }

  /**
   * Measures something after every so many steps, and after the last.
   *
   * @param name what it is called in the history
   * @param value computes it, usually with the eager interpreter on data that is not trained on
   */
  public Trainer metric(String name, long everySteps, DoubleSupplier value) {
    if (metrics.stream().anyMatch(metric -> metric.name.equals(name))) {
      throw new IllegalArgumentException("trainer: there are two metrics named \"" + name + "\"");
    }
    metrics.add(new Metric(name, atLeastOne("everySteps", everySteps), value));
    return this;
  }

  /**
   * Stops early, after the first step for which this holds, such as {@code step ->
   * step.metric("accuracy") >= 0.95}.
   */
  public Trainer until(Predicate<TrainingStep> target) {
    this.target = Objects.requireNonNull(target, "target");
    return this;
  }

  /** Tells a listener of every step. */
  public Trainer listener(TrainingListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  private static long atLeastOne(String what, long number) {
    if (number < 1) {
      throw new IllegalArgumentException(
          "trainer: " + what + " is " + number + ", expected 1 or more");
    }
    return number;
  }

  /**
   * Trains.
   *
   * @param batches gone over once an epoch; what it gives may be anything that the objective takes
   * @return what happened
   * @throws TrainingException if the loss or a gradient is NaN or infinite
   * @throws IllegalArgumentException if there is no batch, or the loss is not a single number or
   *     depends on none of the parameters
   */
  public <B> History train(Iterable<B> batches, Objective<B> objective) {
    int lastEpoch = epochs > 0 ? epochs : steps < Long.MAX_VALUE ? Integer.MAX_VALUE : 1;
    OptionalLong planned = planned(batches, lastEpoch);
    History.Recorder recorder = new History.Recorder();
    Ending ending = null;
    for (int epoch = 1; ending == null; epoch++) {
      Iterator<B> iterator = batches.iterator();
      if (!iterator.hasNext()) {
        throw new IllegalArgumentException("trainer: there is no batch in epoch " + epoch);
      }
      while (ending == null && iterator.hasNext()) {
        recorder.loss(step(objective, iterator.next(), recorder));
        stepsTaken++;
        boolean last = recorder.steps() == steps || epoch == lastEpoch && !iterator.hasNext();
        ending = afterStep(recorder, planned, last);
      }
      epochsTaken++;
    }
    History history = recorder.end(ending);
    listeners.forEach(listener -> listener.ended(history));
    return history;
  }

  /** How many steps there will be at most, if the batches can be counted. */
  private OptionalLong planned(Iterable<?> batches, int lastEpoch) {
    long counted =
        batches instanceof Collection<?> collection && lastEpoch < Integer.MAX_VALUE
            ? (long) collection.size() * lastEpoch
            : Long.MAX_VALUE;
    long most = Math.min(counted, steps);
    return most == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(most);
  }

  /** Takes a step in the workspace, and returns the loss before it. */
  @SuppressWarnings("try") // to open them is all that is needed
  private <B> double step(Objective<B> objective, B batch, History.Recorder recorder) {
    try (OneThread thread = OneThread.claim();
        MemoryWorkspace workspace =
            Nd4j.getWorkspaceManager().getAndActivateWorkspace(MEMORY, WORKSPACE)) {
      TapeOps ops = TapeOps.create();
      Tensor loss = objective.loss(ops, batch);
      Map<String, INDArray> gradients = trained(ops.backward(loss));
      double value = loss.array().getDouble(0);
      double norm = GradientNorm.of(gradients);
      if (!Double.isFinite(value) || !Double.isFinite(norm)) {
        throw new TrainingException(
            recorder.steps() + 1,
            value,
            recorder.lastLoss(),
            GradientNorm.firstNotFinite(gradients));
      }
      updates.apply(gradients, Math.min(1, mostNorm / norm), stepsTaken, epochsTaken);
      return value;
    }
  }

  /** The gradients of what this trainer trains; the loss may depend on other parameters, too. */
  private Map<String, INDArray> trained(Gradients gradients) {
    Map<String, INDArray> trained = new LinkedHashMap<>(gradients.byPath());
    trained.keySet().retainAll(parameters.paths());
    if (trained.isEmpty()) {
      throw new IllegalArgumentException(
          "trainer: the loss depends on none of the parameters " + parameters.paths());
    }
    return trained;
  }

  /** Measures, tells and decides: null to go on. */
  private Ending afterStep(History.Recorder recorder, OptionalLong planned, boolean last) {
    for (Metric metric : metrics) {
      if (last || recorder.steps() % metric.every == 0) {
        recorder.metric(metric.name, metric.value.getAsDouble());
      }
    }
    TrainingStep step =
        new TrainingStep(recorder.steps(), planned, recorder.lastLoss(), recorder.newest());
    listeners.forEach(listener -> listener.step(step));
    if (target.test(step)) {
      return Ending.TARGET_REACHED;
    }
    return last ? Ending.COMPLETED : Thread.interrupted() ? Ending.INTERRUPTED : null;
  }
}
