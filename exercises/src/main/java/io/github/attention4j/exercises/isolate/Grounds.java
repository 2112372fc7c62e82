package io.github.attention4j.exercises.isolate;

import io.github.attention4j.exercises.Exercises;
import io.github.attention4j.exercises.check.Exercise;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the grader itself stands on: the files of its class path, which an answer without a sandbox
 * may write to.
 *
 * <p>The grader's own classes are loaded before any code of an answer runs, so that nothing written
 * into their files takes part in the grading. Once the answer has ended, folders of classes that it
 * changed are put back, so that neither the next grading nor the next build finds anything of it,
 * and jars that it changed are named.
 */
public final class Grounds {

  /** Larger files are not kept; the project's own jars are smaller. */
  private static final long LARGEST_KEPT = 1 << 20;

  private static final Map<Path, byte[]> CONTENTS = new TreeMap<>();
  private static final Map<Path, FileTime> TIMES = new TreeMap<>();
  private static final Map<Path, String> STAMPS = new TreeMap<>();
  private static final List<Path> FOLDERS = new ArrayList<>();
  private static final List<String> CHANGES = new ArrayList<>();
  private static boolean isGuarded;
  private static boolean isComplete;
  private static boolean loaded;

  private Grounds() {}

  /**
   * Turns this on: for a JVM that grades the answers of others, and in whose class path nobody
   * compiles meanwhile.
   */
  public static synchronized void guard() {
    isGuarded = true;
  }

  /** Remembers the files, the first time; to be called before the first answer's JVM starts. */
  static synchronized void remember() throws IOException {
    if (!isGuarded || isComplete) {
      return;
    }
    STAMPS.clear(); // what an attempt that failed has left
    FOLDERS.clear();
    for (Path entry : AnswerPath.graders()) {
      if (Files.isDirectory(entry)) {
        FOLDERS.add(entry);
        for (Path file : files(entry)) {
          remember(file);
        }
      } else if (Files.exists(entry)) {
        remember(entry);
      }
    }
    isComplete = true;
  }

  private static void remember(Path file) throws IOException {
    STAMPS.put(file, stamp(file));
    boolean isFile = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    if (isFile && Files.size(file) <= LARGEST_KEPT) {
      CONTENTS.put(file, Files.readAllBytes(file));
      TIMES.put(file, Files.getLastModifiedTime(file));
    }
  }

  /**
   * Loads the grader's classes, the first time; to be called before the first answer is created.
   */
  static synchronized void load() {
    if (!isGuarded || loaded) {
      return;
    }
    loaded = true;
    Set<String> starters =
        Stream.concat(Exercises.TASKS.stream(), Exercises.EXPERIMENTS.stream())
            .map(task -> task.getAnnotation(Exercise.class).starter().getName())
            .collect(Collectors.toSet());
    String graders = Exercises.class.getPackageName() + ".";
    for (Path folder : FOLDERS) {
      for (Path file : CONTENTS.keySet()) {
        if (file.startsWith(folder) && file.toString().endsWith(".class")) {
          String path = folder.relativize(file).toString();
          String name = path.substring(0, path.length() - 6).replaceAll("[/\\\\]", ".");
          if (name.startsWith(graders) && !starters.contains(name.replaceFirst("\\$.*", ""))) {
            load(name);
          }
        }
      }
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, Grounds.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // Whoever needs it will see.
    }
  }

  /** Puts back what was changed meanwhile. */
  static synchronized void restore() {
    if (!isComplete) {
      return; // what is not remembered looks as if the answer had made it
    }
    try {
      for (Map.Entry<Path, String> entry : STAMPS.entrySet()) {
        if (!stamp(entry.getKey()).equals(entry.getValue())) {
          restore(entry.getKey());
          entry.setValue(stamp(entry.getKey()));
        }
      }
      for (Path folder : FOLDERS) {
        Set<Path> added = new HashSet<>(files(folder));
        added.removeAll(STAMPS.keySet());
        for (Path file : added) {
          Files.delete(file);
          CHANGES.add("the answer made " + file + ": deleted");
        }
      }
    } catch (IOException | UncheckedIOException e) {
      CHANGES.add("what the answer did to the grader's files cannot be put back: " + e);
    }
  }

  private static void restore(Path file) throws IOException {
    byte[] contents = CONTENTS.get(file);
    if (contents == null) {
      CHANGES.add("the answer changed " + file + ": delete it, and build anew");
    } else if (Files.isSymbolicLink(file)
        || !Files.isRegularFile(file)
        || !Arrays.equals(Files.readAllBytes(file), contents)) {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      Files.write(file, contents);
      Files.setLastModifiedTime(file, TIMES.get(file)); // a build must see what it made
      CHANGES.add("the answer changed " + file + ": put back");
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

  /** Returns what answers changed since this was last asked, a line each. */
  public static synchronized List<String> changes() {
    List<String> changes = List.copyOf(CHANGES);
    CHANGES.clear();
    return changes;
  }
}
