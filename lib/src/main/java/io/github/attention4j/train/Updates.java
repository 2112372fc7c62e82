package io.github.attention4j.train;

import io.github.attention4j.kernel.FusedAdam;
import io.github.attention4j.param.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The steps of one of ND4J's updaters, with what it remembers of each parameter; Adam's in one pass
 * where {@link FusedAdam} takes the parameter.
 */
final class Updates {
  private final Parameters parameters;
  private final IUpdater updater;
  private final Map<String, Update> byPath = new LinkedHashMap<>();

  Updates(Parameters parameters, IUpdater updater) {
    this.parameters = parameters;
    this.updater = updater;
  }

  /**
   * Moves every parameter against its gradient.
   *
   * @param factor what every gradient is multiplied by first
   * @param step counted from 0, over all trainings: Adam's correction and the schedules go by it
   * @param epoch counted from 0
   */
  void apply(Map<String, INDArray> gradients, double factor, int step, int epoch) {
    gradients.forEach(
        (path, gradient) ->
            byPath.computeIfAbsent(path, this::update).move(gradient, factor, step, epoch));
  }

  /** How one parameter is moved. */
  private interface Update {
    void move(INDArray gradient, double factor, int step, int epoch);
  }

  private Update update(String path) {
    INDArray parameter = parameters.get(path);
    return updater instanceof Adam adam && FusedAdam.takes(parameter)
        ? new FusedAdam(adam, parameter)::step
        : byNd4j(parameter);
  }

  private Update byNd4j(INDArray parameter) {
    GradientUpdater<?> own = instantiate(parameter);
    return (gradient, factor, step, epoch) -> {
      INDArray update = gradient.dup('c'); // ND4J's updaters work in place, on a row
      if (factor < 1) {
        update.muli(factor);
      }
      own.applyUpdater(update.reshape(1, -1), step, epoch);
      parameter.subi(update);
    };
  }

  /** What is remembered must outlive the step's workspace. */
  @SuppressWarnings("try") // to leave the workspace is all that is needed
  private GradientUpdater<?> instantiate(INDArray parameter) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      long size = updater.stateSize(parameter.length());
      INDArray state = size == 0 ? null : Nd4j.zeros(parameter.dataType(), 1, size);
      return updater.instantiate(state, true);
    }
  }
}
