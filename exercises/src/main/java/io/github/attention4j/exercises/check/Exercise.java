package io.github.attention4j.exercises.check;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an interface as the task of one lesson; a class that implements it is an answer. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Exercise {

  /** Number of the lesson as people type it, such as {@code "04"}. */
  String lesson();

  /** Name of the mechanism, such as {@code "Scaled dot-product attention"}. */
  String title();

  /** The class that the learner edits; graded when no other answer is given. */
  Class<?> starter();

  /** The JUnit 5 class whose {@linkplain Check checks} grade an answer. */
  Class<?> grader();

  /**
   * Whether the answer is the model of the lesson's experiment, graded on data that it has not
   * seen. Such a starter is no gap to fill but the experiment as the page runs it, the reader's to
   * change.
   */
  boolean experiment() default false;

  /** Seconds that all calls of one check may take together; a model may have to be trained. */
  int seconds() default 10;
}
