package io.github.attention4j.exercises.handin;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Compiled classes that were handed in, in a jar or anywhere in a folder. */
final class Compiled {

  private static final int DEPTH = 30;

  private Compiled() {}

  /**
   * Returns the folder or jar that belongs on the class path.
   *
   * @param handedIn folders to look through, and jars
   * @throws NoAnswerException if the class is not in it, or more than once
   */
  static Path in(List<Path> handedIn, String className) throws IOException {
    Path file = Path.of(className.replace('.', '/') + ".class");
    List<Path> roots = new ArrayList<>();
    for (Path path : handedIn) {
      roots.addAll(Files.isDirectory(path) ? roots(path, file) : jar(path, file));
    }
    if (roots.size() == 1) {
      return roots.get(0);
    }
    throw new NoAnswerException(
        roots.isEmpty()
            ? "no Java file and no compiled class is " + className
            : "%d folders have a compiled class %s".formatted(roots.size(), className));
  }

  private static List<Path> jar(Path path, Path file) throws IOException {
    try (URLClassLoader classes = Visible.loader(List.of(path))) {
      boolean found = classes.findResource(file.toString().replace('\\', '/')) != null;
      return found ? List.of(path) : List.of();
    }
  }

  private static List<Path> roots(Path folder, Path file) throws IOException {
    try (Stream<Path> found =
        Files.find(folder, DEPTH, (path, attributes) -> path.endsWith(file))) {
      return found.map(path -> above(path, file.getNameCount())).toList();
    }
  }

  private static Path above(Path path, int levels) {
    Path above = path;
    for (int i = 0; i < levels; i++) {
      above = above.getParent();
    }
    return above;
  }
}
