package io.github.attention4j.exercises.isolate;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** A class path in two parts: the folders and jars with exercises or solutions, and the others. */
final class ExerciseClasses {

  static final String ROOT = "io/github/attention4j/";
  private static final List<String> HELD = List.of(ROOT + "exercises", ROOT + "solutions");
  private static final String END = ".class";

  private final List<Path> others = new ArrayList<>();
  private final Map<String, byte[]> classes = new HashMap<>();

  /**
   * Reads the first part. Of two classes of one name the first counts, as for a JVM.
   *
   * @param classPath folders and jars
   */
  ExerciseClasses(Collection<Path> classPath) throws IOException {
    for (Path entry : classPath) {
      if (isFolder(entry)) {
        add(entry);
      } else if (isJar(entry)) {
        try (FileSystem jar = FileSystems.newFileSystem(entry)) {
          add(jar.getPath("/"));
        }
      } else {
        others.add(entry);
      }
    }
  }

  private static boolean isFolder(Path entry) {
    return HELD.stream().anyMatch(held -> Files.isDirectory(entry.resolve(held)));
  }

  private static boolean isJar(Path entry) throws IOException {
    if (!entry.toString().endsWith(".jar") || !Files.isRegularFile(entry)) {
      return false;
    }
    try (ZipFile jar = new ZipFile(entry.toFile())) { // Java has it open anyway
      return HELD.stream().anyMatch(held -> jar.getEntry(held) != null);
    }
  }

  private void add(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(path -> path.toString().endsWith(END)).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        classes.putIfAbsent(
            name.substring(0, name.length() - END.length()), Files.readAllBytes(file));
      }
    }
  }

  /** Returns the folders and jars that hold no exercises. */
  List<Path> others() {
    return List.copyOf(others);
  }

  /**
   * Returns the classes that some name, that those name, and so on.
   *
   * @param first names to begin with, with slashes
   * @param taken which names to follow and to return
   */
  Set<String> reachable(Collection<String> first, Predicate<String> taken) {
    Set<String> reached = new HashSet<>();
    Deque<String> ahead = new ArrayDeque<>(first);
    while (!ahead.isEmpty()) {
      String name = ahead.pop();
      if (classes.containsKey(name) && taken.test(name) && reached.add(name)) {
        ahead.addAll(ClassNames.in(classes.get(name)));
      }
    }
    return reached;
  }

  /** Copies classes into a folder. */
  void copy(Set<String> names, Path folder) throws IOException {
    for (String name : names) {
      Path target = folder.resolve(name + END);
      Files.createDirectories(target.getParent());
      Files.write(target, classes.get(name));
    }
  }
}
