package io.github.attention4j.exercises.isolate;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Temporary files of an answer. */
public final class Leftovers {

  private Leftovers() {}

  /** Deletes a folder with all that is in it; a link is deleted, not followed. */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException | UncheckedIOException e) {
      // A file in a temporary folder stays.
    }
  }
}
