package io.github.attention4j.exercises.handin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java files that were handed in, whatever folders they lie in. Links are not followed. */
final class Sources {

  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
  private static final Pattern PACKAGE = Pattern.compile("\\s*package\\s+([\\w.]+)\\s*;");

  private final Path root;

  /** Each file with the package that it declares, empty if none. */
  private final Map<Path, String> files = new TreeMap<>();

  private Sources(Path root) {
    this.root = root;
  }

  /**
   * Looks for Java files.
   *
   * @param path folder to look through, or one file
   */
  static Sources in(Path path) {
    Sources sources = new Sources(Files.isDirectory(path) ? path : path.getParent());
    try {
      Files.walkFileTree(path, sources.new Finder());
    } catch (IOException e) {
      throw new NoAnswerException("what was handed in cannot be read: " + e.getMessage());
    }
    return sources;
  }

  /** Leaves out what is hidden and what was built. */
  private final class Finder extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      String name = String.valueOf(folder.getFileName());
      boolean leftOut = name.startsWith(".") || name.equals("target");
      return leftOut && !folder.equals(root)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile() && file.toString().endsWith(".java")) {
        files.put(file, packageOf(file));
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private static String packageOf(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    Matcher matcher = PACKAGE.matcher(COMMENT.matcher(text).replaceAll(" "));
    return matcher.lookingAt() ? matcher.group(1) : "";
  }

  /** Whether a file has the name of a class, in whatever package. */
  boolean mayDeclare(String className) {
    return files.keySet().stream().anyMatch(file -> isNamed(file, className));
  }

  /**
   * Returns the one file that should declare a class.
   *
   * @throws NoAnswerException if there is none, or more than one
   */
  Path fileOf(String className) {
    String wanted = packageOf(className);
    List<Path> named = files.keySet().stream().filter(file -> isNamed(file, className)).toList();
    List<Path> right = named.stream().filter(file -> files.get(file).equals(wanted)).toList();
    if (right.size() == 1) {
      return right.get(0);
    }
    StringBuilder problem = new StringBuilder();
    if (right.size() > 1) {
      problem.append("%d Java files declare %s:".formatted(right.size(), className));
      right.forEach(file -> problem.append("\n  ").append(relative(file)));
    } else {
      problem.append("no Java file declares ").append(className).append(':');
      for (Path file : named) {
        String declared = files.get(file).isEmpty() ? "no package" : "package " + files.get(file);
        problem.append("\n  %s is in %s".formatted(relative(file), declared));
      }
    }
    throw new NoAnswerException(problem.toString());
  }

  /** Returns every file with the class that its name and package stand for. */
  Map<Path, String> classes() {
    Map<Path, String> classes = new TreeMap<>();
    files.forEach(
        (file, declared) -> {
          String name = file.getFileName().toString().replaceFirst("\\.java$", "");
          classes.put(file, declared.isEmpty() ? name : declared + "." + name);
        });
    return classes;
  }

  /** Returns a file's path as the learner knows it. */
  Path relative(Path file) {
    return root.relativize(file);
  }

  static String packageOf(String className) {
    return className.substring(0, Math.max(0, className.lastIndexOf('.')));
  }

  /** Returns the name of the file that should declare a class, nested or not, without its end. */
  static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
  }

  private static boolean isNamed(Path file, String className) {
    return file.getFileName().toString().equals(simpleName(className) + ".java");
  }
}
