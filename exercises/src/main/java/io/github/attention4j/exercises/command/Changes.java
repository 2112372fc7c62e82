package io.github.attention4j.exercises.command;

import io.github.attention4j.exercises.grade.Grade;
import io.github.attention4j.exercises.grade.Grades;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What differs between two gradings of one exercise, in a line each. */
final class Changes {

  private Changes() {}

  static List<String> between(Grades before, Grades now) {
    if (now.oneReason().isPresent() && !now.oneReason().equals(before.oneReason())) {
      return now.oneReason().orElseThrow().lines().toList();
    }
    Map<String, Grade> known =
        before.checks().stream()
            .collect(Collectors.toMap(grade -> grade.check().id(), Function.identity()));
    List<String> lines = new ArrayList<>();
    for (Grade grade : now.checks()) {
      Grade old = known.get(grade.check().id());
      String what = grade.check().id() + " " + grade.check().part();
      if (grade.passed() && !old.passed()) {
        lines.add("+%d  %s passes".formatted(grade.check().points(), what));
      } else if (!grade.passed() && old.passed()) {
        lines.add("-%d  %s: %s".formatted(grade.check().points(), what, grade.firstLine()));
      } else if (!grade.passed() && !grade.firstLine().equals(old.firstLine())) {
        lines.add("    %s: %s".formatted(what, grade.firstLine()));
      }
    }
    return lines;
  }
}
