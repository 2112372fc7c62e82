package io.github.attention4j.exercises.report;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.exercises.grade.Grade;
import io.github.attention4j.exercises.grade.Grades;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Grades as text from which they can be had again. */
public final class GradesFile {

  private GradesFile() {}

  /**
   * Writes grades.
   *
   * @param of what they were given for, such as a fingerprint of the files
   * @param lessons one result for each lesson
   */
  public static String write(String of, List<Grades> lessons) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("of", of);
    all.put("lessons", lessons.stream().map(GradesFile::lesson).toList());
    return Json.of(all);
  }

  private static Map<String, Object> lesson(Grades grades) {
    Map<String, Object> lesson = new LinkedHashMap<>();
    lesson.put("submission", grades.submission());
    lesson.put("printed", grades.printed());
    lesson.put("checks", grades.checks().stream().map(GradesFile::check).toList());
    return lesson;
  }

  private static Map<String, Object> check(Grade grade) {
    Map<String, Object> check = new LinkedHashMap<>();
    check.put("id", grade.check().id());
    check.put("outcome", grade.outcome().name());
    check.put("diagnosis", grade.diagnosis());
    check.put("hint", grade.hint());
    check.put("seconds", grade.seconds());
    return check;
  }

  /**
   * Reads grades.
   *
   * @param text what was written
   * @param of what they must have been given for
   * @param tasks the exercises, in the order in which they were written
   * @return nothing if they were given for something else, or the text is damaged
   */
  public static Optional<List<Grades>> read(String text, String of, List<Class<?>> tasks) {
    try {
      JsonNode all = new ObjectMapper().readTree(text);
      if (!all.path("of").asText().equals(of) || all.path("lessons").size() != tasks.size()) {
        return Optional.empty();
      }
      List<Grades> lessons = new ArrayList<>();
      for (int i = 0; i < tasks.size(); i++) {
        lessons.add(grades(tasks.get(i), all.path("lessons").path(i)));
      }
      return Optional.of(lessons);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Grades grades(Class<?> task, JsonNode lesson) {
    Exercise exercise = task.getAnnotation(Exercise.class);
    Map<String, Check> checks = new HashMap<>();
    Arrays.stream(exercise.grader().getDeclaredMethods())
        .map(method -> method.getAnnotation(Check.class))
        .filter(check -> check != null)
        .forEach(check -> checks.put(check.id(), check));
    List<Grade> grades = new ArrayList<>();
    for (JsonNode one : lesson.path("checks")) {
      Check check = checks.remove(one.path("id").asText());
      if (check == null) {
        throw new IllegalArgumentException("no check " + one.path("id"));
      }
      grades.add(
          new Grade(
              check,
              Grade.Outcome.valueOf(one.path("outcome").asText()),
              one.path("diagnosis").asText(),
              one.path("hint").asText(),
              one.path("seconds").asDouble()));
    }
    if (!checks.isEmpty()) {
      throw new IllegalArgumentException("no grade for " + checks.keySet());
    }
    String printed = lesson.path("printed").asText();
    return new Grades(exercise, lesson.path("submission").asText(), grades, printed, 0);
  }
}
