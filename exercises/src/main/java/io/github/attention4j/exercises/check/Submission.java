package io.github.attention4j.exercises.check;

import java.lang.reflect.Method;
import java.time.Duration;

/** Where an answer runs: in this JVM (cell, IDE) or in one of its own (command line). */
public interface Submission extends AutoCloseable {

  /** Time that all calls of one check may take together. */
  Duration TIME_LIMIT = Duration.ofSeconds(10);

  /** Name of the answer's class. */
  String name();

  /** Time that all calls of one check may take together; {@link #TIME_LIMIT} unless told. */
  default Duration timeLimit() {
    return TIME_LIMIT;
  }

  /** Makes ready what the answer runs in, so that no check pays for that with its time. */
  default void start() {}

  /**
   * Asks the answer for one result. What the answer does to its arguments is seen by the caller.
   *
   * @param method method of the task
   * @param arguments its arguments, empty if there are none
   * @param limit time left to this check
   * @return what the answer returned
   * @throws NotDoneYetException if the learner has not written this step
   * @throws SubmissionException if there is no result
   */
  Object call(Method method, Object[] arguments, Duration limit);

  /** What the answer printed since it was last asked, shortened if it is long. */
  String printed();

  /** Ends what the answer still runs. */
  @Override
  void close();
}
