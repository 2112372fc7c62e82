package io.github.attention4j.exercises.autograder;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.exercises.report.ClassroomResults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The grader packed for the platform that runs it: Gradescope's zip, or the files that a GitHub
 * Classroom assignment's repository begins with.
 */
public final class Bundle {

  private static final String CLASSROOM = ".github/attention4j/";

  /** Of a zip's entries, so that the same sources make the same zip. */
  private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  private final Path checkout;
  private final List<Class<?>> tasks;

  /**
   * Prepares a bundle.
   *
   * @param checkout root of this checkout
   * @param tasks exercises that shall be graded
   */
  public Bundle(Path checkout, List<Class<?>> tasks) {
    this.checkout = checkout;
    this.tasks = tasks;
  }

  /**
   * Writes the zip that is uploaded as Gradescope's autograder.
   *
   * @param file zip to write
   */
  public void gradescope(Path file) throws IOException {
    Map<String, byte[]> files = KitFiles.of(checkout);
    files.put("setup.sh", filled("setup.sh"));
    files.put("run_autograder", filled("run_autograder"));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> one : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(one.getKey()).setLastModifiedTime(TIME));
        zip.write(one.getValue());
      }
    }
  }

  /**
   * Writes the workflow, and the grader beside it.
   *
   * @param folder root of the assignment's repository
   */
  public void classroom(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    KitFiles.of(checkout).forEach((name, content) -> files.put(CLASSROOM + name, content));
    files.put(CLASSROOM + "grade.sh", filled("grade.sh"));
    files.put(".github/workflows/classroom.yml", filled("classroom.yml"));
    for (Map.Entry<String, byte[]> one : files.entrySet()) {
      Path target = folder.resolve(one.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, one.getValue());
    }
  }

  private byte[] filled(String name) throws IOException {
    try (InputStream stream = Bundle.class.getResourceAsStream(name)) {
      String text =
          new String(stream.readAllBytes(), StandardCharsets.UTF_8)
              .replace("@LESSONS@", lessons())
              .replace("@RUNNERS@", runners().collect(Collectors.joining(",")))
              .replace(
                  "@RESULTS@", runners().map(Bundle::result).collect(Collectors.joining("\n")));
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  private static String result(String runner) {
    return "          %s_RESULTS: ${{ steps.grade.outputs.%s }}"
        .formatted(runner.toUpperCase(Locale.ROOT), runner);
  }

  private String lessons() {
    boolean experiment = tasks.get(0).getAnnotation(Exercise.class).experiment();
    return tasks.stream()
            .map(task -> task.getAnnotation(Exercise.class).lesson())
            .collect(Collectors.joining(" "))
        + (experiment ? " --experiment" : "");
  }

  private Stream<String> runners() {
    return tasks.stream()
        .map(task -> task.getAnnotation(Exercise.class).grader())
        .flatMap(grader -> Arrays.stream(grader.getDeclaredMethods()))
        .map(method -> method.getAnnotation(Check.class))
        .filter(check -> check != null)
        .sorted(Comparator.comparing(Check::id))
        .map(ClassroomResults::runner);
  }
}
