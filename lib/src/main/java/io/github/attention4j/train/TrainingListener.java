package io.github.attention4j.train;

/** Is told of training while it goes on. An exception ends the training. */
public interface TrainingListener {

  /** A step was taken, and the metrics that were due after it were measured. */
  void step(TrainingStep step);

  /** The training ended, however it did; not called if an exception ended it. */
  default void ended(History history) {}
}
