package io.github.attention4j.exercises.handin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one student handed in.
 *
 * @param student name that the platform or the instructor gave to the files
 * @param files folders, Java files, archives and notebooks
 */
public record Submitted(String student, List<Path> files) {

  /** Moodle: {@code Jane Doe_12345_assignsubmission_file_}, a folder or before a file's name. */
  private static final Pattern MOODLE =
      Pattern.compile("([^_]+_\\d+)_assignsubmission_(?:file|onlinetext).*");

  /** Canvas: {@code doejane_LATE_12345_67890_ScaledDotProduct-1.java}, by user and submission. */
  private static final Pattern CANVAS = Pattern.compile("(.+?)(?:_LATE)?_(\\d{2,})_\\d{4,}_.+");

  /** Others: {@code jane_12345_ScaledDotProduct.java}; a shorter number may be a lesson or year. */
  private static final Pattern NUMBERED = Pattern.compile("(.+?)_(\\d{5,})_.+");

  private static final Pattern ENDING = Pattern.compile("\\.(java|zip|ipynb|jar)$");

  /**
   * A folder of submissions.
   *
   * @param all one for each student, by name
   * @param leftOut names of files that are no submissions
   */
  public record Folder(List<Submitted> all, List<String> leftOut) {}

  /**
   * Looks through a folder that holds one folder or file for each student, or several files whose
   * names begin alike, as the platforms name them.
   *
   * @throws IOException if it cannot be read
   */
  public static Folder in(Path folder) throws IOException {
    Map<String, List<Path>> students = new TreeMap<>();
    Set<String> leftOut = new TreeSet<>();
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.sorted().toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (name.startsWith(".") || name.equals("__MACOSX")) {
        continue;
      }
      if (Files.isSymbolicLink(file) || !Files.isDirectory(file) && !ENDING.matcher(name).find()) {
        leftOut.add(name);
        continue;
      }
      String student = student(name, Files.isDirectory(file));
      boolean isOther = students.containsKey(student) && !isNamedByPlatform(name);
      students.computeIfAbsent(isOther ? name : student, key -> new ArrayList<>()).add(file);
    }
    List<Submitted> all =
        students.entrySet().stream()
            .map(entry -> new Submitted(entry.getKey(), List.copyOf(entry.getValue())))
            .toList();
    return new Folder(all, List.copyOf(leftOut));
  }

  private static String student(String name, boolean isFolder) {
    Matcher moodle = MOODLE.matcher(name);
    if (moodle.matches()) {
      return moodle.group(1);
    }
    if (isFolder) {
      return name;
    }
    for (Pattern platform : List.of(CANVAS, NUMBERED)) {
      Matcher matcher = platform.matcher(name);
      if (matcher.matches()) {
        return matcher.group(1) + "_" + matcher.group(2);
      }
    }
    return ENDING.matcher(name).replaceFirst("");
  }

  private static boolean isNamedByPlatform(String name) {
    return Stream.of(MOODLE, CANVAS, NUMBERED).anyMatch(one -> one.matcher(name).matches());
  }
}
