package io.github.attention4j.exercises.isolate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Results, written where an answer may have been before. */
public final class FreshFile {

  private FreshFile() {}

  /**
   * Writes a new file and gives it its name: what the name stood for, a link to another file or a
   * file that some process still writes to, is left alone.
   *
   * @param file path of the file
   * @param text its contents
   */
  public static void write(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      Files.writeString(fresh, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
