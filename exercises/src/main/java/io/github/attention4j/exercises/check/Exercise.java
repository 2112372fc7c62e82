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
}
