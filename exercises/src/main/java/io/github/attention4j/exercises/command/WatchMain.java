package io.github.attention4j.exercises.command;

import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.exercises.grade.Grader;
import io.github.attention4j.exercises.grade.Grades;
import io.github.attention4j.exercises.handin.HandIn;
import io.github.attention4j.exercises.isolate.Limits;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The command line: grades a learner's own answer again whenever it is saved. */
public final class WatchMain {

  static final String HELP =
      """
      Grades your answer again whenever you save it, and shows what changed since the last time.

      usage: watch LESSON [OPTION...]

        LESSON          number of the lesson, such as 04; a helper class beside your file is seen too
        --experiment    watch the experiment's model instead
        --hints LEVEL   hints to what failed: 1 a nudge, 2 the way, 3 all but the code
        --help          print this

      Your file is compiled at once, without the build: an error is shown with its line. Better
      points are kept, as by grade. Control-C ends it.
      """;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Class<?> task;
  private final int hints;
  private final Path sources;
  private final PrintStream out;
  private Grades last;

  private WatchMain(Class<?> task, int hints, Path sources, PrintStream out) {
    this.task = task;
    this.hints = hints;
    this.sources = sources;
    this.out = out;
  }

  /**
   * Watches until it is interrupted.
   *
   * @param arguments the folder with the sources of all exercises, then see {@code --help}
   */
  public static void main(String[] arguments) throws InterruptedException {
    List<String> all = List.of(arguments);
    System.exit(
        run(
            Path.of(all.get(0)),
            System.out,
            System.err,
            Integer.MAX_VALUE,
            all.subList(1, all.size()).toArray(String[]::new)));
  }

  /**
   * Watches without ending this JVM.
   *
   * @param sources folder with the sources of all exercises
   * @param times how often to grade
   * @param arguments see {@code --help}
   * @return the exit code: 0, or 2 for a wrong command, or 3 if a file cannot be read
   */
  static int run(Path sources, PrintStream out, PrintStream err, int times, String... arguments)
      throws InterruptedException {
    try {
      Options options = Options.parse(arguments);
      if (options.help()) {
        out.print(HELP);
        return 0;
      }
      options.requireOneLessonAndHintsAlone();
      Class<?> task = options.tasks().get(0);
      String starter = task.getAnnotation(Exercise.class).starter().getName();
      Path file = sources.resolve(starter.replace('.', '/') + ".java");
      if (!Files.exists(file)) {
        throw new UsageException("there is no file " + file);
      }
      new WatchMain(task, options.hints(), sources, out).watch(file, times);
      return 0;
    } catch (UsageException e) {
      err.println("watch: " + e.getMessage());
      return 2;
    } catch (IOException e) {
      err.println("watch: " + e);
      return 3;
    }
  }

  private void watch(Path file, int times) throws IOException, InterruptedException {
    out.printf("Watching %s; Control-C ends%n", file);
    SavedFiles saved = new SavedFiles(file.getParent());
    for (int i = 0; i < times; i++) {
      saved.await();
      out.printf("%n%s grading ...%n", LocalTime.now().format(TIME));
      out.flush();
      show(grade());
      out.flush();
    }
  }

  private Grades grade() throws IOException {
    String name = task.getAnnotation(Exercise.class).starter().getName();
    try (HandIn answer = new HandIn(List.of(sources), task, name, Limits.of(task))) {
      Grades grades = Grader.grade(task, answer);
      Grader.keep(grades).ifPresent(out::println);
      return hints == 0 ? grades : grades.withHints(hints);
    }
  }

  /** The first time everything, then what changed. */
  private void show(Grades now) {
    if (last == null) {
      out.print(now);
    } else {
      List<String> changes = Changes.between(last, now);
      changes.forEach(out::println);
      out.println(
          "%d of %d points%s"
              .formatted(now.earned(), now.points(), changes.isEmpty() ? ", as before" : ""));
      now.next()
          .filter(next -> now.oneReason().isEmpty())
          .ifPresent(
              next -> {
                out.println("Next: %s %s:".formatted(next.check().id(), next.check().part()));
                next.diagnosis().lines().forEach(line -> out.println("  " + line));
                now.hintsFor(next).forEach(hint -> out.println("  hint: " + hint));
              });
    }
    last = now;
  }
}
