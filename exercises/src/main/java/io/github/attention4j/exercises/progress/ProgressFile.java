package io.github.attention4j.exercises.progress;

import io.github.attention4j.exercises.check.Exercise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A learner's best points, as a small text file. An improvement adds a line and nothing is ever
 * overwritten: two gradings at a time do no harm, and a damaged line costs only itself.
 *
 * <p>The kit names the file in the environment variable {@value #VARIABLE}. Where that is not set,
 * as in tests and programs, nothing is kept.
 */
public final class ProgressFile {

  /** Environment variable (or, in lower case with a dot, system property) with the file's path. */
  public static final String VARIABLE = "ATTENTION4J_PROGRESS";

  private static final String PROPERTY = "attention4j.progress";
  private static final String HEADER =
      "# Your best points. Each improvement adds a line; delete what shall be forgotten.\n";

  private final Path file;

  /**
   * Uses a file; it need not exist.
   *
   * @param file where the lines are
   */
  public ProgressFile(Path file) {
    this.file = file;
  }

  /** Returns the file of this machine's learner, if there is one. */
  public static Optional<ProgressFile> ofLearner() {
    return Optional.ofNullable(System.getProperty(PROPERTY, System.getenv(VARIABLE)))
        .filter(path -> !path.isEmpty())
        .map(path -> new ProgressFile(Path.of(path)));
  }

  /**
   * What the file says.
   *
   * @param best the best result of each exercise and experiment by its name in the file
   * @param notes what could not be read, in a line each; empty if all is well
   */
  public record Content(Map<String, Best> best, List<String> notes) {}

  /** Reads the file; what is damaged is left out and said in a note. */
  public Content read() {
    Map<String, Best> best = new TreeMap<>();
    List<String> notes = new ArrayList<>();
    try {
      List<String> lines = text().lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i).strip();
        Optional<Best> read = Best.parse(line);
        read.ifPresent(
            one ->
                best.merge(one.exercise(), one, (old, now) -> now.isBetterThan(old) ? now : old));
        if (read.isEmpty() && !line.isEmpty() && !line.startsWith("#")) {
          notes.add("%s: line %d is not understood and left out".formatted(name(), i + 1));
        }
      }
    } catch (IOException e) {
      notes.add("%s cannot be read: %s".formatted(name(), e));
    }
    return new Content(best, notes);
  }

  /**
   * Keeps a result if it is better than all before.
   *
   * @param exercise what was graded
   * @param earned points earned, 0 or more
   * @param points points that there are
   * @return why it could not be kept, or nothing
   */
  public Optional<String> add(Exercise exercise, int earned, int points) {
    String lesson = exercise.lesson();
    return add(exercise.experiment() ? Best.experiment(lesson) : lesson, earned, points);
  }

  Optional<String> add(String exercise, int earned, int points) {
    Best now = new Best(exercise, earned, points, LocalDate.now());
    Best before = read().best().get(exercise);
    if (earned == 0 || before != null && !now.isBetterThan(before)) {
      return Optional.empty();
    }
    try {
      String text = text();
      String gap = text.isEmpty() ? HEADER : text.endsWith("\n") ? "" : "\n";
      // One write at the file's end: whole, or not at all.
      Files.writeString(
          file, gap + now.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("your points could not be kept in %s: %s".formatted(name(), e));
    }
  }

  private String text() throws IOException {
    // Whatever bytes a damaged file holds, its good lines can be read.
    return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
  }

  private Path name() {
    return file.getFileName();
  }
}
