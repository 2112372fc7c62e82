package io.github.attention4j.exercises.trial;

import io.github.attention4j.exercises.check.WrongAnswerError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the trials of a check and, if one fails, names the mistake.
 *
 * <p>A mistake is named only if it explains the numbers of every trial that went wrong, and fails
 * no trial that went well: in one trial alone two mistakes can look alike, as swapped axes do where
 * both have the same length. If none is known, what the failed trials have in common may tell.
 */
public final class Verdict {

  private Verdict() {}

  /**
   * Runs all trials.
   *
   * @param trials what to ask, in this order
   * @throws WrongAnswerError with the diagnosis, if a trial failed
   * @throws io.github.attention4j.exercises.check.NotDoneYetException if the learner has not
   *     written this step
   */
  public static void of(List<Trial> trials) {
    List<Outcome> outcomes = new ArrayList<>();
    Set<String> asked = new HashSet<>();
    for (Trial trial : trials) {
      if (!asked.add(trial.signature())) {
        trial.trait(Pattern.AGAIN);
      }
      Outcome outcome = trial.run();
      outcomes.add(outcome);
      if (outcome.kind() == Outcome.Kind.FATAL) {
        break;
      }
    }
    if (!outcomes.stream().allMatch(Outcome::isRight)) {
      throw failure(outcomes);
    }
  }

  private static WrongAnswerError failure(List<Outcome> outcomes) {
    List<Outcome> failures = outcomes.stream().filter(outcome -> !outcome.isRight()).toList();
    List<Outcome> telling =
        failures.stream().filter(failure -> failure.kind() == Outcome.Kind.TELLING).toList();
    Outcome shown = telling.isEmpty() ? failures.get(0) : telling.get(0);
    Pattern pattern = new Pattern(outcomes);
    String evidence = "\n" + (shown.evidence() + "\n" + pattern).indent(2).stripTrailing();
    Optional<Mistake> known = known(outcomes, telling);
    if (known.isPresent()) {
      return new WrongAnswerError(known.get().diagnosis() + evidence, known.get().hint());
    }
    String told = pattern.diagnosis(shown.problem()).orElse(shown.problem());
    return new WrongAnswerError(told + evidence, shown.hint());
  }

  private static Optional<Mistake> known(List<Outcome> outcomes, List<Outcome> telling) {
    return telling.stream()
        .flatMap(one -> one.diagnoses().stream())
        .filter(
            mistake ->
                telling.stream().allMatch(one -> one.possible().contains(mistake.diagnosis())))
        .filter(
            mistake ->
                outcomes.stream().noneMatch(one -> one.refuted().contains(mistake.diagnosis())))
        .findFirst();
  }
}
