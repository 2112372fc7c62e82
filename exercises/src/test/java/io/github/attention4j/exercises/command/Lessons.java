package io.github.attention4j.exercises.command;

import io.github.attention4j.exercises.Exercises;
import io.github.attention4j.exercises.check.Exercise;
import java.util.stream.Collectors;

/** The lessons that there are, for expected texts: a new one changes none of them. */
final class Lessons {

  private Lessons() {}

  /** Puts the numbers of all lessons with an exercise in place of the word LESSONS. */
  static String named(String text) {
    return text.replace(
        "LESSONS",
        Exercises.TASKS.stream()
            .map(task -> task.getAnnotation(Exercise.class).lesson())
            .collect(Collectors.joining(", ")));
  }
}
