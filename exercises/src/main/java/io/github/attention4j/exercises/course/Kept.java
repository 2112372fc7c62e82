package io.github.attention4j.exercises.course;

import io.github.attention4j.exercises.grade.Grades;
import io.github.attention4j.exercises.handin.Submitted;
import io.github.attention4j.exercises.isolate.FreshFile;
import io.github.attention4j.exercises.report.GradePage;
import io.github.attention4j.exercises.report.GradesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The results that are finished, one file for each student, so that a grading that was interrupted
 * goes on where it was. A result is used again as long as neither the files that were handed in nor
 * the graders have changed.
 */
final class Kept {

  private final Path folder;
  private final Path pages;
  private final List<Class<?>> tasks;
  private final String graders;

  /**
   * Opens the folder, or makes it.
   *
   * @param results folder for the results of these exercises
   * @param tasks exercises that are graded
   */
  Kept(Path results, List<Class<?>> tasks) throws IOException {
    this.tasks = tasks;
    graders = Fingerprint.ofGraders();
    pages = Files.createDirectories(results.resolve("pages"));
    folder = Files.createDirectories(results.resolve("kept"));
  }

  /** What the result of a submission depends on. */
  String fingerprint(Submitted submitted) throws IOException {
    return graders + Fingerprint.of(submitted.files());
  }

  Optional<List<Grades>> find(String student, String fingerprint) throws IOException {
    Path file = file(student);
    return Files.exists(file)
        ? GradesFile.read(Files.readString(file), fingerprint, tasks)
        : Optional.empty();
  }

  /** Keeps a result and writes the student's page, each whole or not at all. */
  void keep(String student, String fingerprint, List<Grades> lessons, int hints)
      throws IOException {
    List<Grades> shown =
        hints == 0 ? lessons : lessons.stream().map(lesson -> lesson.withHints(hints)).toList();
    FreshFile.write(pages.resolve(student + ".html"), GradePage.of(student, shown));
    FreshFile.write(file(student), GradesFile.write(fingerprint, lessons));
  }

  private Path file(String student) {
    return folder.resolve(student + ".json");
  }
}
