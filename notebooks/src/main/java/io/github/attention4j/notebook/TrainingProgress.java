package io.github.attention4j.notebook;

import io.github.attention4j.train.History;
import io.github.attention4j.train.History.Ending;
import io.github.attention4j.train.TrainingListener;
import io.github.attention4j.train.TrainingStep;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far a training is: steps, time left, loss and metrics, in a line that appears once it
 * has run for two seconds and is gone when it ends.
 *
 * <pre>{@code
 * History history = Trainer.of(parameters, new Adam(0.01))
 *     .listener(TrainingProgress.of("training"))
 *     .train(batches, ...);
 * }</pre>
 *
 * <p>Jupyter's interrupt button ends a training after its step, and a line says so.
 */
public final class TrainingProgress implements TrainingListener {
  private final String what;
  private final LongSupplier nanoTime;
  private ProgressLine line;

  private TrainingProgress(String what, LongSupplier nanoTime) {
    this.what = what;
    this.nanoTime = nanoTime;
  }

  /**
   * Progress of one training.
   *
   * @param what what the line starts with
   */
  public static TrainingProgress of(String what) {
    return of(what, System::nanoTime);
  }

  static TrainingProgress of(String what, LongSupplier nanoTime) {
    return new TrainingProgress(what, nanoTime);
  }

  @Override
  public void step(TrainingStep step) {
    if (line == null) {
      line = new ProgressLine(nanoTime);
    }
    line.show(seconds -> text(step, seconds));
  }

  private String text(TrainingStep step, double seconds) {
    StringBuilder text = new StringBuilder(what + ": step " + step.number());
    step.planned()
        .ifPresent(
            planned -> {
              double left = seconds / step.number() * (planned - step.number());
              text.append(String.format(Locale.ROOT, " of %d, %.0f s left", planned, left));
            });
    text.append(String.format(Locale.ROOT, ", loss %.4g", step.loss()));
    step.metrics()
        .forEach(
            (name, value) -> text.append(String.format(Locale.ROOT, ", %s %.4g", name, value)));
    return text.toString();
  }

  @Override
  public void ended(History history) {
    line.erase();
    line = null;
    if (history.ending() == Ending.INTERRUPTED) {
      System.out.println(what + ": interrupted after step " + history.steps());
    }
  }
}
