package io.github.attention4j.exercises.isolate;

import io.github.attention4j.exercises.Exercises;
import io.github.attention4j.exercises.check.Exercise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the grader itself stands on: the files of its class path, which an answer without a sandbox
 * may write to.
 *
 * <p>The grader's own classes are loaded before any code of an answer runs, so that nothing written
 * into their files takes part in the grading. Once the answer has ended, folders of classes that it
 * changed are put back, so that neither the next grading nor the next build finds anything of it,
 * and jars that it changed are named.
 */
public final class Grounds {

  /** A folder of the class path without it, such as a whole checkout, is none of classes. */
  private static final String OWN = "io/github/attention4j";

  private static final List<String> CHANGES = new ArrayList<>();
  private static boolean isGuarded;
  private static KeptFiles kept; // null before they are remembered
  private static boolean loaded;

  private Grounds() {}

  /**
   * Turns this on: for a JVM that grades the answers of others, and in whose class path nobody
   * compiles meanwhile.
   */
  public static synchronized void guard() {
    isGuarded = true;
  }

  /** Remembers the files, the first time; to be called before the first answer's JVM starts. */
  static synchronized void remember() throws IOException {
    if (!isGuarded || kept != null) {
      return;
    }
    List<Path> entries = AnswerPath.graders();
    kept =
        new KeptFiles(
            entries.stream().filter(Files::isRegularFile).toList(),
            entries.stream().filter(entry -> Files.isDirectory(entry.resolve(OWN))).toList());
  }

  /**
   * Loads the grader's classes, the first time; to be called before the first answer is created.
   */
  static synchronized void load() {
    if (kept == null || loaded) {
      return;
    }
    loaded = true;
    Set<String> starters =
        Stream.concat(Exercises.TASKS.stream(), Exercises.EXPERIMENTS.stream())
            .map(task -> task.getAnnotation(Exercise.class).starter().getName())
            .collect(Collectors.toSet());
    String graders = Exercises.class.getPackageName() + ".";
    for (String file : kept.names()) {
      if (file.endsWith(".class")) {
        String name = file.substring(0, file.length() - 6).replaceAll("[/\\\\]", ".");
        if (name.startsWith(graders) && !starters.contains(name.replaceFirst("\\$.*", ""))) {
          load(name);
        }
      }
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, Grounds.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // Whoever needs it will see.
    }
  }

  /** Puts back what was changed meanwhile. */
  static synchronized void restore() {
    if (kept != null) {
      CHANGES.addAll(kept.restore());
    }
  }

  /** Returns what answers changed since this was last asked, a line each. */
  public static synchronized List<String> changes() {
    List<String> changes = List.copyOf(CHANGES);
    CHANGES.clear();
    return changes;
  }
}
