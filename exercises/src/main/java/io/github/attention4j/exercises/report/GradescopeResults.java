package io.github.attention4j.exercises.report;

import io.github.attention4j.exercises.grade.Grade;
import io.github.attention4j.exercises.grade.Grades;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The grades as the {@code results.json} that Gradescope reads.
 *
 * <p>Every check is visible, so that the points a learner sees are the points there are.
 *
 * <p>Source: Gradescope, "Autograder Specifications", output format.
 */
public final class GradescopeResults {

  private GradescopeResults() {}

  public static String of(List<Grades> lessons) {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("score", lessons.stream().mapToInt(Grades::earned).sum());
    results.put("execution_time", Math.round(1000 * seconds(lessons)) / 1000.0);
    results.put("output", summary(lessons));
    results.put("visibility", "visible");
    results.put("stdout_visibility", "visible");
    results.put(
        "tests",
        lessons.stream()
            .flatMap(lesson -> lesson.checks().stream().map(grade -> test(lesson, grade)))
            .toList());
    return Json.of(results);
  }

  private static double seconds(List<Grades> lessons) {
    return lessons.stream()
        .flatMap(lesson -> lesson.checks().stream())
        .mapToDouble(Grade::seconds)
        .sum();
  }

  private static String summary(List<Grades> lessons) {
    StringBuilder text = new StringBuilder();
    for (Grades lesson : lessons) {
      text.append(
          "Lesson %s: %d of %d points\n"
              .formatted(lesson.exercise().lesson(), lesson.earned(), lesson.points()));
      lesson.oneReason().ifPresent(reason -> text.append(reason).append('\n'));
    }
    return text.toString();
  }

  private static Map<String, Object> test(Grades lesson, Grade grade) {
    Map<String, Object> test = new LinkedHashMap<>();
    test.put("score", grade.earned());
    test.put("max_score", grade.check().points());
    test.put("status", grade.passed() ? "passed" : "failed");
    test.put("name", grade.check().part() + ": " + grade.check().demand());
    test.put("number", grade.check().id());
    test.put("output", lesson.oneReason().isPresent() ? grade.firstLine() : grade.diagnosis());
    test.put("output_format", "text");
    test.put("tags", List.of("lesson " + lesson.exercise().lesson(), grade.check().part()));
    test.put("visibility", "visible");
    return test;
  }
}
