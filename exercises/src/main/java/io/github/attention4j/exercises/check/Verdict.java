package io.github.attention4j.exercises.check;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs the trials of a check and, if one fails, names the mistake.
 *
 * <p>A mistake is named only if it explains the numbers of every trial that went wrong: in one
 * trial alone two mistakes can look alike, as swapped axes do where both have the same length.
 */
public final class Verdict {

  private Verdict() {}

  /**
   * Runs all trials.
   *
   * @param trials what to ask, in this order
   * @throws WrongAnswerError with the diagnosis, if a trial failed
   * @throws NotDoneYetException if the learner has not written this step
   */
  public static void of(List<Trial> trials) {
    List<Outcome> failures = new ArrayList<>();
    for (Trial trial : trials) {
      Outcome outcome = trial.run();
      if (!outcome.isRight()) {
        failures.add(outcome);
      }
      if (outcome.fatal()) {
        break;
      }
    }
    if (!failures.isEmpty()) {
      throw new WrongAnswerError(diagnosis(failures));
    }
  }

  private static String diagnosis(List<Outcome> failures) {
    List<Outcome> telling = failures.stream().filter(Outcome::telling).toList();
    Outcome shown = telling.isEmpty() ? failures.get(0) : telling.get(0);
    String named =
        shown.diagnoses().stream()
            .filter(
                mistake -> telling.stream().allMatch(other -> other.diagnoses().contains(mistake)))
            .findFirst()
            .orElse(shown.problem());
    return named + "\n" + shown.evidence().indent(2).stripTrailing();
  }
}
