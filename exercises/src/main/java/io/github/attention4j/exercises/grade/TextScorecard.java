package io.github.attention4j.exercises.grade;

import io.github.attention4j.exercises.check.Check;
import java.util.List;
import java.util.Optional;

/** The scorecard that people read in a terminal or below a cell. */
final class TextScorecard {

  private static final int WIDTH = 100;
  private static final int DEMAND_WIDTH = 66;
  private static final String INDENT = " ".repeat(13);

  private final Grades grades;
  private final StringBuilder text = new StringBuilder();

  private TextScorecard(Grades grades) {
    this.grades = grades;
  }

  static String of(Grades grades) {
    TextScorecard card = new TextScorecard(grades);
    card.line("Lesson %s: %s", grades.exercise().lesson(), grades.exercise().title());
    card.line("graded: %s", grades.submission());
    Optional<String> reason = grades.oneReason();
    reason.ifPresent(card::reason);
    String part = "";
    boolean failedBefore = false;
    for (Grade grade : grades.checks()) {
      if (!grade.check().part().equals(part)) {
        part = grade.check().part();
        card.line("");
        card.line("%s", part);
        failedBefore = false;
      }
      // A step's later checks often fail for the same reason: the evidence is shown once.
      int lines = reason.isPresent() ? 0 : failedBefore ? 1 : Integer.MAX_VALUE;
      card.check(grade, lines);
      failedBefore |= !grade.passed();
    }
    card.printed();
    card.summary();
    return card.text.toString();
  }

  private void reason(String reason) {
    line("");
    reason.lines().forEach(line -> text.append(Paragraph.wrap(line, "", WIDTH)));
  }

  private void check(Grade grade, int evidenceLines) {
    Check check = grade.check();
    line(
        "%-4s %-6s  %-" + DEMAND_WIDTH + "s %d of %d",
        mark(grade),
        check.id(),
        check.demand(),
        grade.earned(),
        check.points());
    boolean again = evidenceLines == 1 && grade.outcome() == Grade.Outcome.NOT_DONE;
    int lines = again ? 0 : evidenceLines;
    grade.diagnosis().lines().limit(lines).forEach(this::paragraph);
    List<String> hints = grades.hintsFor(grade);
    for (int i = 0; i < hints.size(); i++) {
      paragraph("hint %d: %s".formatted(i + 1, hints.get(i)));
    }
  }

  private static String mark(Grade grade) {
    return switch (grade.outcome()) {
      case PASSED -> "ok";
      case FAILED -> "FAIL";
      case NOT_DONE -> "todo";
      case GRADER_BROKEN -> "????";
    };
  }

  private void printed() {
    if (!grades.printed().isBlank()) {
      line("");
      line("Your code printed:");
      grades.printed().lines().forEach(line -> line("  | %s", line));
    }
  }

  private void summary() {
    line("");
    line("%d of %d points", grades.earned(), grades.points());
    grades
        .next()
        .filter(next -> grades.oneReason().isEmpty())
        .ifPresent(
            next -> {
              String what =
                  "%s %s: %s".formatted(next.check().id(), next.check().part(), next.firstLine());
              text.append(Paragraph.wrap("Next: " + what, "", WIDTH));
            });
  }

  private void paragraph(String words) {
    text.append(Paragraph.wrap(words, INDENT, WIDTH));
  }

  private void line(String format, Object... arguments) {
    text.append(format.formatted(arguments).stripTrailing()).append('\n');
  }
}
