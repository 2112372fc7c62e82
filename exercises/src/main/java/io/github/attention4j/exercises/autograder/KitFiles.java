package io.github.attention4j.exercises.autograder;

import io.github.attention4j.exercises.Exercises;
import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.exercises.handin.StarterSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What of this checkout grades on another machine: everything that the build needs, and no answer.
 * The solutions stay here, and the starters go as they were before anybody wrote a step.
 */
final class KitFiles {

  private static final List<String> FILES =
      List.of(
          "LICENSE",
          "kit",
          "pom.xml",
          "lib/pom.xml",
          "datasets/pom.xml",
          "notebooks/pom.xml",
          "notebooks/index.ipynb",
          "exercises/pom.xml",
          "solutions/pom.xml"); // alone: the build asks for the module

  private static final List<String> FOLDERS =
      List.of("lib/src/main", "datasets/src/main", "notebooks/src/main", "exercises/src/main");

  private KitFiles() {}

  /**
   * Returns the contents of the files by their paths, which have slashes.
   *
   * @param checkout root of the checkout
   */
  static Map<String, byte[]> of(Path checkout) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String file : FILES) {
      files.put(file, Files.readAllBytes(checkout.resolve(file)));
    }
    for (String folder : FOLDERS) {
      try (Stream<Path> found = Files.walk(checkout.resolve(folder))) {
        for (Path file : found.filter(Files::isRegularFile).toList()) {
          String name = checkout.relativize(file).toString().replace('\\', '/');
          files.put(name, Files.readAllBytes(file));
        }
      }
    }
    for (Class<?> task : Exercises.TASKS) {
      String starter = task.getAnnotation(Exercise.class).starter().getName();
      String file = "exercises/src/main/java/" + starter.replace('.', '/') + ".java";
      files.put(file, StarterSource.of(task).getBytes(StandardCharsets.UTF_8));
    }
    // Where the kit looks for what is newer than the build.
    files.put(
        "solutions/src/main/java/README",
        "The solutions stay with the instructor.\n".getBytes(StandardCharsets.UTF_8));
    return files;
  }
}
