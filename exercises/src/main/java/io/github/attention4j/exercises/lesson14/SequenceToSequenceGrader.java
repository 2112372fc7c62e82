package io.github.attention4j.exercises.lesson14;

import io.github.attention4j.exercises.check.ExerciseGrader;

/** Grades lesson 14: 10 points over the three steps of {@link SequenceToSequenceTask}. */
@ExerciseGrader
public class SequenceToSequenceGrader {
  /** Creates the grader; JUnit does. */
  public SequenceToSequenceGrader() {}
}
