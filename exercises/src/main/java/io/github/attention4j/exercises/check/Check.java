package io.github.attention4j.exercises.check;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/**
 * One graded demand on an answer: a JUnit 5 test that carries its points, its text and its hints.
 *
 * <p>All of the points are earned or none; partial credit comes from a task having many checks.
 */
@Test
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Check {

  /** Number of hints every check carries, from a nudge to all but the code. */
  int HINT_LEVELS = 3;

  /**
   * Unique and never reused: lesson, part and letter, such as {@code "04.2b"}; sorts the checks.
   */
  String id();

  /** Name of the task's method that this check is about. */
  String part();

  /** What passing earns. */
  int points();

  /** What is asked, in one line that completes "the answer must ...". */
  String demand();

  /** {@link #HINT_LEVELS} hints, each saying more than the one before. */
  String[] hints();
}
