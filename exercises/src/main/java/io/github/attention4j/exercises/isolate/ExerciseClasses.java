package io.github.attention4j.exercises.isolate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final List<Path> folders = new ArrayList<>();

  /** What was read so far; nothing where there is no such class. */
  private final Map<String, Optional<byte[]>> classes = new HashMap<>();

  /**
   * Sorts the entries, and reads the jars of the first part. Of two classes of one name the first
   * counts, as for a JVM; jars come before folders.
   *
   * @param classPath folders and jars
   */
  ExerciseClasses(Collection<Path> classPath) throws IOException {
    for (Path entry : classPath) {
      if (HELD.stream().anyMatch(held -> Files.isDirectory(entry.resolve(held)))) {
        folders.add(entry);
      } else if (isJar(entry)) {
        try (FileSystem jar = FileSystems.newFileSystem(entry)) {
          read(jar.getPath("/"));
        }
      } else {
        others.add(entry);
      }
    }
  }

  /** Other people's jars hold none, and to open them all takes its time. */
  private static boolean isJar(Path entry) throws IOException {
    String name = String.valueOf(entry.getFileName());
    if (!name.startsWith("attention4j") || !name.endsWith(".jar") || !Files.exists(entry)) {
      return false;
    }
    try (ZipFile jar = new ZipFile(entry.toFile())) {
      return HELD.stream().anyMatch(held -> jar.getEntry(held) != null);
    }
  }

  private void read(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(path -> path.toString().endsWith(END)).toList()) {
        String name = root.relativize(file).toString();
        classes.putIfAbsent(
            name.substring(0, name.length() - END.length()), Optional.of(Files.readAllBytes(file)));
      }
    }
  }

  private Optional<byte[]> contents(String name) {
    return classes.computeIfAbsent(name, this::inFolders);
  }

  private Optional<byte[]> inFolders(String name) {
    try {
      for (Path folder : folders) {
        Path file = folder.resolve(name + END);
        if (Files.isRegularFile(file)) {
          return Optional.of(Files.readAllBytes(file));
        }
      }
      return Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty(); // some other word
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
      if (!reached.contains(name) && taken.test(name) && contents(name).isPresent()) {
        reached.add(name);
        ahead.addAll(ClassNames.in(contents(name).get()));
      }
    }
    return reached;
  }

  /** Copies classes into a folder. */
  void copy(Set<String> names, Path folder) throws IOException {
    for (String name : names) {
      Path target = folder.resolve(name + END);
      Files.createDirectories(target.getParent());
      Files.write(target, contents(name).orElseThrow());
    }
  }
}
