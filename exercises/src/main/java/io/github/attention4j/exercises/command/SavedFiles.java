package io.github.attention4j.exercises.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Tells when a file of a folder is saved. Looks a few times a second: an editor that writes a new
 * file and renames it looks like any other, on every system and every kind of disk.
 */
final class SavedFiles {

  private static final long MILLIS = 200;

  private final Path folder;
  private Map<Path, String> seen = Map.of();

  SavedFiles(Path folder) {
    this.folder = folder;
  }

  /** Waits until the Java files are others than when this was last called, and at rest. */
  void await() throws InterruptedException {
    Map<Path, String> now = files();
    while (now.isEmpty() || now.equals(seen)) {
      Thread.sleep(MILLIS);
      now = files();
    }
    Map<Path, String> before = Map.of();
    while (!now.equals(before)) { // an editor may save in several steps
      Thread.sleep(MILLIS / 2);
      before = now;
      now = files();
    }
    seen = now;
  }

  private Map<Path, String> files() {
    Map<Path, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> files.put(file, state(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static String state(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.lastModifiedTime() + " " + attributes.size();
    } catch (NoSuchFileException e) {
      return "gone"; // just now, in the middle of a save
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
