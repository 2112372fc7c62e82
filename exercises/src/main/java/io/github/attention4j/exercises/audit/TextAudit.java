package io.github.attention4j.exercises.audit;

import io.github.attention4j.exercises.audit.Audit.Step;
import io.github.attention4j.exercises.audit.Evidence.Mutants;
import io.github.attention4j.exercises.audit.Evidence.Survivor;
import java.util.List;
import java.util.Locale;

/** Lays audits out for a terminal. */
final class TextAudit {

  private static final String ROW = "  %-20s %6s %6s %6s %14s  %s";

  private final StringBuilder text = new StringBuilder();

  private TextAudit() {}

  static String of(List<Audit> audits) {
    TextAudit report = new TextAudit();
    audits.forEach(report::add);
    if (audits.size() > 1) {
      report.head("lesson");
      for (Audit audit : audits) {
        report.all(
            audit.exercise().lesson() + (audit.exercise().experiment() ? " exp." : ""), audit);
      }
    }
    return report.text.toString();
  }

  private void add(Audit audit) {
    String kind = audit.exercise().experiment() ? ", the experiment" : "";
    line("Lesson %s: %s%s%n".formatted(audit.exercise().lesson(), audit.exercise().title(), kind));
    head("step");
    for (Step step : audit.steps()) {
      row(
          step.name(),
          step.checks().size(),
          step.points(),
          step.hints(),
          step.wrongAnswers(),
          noticed(step.mutants()));
    }
    if (audit.shared().all() > 0) {
      row("(shared code)", "", "", "", "", noticed(audit.shared()));
    }
    all("all", audit);
    line("");
    for (Survivor survivor : audit.survivors()) {
      String times = survivor.count() == 1 ? "" : ", %d times".formatted(survivor.count());
      line("  not noticed in %s: %s%s".formatted(survivor.method(), survivor.change(), times));
      line("      " + survivor.code());
      line("      " + survivor.reason());
    }
    if (!audit.survivors().isEmpty()) {
      line("");
    }
  }

  private void head(String first) {
    row(first, "checks", "points", "hints", "wrong answers", "mutants noticed");
  }

  private void all(String name, Audit audit) {
    row(
        name,
        audit.checks(),
        audit.points(),
        audit.hints(),
        audit.wrongAnswers(),
        noticed(audit.mutants()));
  }

  private void row(Object... cells) {
    line(ROW.formatted(cells));
  }

  private void line(String words) {
    text.append(words).append('\n');
  }

  private static String noticed(Mutants mutants) {
    double percent = 100.0 * mutants.killed() / Math.max(1, mutants.all());
    return mutants.all() == 0
        ? "-"
        : String.format(
            Locale.ROOT, "%d of %d (%.1f %%)", mutants.killed(), mutants.all(), percent);
  }
}
