package io.github.attention4j.exercises.handin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java files that were handed in, whatever folders they lie in. Links are not followed. */
final class Sources {

  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
  private static final Pattern PACKAGE = Pattern.compile("\\s*package\\s+([\\w.]+)\\s*;");

  private static final Pattern TYPE =
      Pattern.compile(
          "(?m)^\\s*(public\\s+)?(?:(?:final|abstract|sealed|non-sealed|strictfp)\\s+)*"
              + "(?:class|record|enum|interface|@interface)\\s+(\\w+)");

  /** No file that somebody wrote is longer. */
  private static final long MOST_BYTES = 2 << 20;

  private final List<Path> roots;

  /** Each file with the class that it stands for. */
  private final Map<Path, String> files = new TreeMap<>();

  private Sources(List<Path> roots) {
    this.roots = roots;
  }

  /**
   * Looks for Java files.
   *
   * @param roots folders to look through, and files
   */
  static Sources in(List<Path> roots) {
    Sources sources = new Sources(roots);
    try {
      for (Path file : files(roots, ".java")) {
        if (Files.size(file) <= MOST_BYTES) {
          sources.files.put(file, className(file));
        }
      }
    } catch (IOException e) {
      throw new NoAnswerException("what was handed in cannot be read: " + e.getMessage());
    }
    return sources;
  }

  /** Returns the notebooks in folders and among files. */
  static List<Path> notebooks(List<Path> roots) throws IOException {
    return files(roots, ".ipynb");
  }

  /** Returns the files of a kind; those that are hidden or were built are left out. */
  static List<Path> files(List<Path> roots, String ending) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path root : roots) {
      Files.walkFileTree(root, new Finder(root, ending, found));
    }
    return found;
  }

  /** Whether a folder's files are not looked at: it is hidden, or was built. */
  private static boolean isLeftOut(Path folder) {
    String name = String.valueOf(folder.getFileName());
    return name.startsWith(".") || name.equals("target") || name.equals("__MACOSX");
  }

  private static final class Finder extends SimpleFileVisitor<Path> {

    private final Path root;
    private final String ending;
    private final List<Path> found;

    Finder(Path root, String ending, List<Path> found) {
      this.root = root;
      this.ending = ending;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return isLeftOut(folder) && !folder.equals(root)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && file.toString().endsWith(ending)) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private static String className(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    String code = COMMENT.matcher(text).replaceAll(" ");
    Matcher matcher = PACKAGE.matcher(code);
    String before = matcher.lookingAt() ? matcher.group(1) + "." : "";
    return before + typeName(file.getFileName().toString().replaceFirst("\\.java$", ""), code);
  }

  /** The platforms rename files: what is public in one is its class, whatever the file's name. */
  private static String typeName(String fileName, String code) {
    String name = fileName;
    for (Matcher type = TYPE.matcher(code); type.find(); ) {
      if (type.group(2).equals(fileName)) {
        return fileName;
      }
      if (type.group(1) != null && name.equals(fileName)) {
        name = type.group(2);
      }
    }
    return name;
  }

  /** Whether a file has the name of a class, or declares it, in whatever package. */
  boolean mayDeclare(String className) {
    return files.keySet().stream().anyMatch(file -> isMeant(file, className));
  }

  /**
   * Returns the one file that should declare a class.
   *
   * @throws NoAnswerException if there is none, or more than one
   */
  Path fileOf(String className) {
    String wanted = className.replaceFirst("\\$.*", "");
    List<Path> meant = files.keySet().stream().filter(file -> isMeant(file, className)).toList();
    List<Path> right = meant.stream().filter(file -> files.get(file).equals(wanted)).toList();
    if (right.size() == 1) {
      return right.get(0);
    }
    StringBuilder problem = new StringBuilder();
    if (right.size() > 1) {
      problem.append("%d Java files declare %s:".formatted(right.size(), className));
      right.forEach(file -> problem.append("\n  ").append(relative(file)));
    } else {
      problem.append("no Java file declares ").append(className).append(':');
      for (Path file : meant) {
        problem.append("\n  %s %s".formatted(relative(file), declared(file, className)));
      }
    }
    throw new NoAnswerException(problem.toString());
  }

  private String declared(Path file, String className) {
    String declared = files.get(file);
    if (!simpleName(declared).equals(simpleName(className))) {
      return "declares " + simpleName(declared);
    }
    String name = packageOf(declared);
    return name.isEmpty() ? "is in no package" : "is in package " + name;
  }

  /** Returns every file with the class that it stands for. */
  Map<Path, String> classes() {
    return Collections.unmodifiableMap(files);
  }

  /** Returns a file's path as the learner knows it. */
  Path relative(Path file) {
    return roots.stream()
        .filter(root -> file.startsWith(root) && !file.equals(root))
        .map(root -> root.relativize(file))
        .findFirst()
        .orElse(file.getFileName());
  }

  static String packageOf(String className) {
    return className.substring(0, Math.max(0, className.lastIndexOf('.')));
  }

  /** Returns the name of the file that should declare a class, nested or not, without its end. */
  static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
  }

  private boolean isMeant(Path file, String className) {
    String name = simpleName(className);
    return file.getFileName().toString().equals(name + ".java")
        || simpleName(files.get(file)).equals(name);
  }
}
