package io.github.attention4j.exercises;

import io.github.attention4j.exercises.lesson04.DigitReader;
import io.github.attention4j.exercises.lesson04.ScaledDotProductTask;
import java.util.List;

/** The lists of all tasks, in the order of the lessons. A new one is added here. */
public final class Exercises {

  /** Every interface marked as an exercise. */
  public static final List<Class<?>> TASKS = List.of(ScaledDotProductTask.class);

  /** The experiments of the lessons, graded on what their models do. */
  public static final List<Class<?>> EXPERIMENTS = List.of(DigitReader.class);

  private Exercises() {}
}
