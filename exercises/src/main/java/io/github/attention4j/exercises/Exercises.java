package io.github.attention4j.exercises;

import io.github.attention4j.exercises.lesson04.ScaledDotProductTask;
import java.util.List;

/** The list of all tasks, in the order of the lessons. A new exercise is added here. */
public final class Exercises {

  /** Every interface marked as an exercise. */
  public static final List<Class<?>> TASKS = List.of(ScaledDotProductTask.class);

  private Exercises() {}
}
