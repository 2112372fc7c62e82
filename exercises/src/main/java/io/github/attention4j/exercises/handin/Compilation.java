package io.github.attention4j.exercises.handin;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compiles the file of an answer, and whatever else was handed in that it uses.
 *
 * <p>The files are first laid out as the compiler looks for them, one folder a package. A file
 * whose class the answer sees anyway, such as a copy of the task, is left out.
 */
final class Compilation {

  private static final int MOST_ERRORS = 10;

  private final Sources sources;
  private final Path folder;

  /** Where a file was laid out, and where it came from. */
  private final Map<String, Path> origins = new HashMap<>();

  private Compilation(Sources sources, Path folder) {
    this.sources = sources;
    this.folder = folder;
  }

  /**
   * Compiles.
   *
   * @param className class to compile
   * @param visible class path
   * @param folder existing folder for the sources and the classes
   * @return the folder with the classes
   * @throws NoAnswerException if there is no such class, or it does not compile
   */
  static Path of(Sources sources, String className, List<Path> visible, Path folder)
      throws IOException {
    Path file = sources.fileOf(className);
    Compilation compilation = new Compilation(sources, folder);
    compilation.layOut(file, visible);
    Path classes = Files.createDirectory(folder.resolve("classes"));
    compilation.compile(file, visible, classes);
    compilation.require(className, file, classes);
    return classes;
  }

  private void layOut(Path answer, List<Path> visible) throws IOException {
    try (URLClassLoader known = Visible.loader(visible)) {
      layOut(answer, sources.classes().get(answer));
      for (Map.Entry<Path, String> entry : sources.classes().entrySet()) {
        String name = entry.getValue();
        if (known.findResource(name.replace('.', '/') + ".class") == null) {
          layOut(entry.getKey(), name);
        }
      }
    }
  }

  /** Of two files for one class the first is taken. */
  private void layOut(Path file, String className) throws IOException {
    Path target = folder.resolve("sources").resolve(className.replace('.', '/') + ".java");
    if (!Files.exists(target)) {
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
      origins.put(target.toUri().toString(), file);
    }
  }

  private void compile(Path answer, List<Path> visible, Path classes) throws IOException {
    Path laidOut = folder.resolve("sources");
    Path target = laidOut.resolve(sources.classes().get(answer).replace('.', '/') + ".java");
    List<Compiler.Error> errors =
        Compiler.compile(
            target,
            "-cp",
            Visible.classPath(visible),
            "-sourcepath",
            laidOut.toString(),
            "-d",
            classes.toString(),
            "--release",
            "17", // as the build, on whatever JDK
            "-encoding",
            "UTF-8",
            "-g",
            "-nowarn",
            "-proc:none"); // runs nothing that was handed in
    if (!errors.isEmpty()) {
      throw new NoAnswerException("it does not compile:\n" + told(errors));
    }
  }

  private String told(List<Compiler.Error> found) {
    List<String> errors = found.stream().map(this::told).distinct().toList();
    String shown = errors.stream().limit(MOST_ERRORS).collect(Collectors.joining("\n"));
    int left = errors.size() - MOST_ERRORS;
    return left > 0 ? shown + "\n  and %d more errors".formatted(left) : shown;
  }

  /** The place, what is wrong, and the line itself. */
  private String told(Compiler.Error error) {
    String message = error.message().replace("\n", "\n    ");
    Path origin = origins.get(error.file());
    if (origin == null) {
      return "  " + message;
    }
    String line = "";
    try (Stream<String> lines =
        new String(Files.readAllBytes(origin), StandardCharsets.UTF_8).lines()) {
      line = lines.skip(error.line() - 1).findFirst().orElse("").strip();
    } catch (IOException e) {
      // The message does without.
    }
    return "  %s:%d: %s\n    > %s".formatted(sources.relative(origin), error.line(), message, line);
  }

  private void require(String className, Path file, Path classes) throws IOException {
    Path compiled = classes.resolve(className.replace('.', '/') + ".class");
    if (!Files.exists(compiled)) {
      List<String> declared;
      try (Stream<Path> all = Files.list(compiled.getParent())) {
        declared =
            all.map(path -> path.getFileName().toString().replaceFirst("\\.class$", ""))
                .filter(name -> !name.contains("$"))
                .sorted()
                .toList();
      }
      throw new NoAnswerException(
          "%s does not declare class %s, but %s"
              .formatted(
                  sources.relative(file),
                  className.substring(className.lastIndexOf('.') + 1),
                  String.join(", ", declared)));
    }
  }
}
