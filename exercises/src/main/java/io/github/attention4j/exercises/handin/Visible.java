package io.github.attention4j.exercises.handin;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Folders and jars that what was handed in is compiled against. */
final class Visible {

  private Visible() {}

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
