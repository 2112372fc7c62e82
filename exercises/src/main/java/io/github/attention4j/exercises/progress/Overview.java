package io.github.attention4j.exercises.progress;

import io.github.attention4j.exercises.Exercises;
import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.notebook.Lesson;
import io.github.attention4j.notebook.display.Rendering;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The lessons, and what the learner has passed: the index page, and its text in a terminal. */
public final class Overview {

  private static final String NO_EXERCISE = "none";

  private final List<Lesson> lessons;
  private final ProgressFile.Content progress;

  Overview(List<Lesson> lessons, ProgressFile.Content progress) {
    this.lessons = lessons;
    this.progress = progress;
  }

  /** Looks up the learner's progress. */
  public static Overview now() {
    return new Overview(
        Lesson.all(),
        ProgressFile.ofLearner()
            .map(ProgressFile::read)
            .orElse(new ProgressFile.Content(Map.of(), List.of())));
  }

  /** Returns the lesson to go on with: the first, or later the first whose exercise is to do. */
  Optional<Lesson> next() {
    return lessons.stream().filter(lesson -> isNew() || isToDo(lesson)).findFirst();
  }

  private boolean isNew() {
    return progress.best().isEmpty();
  }

  private boolean isToDo(Lesson lesson) {
    return hasExercise(lesson) && !best(lesson).map(Best::passed).orElse(false);
  }

  /** Returns the lessons as a table whose titles lead to their notebooks. */
  public Rendering rendering() {
    Table table = table();
    table.insertColumn(1, column("what it asks", Lesson::question));
    table.insertColumn(2, column("what to know before", Lesson::needs));
    Map<String, String> links = new LinkedHashMap<>();
    lessons.forEach(lesson -> links.put(lesson.label(), lesson.file()));
    String html = Rendering.table(table, links).contents().get("text/html");
    String invitation = invitation(Overview::htmlLink);
    return Rendering.html("<p><b>" + invitation + "</b></p>\n" + html, toString());
  }

  /** Returns the lessons as text that fits a terminal. */
  @Override
  public String toString() {
    String text = Rendering.table(table(), Map.of()).text();
    return text + "\n\n" + invitation(Lesson::label) + "\n";
  }

  private Table table() {
    Table table =
        Table.create(
            notes(),
            column("lesson", Lesson::label),
            IntColumn.create("minutes", lessons.stream().mapToInt(Lesson::minutes).toArray()),
            column("your exercise", this::state));
    return hasExperiments() ? table.addColumns(column("your experiment", this::proof)) : table;
  }

  private StringColumn column(String name, Function<Lesson, String> cell) {
    return StringColumn.create(name, lessons.stream().map(cell).toList());
  }

  private String invitation(Function<Lesson, String> shown) {
    String words = isNew() ? "Start here: " : "Go on here: ";
    return next().map(shown).map(words::concat).orElse("You have passed every exercise.");
  }

  private static String htmlLink(Lesson lesson) {
    return "<a href=\"%s\">%s</a>".formatted(lesson.file(), Rendering.escaped(lesson.label()));
  }

  private String notes() {
    return String.join("; ", progress.notes());
  }

  private String state(Lesson lesson) {
    if (!hasExercise(lesson)) {
      return NO_EXERCISE;
    }
    return best(lesson).map(Overview::told).orElse("to do");
  }

  /** To who has not graded an experiment, it would be one more column of nothing. */
  private boolean hasExperiments() {
    return lessons.stream().anyMatch(lesson -> experiment(lesson).isPresent());
  }

  private String proof(Lesson lesson) {
    return experiment(lesson).map(Overview::told).orElse("");
  }

  private static String told(Best best) {
    return best.passed()
        ? "passed on " + best.date()
        : "%d of %d points".formatted(best.earned(), best.points());
  }

  private Optional<Best> experiment(Lesson lesson) {
    return Optional.ofNullable(progress.best().get(Best.experiment(lesson.number())));
  }

  private Optional<Best> best(Lesson lesson) {
    return Optional.ofNullable(progress.best().get(lesson.number()));
  }

  private static boolean hasExercise(Lesson lesson) {
    return Exercises.TASKS.stream()
        .anyMatch(task -> task.getAnnotation(Exercise.class).lesson().equals(lesson.number()));
  }
}
