package io.github.attention4j.exercises.course;

import io.github.attention4j.exercises.Exercises;
import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.exercises.grade.Grades;
import io.github.attention4j.exercises.handin.Submitted;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Grades what the students of a course handed in: several at a time, each result kept when it is
 * finished, and all of them in one table at the end.
 */
public final class Course {

  private final List<Class<?>> tasks;
  private final Path results;
  private final int jobs;
  private final int hints;
  private final GradesOne grader;
  private final PrintStream out;

  /** Grades one submission, whatever it holds. */
  @FunctionalInterface
  public interface GradesOne {
    /**
     * Grades.
     *
     * @param submitted what was handed in
     * @param task exercise to grade
     */
    Grades grade(Submitted submitted, Class<?> task) throws IOException;
  }

  /**
   * Prepares the grading.
   *
   * @param tasks exercises to grade
   * @param folder where the results go, in a folder of their own
   * @param jobs submissions to grade at a time
   * @param hints level of the hints on the students' pages, 0 for none
   * @param grader grades one submission
   * @param out where the progress and the summary go
   */
  public Course(
      List<Class<?>> tasks, Path folder, int jobs, int hints, GradesOne grader, PrintStream out) {
    this.tasks = tasks;
    this.results = folder.resolve(name(tasks));
    this.jobs = jobs;
    this.hints = hints;
    this.grader = grader;
    this.out = out;
  }

  private static String name(List<Class<?>> tasks) {
    boolean experiment = tasks.get(0).getAnnotation(Exercise.class).experiment();
    boolean all = tasks.equals(experiment ? Exercises.EXPERIMENTS : Exercises.TASKS);
    String lessons =
        tasks.stream()
            .map(task -> task.getAnnotation(Exercise.class).lesson())
            .collect(Collectors.joining("-"));
    return (all ? "all" : lessons) + (experiment ? "-experiment" : "");
  }

  /**
   * Grades all submissions that are not graded yet, and writes the tables.
   *
   * @return whether every submission could be graded, well or badly
   */
  public boolean grade(List<Submitted> submissions) throws IOException {
    Kept kept = new Kept(results, tasks);
    List<Graded> all = new ArrayList<>();
    List<Submitted> left = new ArrayList<>();
    for (Submitted submitted : submissions) {
      Optional<List<Grades>> before = find(kept, submitted);
      before.ifPresentOrElse(
          lessons -> all.add(new Graded(submitted.student(), lessons, "")),
          () -> left.add(submitted));
    }
    out.printf("%d submissions, %d of them graded before%n", submissions.size(), all.size());
    all.addAll(gradeAll(kept, left));
    all.sort(Comparator.comparing(Graded::student));
    out.println();
    new CourseTables(tasks, all).write(results, out);
    return all.stream().allMatch(Graded::isSound);
  }

  private static Optional<List<Grades>> find(Kept kept, Submitted submitted) {
    try {
      return kept.find(submitted.student(), kept.fingerprint(submitted));
    } catch (IOException e) {
      return Optional.empty(); // then grading it says what cannot be read
    }
  }

  private List<Graded> gradeAll(Kept kept, List<Submitted> left) {
    List<Graded> all = new ArrayList<>();
    ExecutorService workers = Executors.newFixedThreadPool(jobs);
    CompletionService<Graded> done = new ExecutorCompletionService<>(workers);
    ProgressLines progress = new ProgressLines(left.size(), out);
    Thread farewell = new Thread(progress::interrupted);
    Runtime.getRuntime().addShutdownHook(farewell);
    try {
      left.forEach(submitted -> done.submit(() -> grade(kept, submitted)));
      for (int i = 0; i < left.size(); i++) {
        Graded graded = done.take().get();
        all.add(graded);
        progress.tell(graded.student(), graded.toString());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause()); // grade catches what a submission causes
    } finally {
      workers.shutdownNow();
      if (!isEnding()) {
        Runtime.getRuntime().removeShutdownHook(farewell);
      }
    }
    return all;
  }

  private Graded grade(Kept kept, Submitted submitted) {
    String student = submitted.student();
    try {
      String fingerprint = kept.fingerprint(submitted);
      List<Grades> lessons = new ArrayList<>();
      for (Class<?> task : tasks) {
        lessons.add(grader.grade(submitted, task));
      }
      Graded graded = new Graded(student, lessons, "");
      if (graded.isSound() && !isEnding()) {
        kept.keep(student, fingerprint, lessons, hints);
      }
      return graded;
    } catch (IOException | RuntimeException | Error e) {
      return Graded.failed(student, e);
    }
  }

  /** While this JVM ends, answers' JVMs are killed: what that looks like is no grade. */
  private static boolean isEnding() {
    Thread hook = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      return !Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
