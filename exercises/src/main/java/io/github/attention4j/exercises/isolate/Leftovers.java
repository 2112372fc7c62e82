package io.github.attention4j.exercises.isolate;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Temporary files of an answer. */
public final class Leftovers {

  /** Folders that are not deleted yet. */
  private static final Set<Path> FOLDERS = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> FOLDERS.forEach(Leftovers::delete)));
  }

  private Leftovers() {}

  /** Makes a folder that is deleted at the end of this JVM, if not before. */
  static Path newFolder() throws IOException {
    String prefix = "attention4j-" + ProcessHandle.current().pid() + "-";
    Path folder = Files.createTempDirectory(prefix).toRealPath();
    FOLDERS.add(folder);
    return folder;
  }

  /**
   * Deletes a folder with all that is in it; a link is deleted, not followed.
   *
   * <p>Folders may be nested deeper than a path can be long: so what is nested is moved up to the
   * top, until nothing is nested any more.
   */
  public static void delete(Path folder) {
    FOLDERS.remove(folder);
    Deque<Path> folders = new ArrayDeque<>();
    try {
      allow(folder);
      deleteFiles(folder, folders);
      while (!folders.isEmpty()) {
        Path next = folders.pop();
        Deque<Path> nested = new ArrayDeque<>();
        deleteFiles(next, nested);
        for (Path inner : nested) {
          folders.push(Files.move(inner, folder.resolve(UUID.randomUUID().toString())));
        }
        Files.delete(next);
      }
      Files.deleteIfExists(folder);
    } catch (IOException | DirectoryIteratorException e) {
      // A file in a temporary folder stays.
    }
  }

  /** Deletes what is no folder, and collects the folders. */
  private static void deleteFiles(Path folder, Deque<Path> folders) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          allow(entry);
          folders.push(entry);
        } else {
          Files.delete(entry);
        }
      }
    }
  }

  /** An answer may have closed its own folders. */
  private static void allow(Path folder) {
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException | UnsupportedOperationException e) {
      // Then it may be open anyway.
    }
  }
}
