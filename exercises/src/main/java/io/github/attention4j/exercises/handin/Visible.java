package io.github.attention4j.exercises.handin;

import io.github.attention4j.exercises.Exercises;
import io.github.attention4j.exercises.trial.Layout;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an answer that was handed in may use: ND4J, the library and the toolbox as they are on the
 * class path, and of the exercises the tasks alone, so that this checkout's answers stay its own.
 */
final class Visible {

  /** Of the exercises: what a task's interface and an answer's JVM are made of. */
  private static final Set<String> PACKAGES = Set.of("check", "isolate");

  private Visible() {}

  /**
   * Returns the class path.
   *
   * @param copy folder to make, for the exercises' classes that may be seen
   */
  static List<Path> toAnswers(Path copy) throws IOException {
    Path exercises = exercises();
    List<Path> entries = new ArrayList<>(List.of(Files.createDirectory(copy)));
    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .filter(entry -> !entry.equals(exercises))
        .forEach(entries::add);
    if (Files.isDirectory(exercises)) {
      copyTasks(exercises, copy);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(exercises)) {
        copyTasks(jar.getPath("/"), copy);
      }
    }
    return entries;
  }

  private static Path exercises() {
    try {
      URI location = Exercises.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(location).toAbsolutePath().normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copyTasks(Path from, Path to) throws IOException {
    String root = Exercises.class.getPackageName().replace('.', '/');
    // How arrays lie in memory is the one thing of the graders' trials that messages need.
    Set<String> classes =
        Stream.of(Exercises.TASKS, Exercises.EXPERIMENTS, List.of(Layout.class))
            .flatMap(List::stream)
            .map(type -> type.getName().replace('.', '/'))
            .collect(Collectors.toSet());
    List<Path> files;
    try (Stream<Path> all = Files.walk(from.resolve(root))) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = from.relativize(file).toString().replace(File.separatorChar, '/');
      String folder = name.substring(root.length() + 1).replaceFirst("/.*", "");
      String topLevel = name.replaceFirst("(\\$.*)?\\.class$", "");
      if (PACKAGES.contains(folder) || classes.contains(topLevel)) {
        Path target = to.resolve(name);
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  static String classPath(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns a loader that looks for files on the class path and nowhere else. */
  static URLClassLoader loader(List<Path> entries) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (Path entry : entries) {
      urls.add(entry.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(new URL[0]), null);
  }
}
