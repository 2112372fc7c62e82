package io.github.attention4j.exercises.trial;

import java.util.List;

/**
 * The right result of a trial.
 *
 * @param axes what its axes mean, such as {@code "(B, Tq, Tk)"}
 * @param exact its numbers
 */
record Expected(String axes, Values exact) {

  /** Returns the letters of the axes. */
  List<String> letters() {
    return Inputs.letters(axes);
  }
}
