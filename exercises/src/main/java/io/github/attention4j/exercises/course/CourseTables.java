package io.github.attention4j.exercises.course;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.exercises.grade.Grade;
import io.github.attention4j.exercises.grade.Grades;
import io.github.attention4j.exercises.isolate.FreshFile;
import io.github.attention4j.notebook.display.Rendering;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** The results of a course: a row for each student, and what they have in common. */
final class CourseTables {

  private static final int COMMONEST = 10;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss");

  private final List<Class<?>> tasks;
  private final List<Graded> all;
  private final List<Graded> graded;

  CourseTables(List<Class<?>> tasks, List<Graded> all) {
    this.tasks = tasks;
    this.all = all;
    graded = all.stream().filter(one -> one.problem().isEmpty()).toList();
  }

  /** Writes grades.csv and summary.txt, and prints the summary. */
  void write(Path folder, PrintStream out) throws IOException {
    Path csv = folder.resolve("grades.csv");
    replace(csv, grades().write().toString("csv"), out);
    String summary = summary();
    replace(folder.resolve("summary.txt"), summary, out);
    out.println(summary);
    out.printf("All points: %s%nA page for each student: %s%n", csv, folder.resolve("pages"));
  }

  /** A file may hold what somebody wrote into it: it is kept if the new one differs. */
  private static void replace(Path file, String text, PrintStream out) throws IOException {
    if (Files.exists(file) && !Files.readString(file).equals(text)) {
      String written =
          TIME.format(
              LocalDateTime.ofInstant(
                  Files.getLastModifiedTime(file).toInstant(), ZoneId.systemDefault()));
      Path before = file.resolveSibling(file.getFileName() + "." + written);
      for (int i = 2; Files.exists(before); i++) {
        before = file.resolveSibling("%s.%s-%d".formatted(file.getFileName(), written, i));
      }
      Files.move(file, before);
      out.printf("%s has changed; as it was: %s%n", file.getFileName(), before.getFileName());
    }
    FreshFile.write(file, text);
  }

  /** Returns a row for each student; where nothing is known, the points are missing. */
  Table grades() {
    Table table = Table.create("grades");
    table.addColumns(
        StringColumn.create("student", all.stream().map(one -> harmless(one.student()))),
        points("points", Graded::earned),
        points("possible", Graded::points));
    for (int i = 0; i < tasks.size(); i++) {
      int lesson = i;
      if (tasks.size() > 1) {
        table.addColumns(
            points(
                "lesson " + exercise(lesson).lesson(), one -> one.lessons().get(lesson).earned()));
      }
      for (Check check : checks(lesson)) {
        table.addColumns(points(check.id(), one -> grade(one, lesson, check).earned()));
      }
    }
    return table.addColumns(
        StringColumn.create("note", all.stream().map(one -> harmless(one.note()))));
  }

  private IntColumn points(String name, ToIntFunction<Graded> points) {
    IntColumn column = IntColumn.create(name);
    for (Graded one : all) {
      if (one.problem().isEmpty()) {
        column.append(points.applyAsInt(one));
      } else {
        column.appendMissing();
      }
    }
    return column;
  }

  /** A spreadsheet would run what begins like a formula. */
  private static String harmless(String text) {
    return text.matches("(?s)[=+@\\t\\r-].*") ? "'" + text : text;
  }

  private String summary() {
    StringBuilder text = new StringBuilder();
    text.append(told(steps())).append("\n\n");
    Table diagnoses = diagnoses();
    if (!diagnoses.isEmpty()) {
      text.append("The commonest diagnoses\n\n").append(told(diagnoses)).append('\n');
    }
    List<Graded> failed = all.stream().filter(one -> !one.isSound()).toList();
    for (Graded one : failed) {
      text.append("\nNOT GRADED: %s: %s".formatted(one.student(), one.note()));
    }
    return text.toString();
  }

  private static String told(Table table) {
    return Rendering.table(table, Map.of()).text();
  }

  /** Returns the mean and the spread of every step, and of each lesson. */
  private Table steps() {
    StringColumn step = StringColumn.create("step");
    StringColumn demand = StringColumn.create("what is asked");
    IntColumn points = IntColumn.create("points");
    DoubleColumn mean = DoubleColumn.create("mean");
    DoubleColumn spread = DoubleColumn.create("spread");
    IntColumn full = IntColumn.create("all points");
    for (int i = 0; i < tasks.size(); i++) {
      int lesson = i;
      for (Check check : checks(lesson)) {
        step.append(check.id() + " " + check.part());
        demand.append(check.demand());
        points.append(check.points());
        add(mean, spread, full, check.points(), one -> grade(one, lesson, check).earned());
      }
      int most = checks(lesson).stream().mapToInt(Check::points).sum();
      step.append("lesson " + exercise(lesson).lesson());
      demand.append(exercise(lesson).title());
      points.append(most);
      add(mean, spread, full, most, one -> one.lessons().get(lesson).earned());
    }
    String name = "%d submissions graded".formatted(graded.size());
    NumberColumnFormatter decimals = NumberColumnFormatter.fixedWithGrouping(2);
    mean.setPrintFormatter(decimals);
    spread.setPrintFormatter(decimals);
    return Table.create(name, step, demand, points, mean, spread, full);
  }

  private void add(
      DoubleColumn mean,
      DoubleColumn spread,
      IntColumn full,
      int most,
      ToIntFunction<Graded> earned) {
    IntColumn column = IntColumn.create("earned", graded.stream().mapToInt(earned).toArray());
    mean.append(column.mean());
    spread.append(column.size() > 1 ? column.standardDeviation() : 0);
    full.append(column.isEqualTo(most).size());
  }

  private Table diagnoses() {
    Map<String, Integer> counts = new TreeMap<>();
    for (Graded one : graded) {
      one.lessons().stream()
          .flatMap(lesson -> first(lesson).stream())
          .forEach(diagnosis -> counts.merge(diagnosis, 1, Integer::sum));
    }
    StringColumn diagnosis = StringColumn.create("diagnosis");
    IntColumn students = IntColumn.create("students");
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(COMMONEST)
        .forEach(
            entry -> {
              students.append(entry.getValue());
              diagnosis.append(entry.getKey());
            });
    return Table.create("", students, diagnosis);
  }

  /** One reason for every check counts once, and so does one for several checks of a step. */
  private static List<String> first(Grades lesson) {
    if (lesson.oneReason().isPresent()) {
      return List.of(lesson.exercise().lesson() + ": " + reason(lesson));
    }
    return lesson.checks().stream()
        .filter(grade -> grade.outcome() == Grade.Outcome.FAILED)
        .map(
            grade ->
                "%s %s: %s"
                    .formatted(lesson.exercise().lesson(), grade.check().part(), grade.firstLine()))
        .distinct()
        .toList();
  }

  private static String reason(Grades lesson) {
    return lesson.checks().get(0).firstLine().replaceFirst(":$", "");
  }

  private Exercise exercise(int lesson) {
    return tasks.get(lesson).getAnnotation(Exercise.class);
  }

  private List<Check> checks(int lesson) {
    List<Check> checks = new ArrayList<>();
    Arrays.stream(exercise(lesson).grader().getDeclaredMethods())
        .map(method -> method.getAnnotation(Check.class))
        .filter(check -> check != null)
        .sorted(Comparator.comparing(Check::id))
        .forEach(checks::add);
    return checks;
  }

  private static Grade grade(Graded one, int lesson, Check check) {
    return one.lessons().get(lesson).checks().stream()
        .filter(grade -> grade.check().id().equals(check.id()))
        .findFirst()
        .orElseThrow();
  }
}
