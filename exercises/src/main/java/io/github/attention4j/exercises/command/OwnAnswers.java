package io.github.attention4j.exercises.command;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The answers of this checkout: the learner's sources, and the classes on this JVM's class path.
 */
final class OwnAnswers {

  /** System property: the folder with the sources of all exercises. */
  static final String SOURCES = "attention4j.own.sources";

  private OwnAnswers() {}

  /** Returns the sources of this checkout's exercises; nothing where there are classes alone. */
  static Optional<Path> sources() {
    return Optional.ofNullable(System.getProperty(SOURCES)).map(Path::of);
  }

  /** Returns the class path of this JVM; the answer's runs in another folder. */
  static String path() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Looks for a class without loading it: loading would run the answer's code here. */
  static void require(String name, boolean isSolution) throws UsageException, IOException {
    String file = name.replace('.', '/') + ".class";
    URL[] urls = urls(path());
    try (URLClassLoader classes = new URLClassLoader(urls, null)) {
      if (classes.findResource(file) == null) {
        throw new UsageException(
            isSolution
                ? "the solution " + name + " is not on the class path: add the module solutions"
                : "the class " + name + " is not on the class path");
      }
    }
  }

  private static URL[] urls(String classPath) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(new URL[0]);
  }
}
