package io.github.attention4j.exercises.audit;

import io.github.attention4j.exercises.audit.Audit.Step;
import io.github.attention4j.exercises.audit.Evidence.Mutants;
import io.github.attention4j.exercises.audit.Evidence.Survivor;
import java.util.Locale;

/** Lays an audit out for a terminal. */
final class TextAudit {

  private static final String ROW = "  %-18s %7s %7s %6s %14s  %s%n";

  private TextAudit() {}

  static String of(Audit audit) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "Lesson %s: %s%s%n%n",
            audit.exercise().lesson(),
            audit.exercise().title(),
            audit.exercise().experiment() ? ", the experiment" : ""));
    text.append(
        String.format(
            ROW, "step", "checks", "points", "hints", "wrong answers", "mutants noticed"));
    for (Step step : audit.steps()) {
      text.append(
          String.format(
              ROW,
              step.name(),
              step.checks().size(),
              step.points(),
              step.hints(),
              step.wrongAnswers(),
              noticed(step.mutants())));
    }
    if (audit.shared().all() > 0) {
      text.append(String.format(ROW, "(shared code)", "", "", "", "", noticed(audit.shared())));
    }
    text.append(
        String.format(
            ROW,
            "all",
            audit.steps().stream().mapToInt(step -> step.checks().size()).sum(),
            audit.points(),
            audit.steps().stream().mapToInt(Step::hints).sum(),
            audit.wrongAnswers(),
            noticed(audit.mutants())));
    for (Survivor survivor : audit.survivors()) {
      text.append(
          String.format(
              "%n  not noticed in %s: %s%s%n",
              survivor.method(), survivor.change(), times(survivor)));
      text.append(String.format("    %s%n", survivor.code()));
      text.append(String.format("    %s%n", survivor.reason()));
    }
    return text.toString();
  }

  private static String times(Survivor survivor) {
    return survivor.count() == 1 ? "" : ", %d times".formatted(survivor.count());
  }

  private static String noticed(Mutants mutants) {
    return mutants.all() == 0
        ? "-"
        : String.format(
            Locale.ROOT,
            "%d of %d (%.0f %%)",
            mutants.killed(),
            mutants.all(),
            100.0 * mutants.killed() / mutants.all());
  }
}
