package io.github.attention4j.exercises.isolate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Files as they were at a time, to find and undo what has been changed since. Nothing is deleted: a
 * file that was not there is moved into a new temporary folder, and every change is told.
 */
final class KeptFiles {

  /** Larger files are not kept; the project's own jars are smaller. */
  private static final long LARGEST_KEPT = 1 << 20;

  private final Map<Path, byte[]> contents = new TreeMap<>();
  private final Map<Path, FileTime> times = new TreeMap<>();
  private final Map<Path, String> stamps = new TreeMap<>();
  private final List<Path> folders;

  /**
   * Remembers files, and all files in folders.
   *
   * @throws IOException if one of them cannot be read
   */
  KeptFiles(List<Path> files, List<Path> folders) throws IOException {
    this.folders = List.copyOf(folders);
    for (Path file : files) {
      remember(file);
    }
    for (Path folder : folders) {
      for (Path file : files(folder)) {
        remember(file);
      }
    }
  }

  private void remember(Path file) throws IOException {
    stamps.put(file, stamp(file));
    boolean isFile = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    if (isFile && Files.size(file) <= LARGEST_KEPT) {
      contents.put(file, Files.readAllBytes(file));
      times.put(file, Files.getLastModifiedTime(file));
    }
  }

  /** Returns the files of the folders whose contents are kept, from their folder on. */
  List<String> names() {
    return folders.stream()
        .flatMap(
            folder ->
                contents.keySet().stream()
                    .filter(file -> file.startsWith(folder))
                    .map(file -> folder.relativize(file).toString()))
        .toList();
  }

  /** Puts back what was changed meanwhile, and returns a line for each change. */
  List<String> restore() {
    List<String> changes = new ArrayList<>();
    try {
      for (Map.Entry<Path, String> entry : stamps.entrySet()) {
        if (!stamp(entry.getKey()).equals(entry.getValue())) {
          restore(entry.getKey(), changes);
          entry.setValue(stamp(entry.getKey()));
        }
      }
      for (Path folder : folders) {
        Set<Path> added = new HashSet<>(files(folder));
        added.removeAll(stamps.keySet());
        for (Path file : added) {
          Path aside = Files.createTempDirectory("attention4j-made-by-an-answer-");
          Files.move(file, aside.resolve(file.getFileName()));
          changes.add("the answer made %s: moved to %s".formatted(file, aside));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      changes.add("what the answer did to the grader's files cannot be put back: " + e);
    }
    return changes;
  }

  private void restore(Path file, List<String> changes) throws IOException {
    byte[] kept = contents.get(file);
    if (kept == null) {
      changes.add("the answer changed " + file + ": delete it, and build anew");
    } else if (Files.isSymbolicLink(file)
        || !Files.isRegularFile(file)
        || !Arrays.equals(Files.readAllBytes(file), kept)) {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      Files.write(file, kept);
      Files.setLastModifiedTime(file, times.get(file)); // a build must see what it made
      changes.add("the answer changed " + file + ": put back");
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)).toList();
    }
  }

  /** Returns what differs if a file was changed, even where its time was set back. */
  private static String stamp(Path file) throws IOException {
    boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    String attributes = unix ? "unix:ino,size,lastModifiedTime,ctime" : "size,lastModifiedTime";
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return "gone";
    }
    return new TreeMap<>(Files.readAttributes(file, attributes, LinkOption.NOFOLLOW_LINKS))
        .toString();
  }
}
