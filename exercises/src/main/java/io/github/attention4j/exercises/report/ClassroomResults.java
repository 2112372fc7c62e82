package io.github.attention4j.exercises.report;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.grade.Grade;
import io.github.attention4j.exercises.grade.Grades;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The grades as step outputs that GitHub Classroom's reporter reads: one line a check, {@code
 * check_04_2a=BASE64}, to be appended to the file that {@code GITHUB_OUTPUT} names.
 *
 * <p>Each check is a runner of its own: the reporter shares a runner's points out evenly among its
 * tests, so that only a runner with one test is shown with the points it has.
 *
 * <p>Source: the results that Classroom's autograding reporter decodes, version 1.
 */
public final class ClassroomResults {

  private ClassroomResults() {}

  /** Returns the name of a check as a runner. */
  public static String runner(Check check) {
    return "check_" + check.id().replaceAll("\\W", "_");
  }

  /** Returns one line for each check. */
  public static String of(List<Grades> lessons) {
    return lessons.stream()
        .flatMap(lesson -> lesson.checks().stream().map(grade -> line(lesson, grade)))
        .collect(Collectors.joining());
  }

  private static String line(Grades lesson, Grade grade) {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("version", 1);
    results.put("status", status(grade));
    results.put("max_score", grade.check().points());
    results.put("tests", List.of(test(lesson, grade)));
    byte[] json = Json.of(results).getBytes(StandardCharsets.UTF_8);
    return runner(grade.check()) + "=" + Base64.getEncoder().encodeToString(json) + "\n";
  }

  private static Map<String, Object> test(Grades lesson, Grade grade) {
    Check check = grade.check();
    Map<String, Object> test = new LinkedHashMap<>();
    test.put("name", "%s %s: %s".formatted(check.id(), check.part(), check.demand()));
    test.put("status", status(grade));
    test.put("score", grade.earned());
    test.put("message", lesson.oneReason().isPresent() ? grade.firstLine() : grade.diagnosis());
    test.put("test_code", "./kit grade " + lesson.exercise().lesson());
    test.put("filename", "");
    test.put("line_no", 0);
    test.put("duration", Math.round(1000 * grade.seconds()));
    return test;
  }

  private static String status(Grade grade) {
    return switch (grade.outcome()) {
      case PASSED -> "pass";
      case FAILED, NOT_DONE -> "fail";
      case GRADER_BROKEN -> "error";
    };
  }
}
