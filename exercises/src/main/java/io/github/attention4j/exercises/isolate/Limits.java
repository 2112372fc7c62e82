package io.github.attention4j.exercises.isolate;

import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.exercises.check.Submission;
import java.time.Duration;

/**
 * What an answer may use.
 *
 * @param checkTime time for all calls of one check
 * @param startTime time for its JVM to start and load ND4J
 * @param heapMegabytes memory for Java objects
 * @param arrayMegabytes memory for ND4J's arrays, which lie outside the heap
 * @param processMegabytes memory of the whole JVM, at which ND4J refuses new arrays
 * @param printedCharacters what is kept of its output
 * @param sandbox what the operating system keeps it from
 */
public record Limits(
    Duration checkTime,
    Duration startTime,
    int heapMegabytes,
    int arrayMegabytes,
    int processMegabytes,
    int printedCharacters,
    Sandbox sandbox) {

  /** Limits that no honest answer to a lesson's small arrays comes near. */
  public static final Limits DEFAULT =
      new Limits(Submission.TIME_LIMIT, Duration.ofSeconds(60), 256, 256, 1024, 2000, Sandbox.NONE);

  /** Limits of a model that has to be trained. */
  private static final Limits TRAINING =
      new Limits(
          Submission.TIME_LIMIT, Duration.ofSeconds(60), 1024, 1024, 3072, 2000, Sandbox.NONE);

  /**
   * Returns the limits of an answer.
   *
   * @param task interface marked as an {@link Exercise}
   */
  public static Limits of(Class<?> task) {
    Exercise exercise = task.getAnnotation(Exercise.class);
    Limits limits = exercise.experiment() ? TRAINING : DEFAULT;
    return limits.withCheckTime(Duration.ofSeconds(exercise.seconds()));
  }

  /**
   * Returns the same limits with another time for a check.
   *
   * @param time time for all calls of one check
   */
  public Limits withCheckTime(Duration time) {
    return new Limits(
        time,
        startTime,
        heapMegabytes,
        arrayMegabytes,
        processMegabytes,
        printedCharacters,
        sandbox);
  }

  /**
   * Returns the same limits inside a sandbox.
   *
   * @param around the sandbox
   */
  public Limits in(Sandbox around) {
    return new Limits(
        checkTime,
        startTime,
        heapMegabytes,
        arrayMegabytes,
        processMegabytes,
        printedCharacters,
        around);
  }
}
