package io.github.attention4j.exercises.command;

import io.github.attention4j.exercises.autograder.Bundle;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The command line: packs the graders for Gradescope or GitHub Classroom. */
public final class AutograderMain {

  static final String HELP =
      """
      Packs the graders for the platform that runs them. No answer goes with them: the solutions
      stay here, and the starters go empty.

      usage: autograder gradescope FILE.zip [LESSON...] [--experiment]
             autograder github-classroom FOLDER [LESSON...] [--experiment]

        gradescope          write the zip to upload as the assignment's autograder; its setup.sh
                            installs a JDK and Maven and builds, run_autograder grades
        github-classroom    write .github/workflows/classroom.yml and the grader beside it into the
                            folder of the assignment's template repository; protect .github/**/* in
                            the assignment's settings
        LESSON              number of a lesson, such as 04; all of them if none is given
        --experiment        grade the experiments' models instead
        --help              print this

      A file that is there already is never replaced.
      """;

  private AutograderMain() {}

  /**
   * Writes the files and ends this JVM.
   *
   * @param arguments root of the checkout, then see {@code --help}
   */
  public static void main(String[] arguments) {
    List<String> all = List.of(arguments);
    String[] given = all.subList(1, all.size()).toArray(String[]::new);
    System.exit(run(Path.of(all.get(0)), System.out, System.err, given));
  }

  /**
   * Writes the files.
   *
   * @param checkout root of the checkout
   * @param arguments see {@code --help}
   * @return the exit code: 0, or 2 for a wrong command, or 3 if a file cannot be written
   */
  static int run(Path checkout, PrintStream out, PrintStream err, String... arguments) {
    List<String> all = List.of(arguments);
    if (all.contains("--help") || all.contains("-h")) {
      out.print(HELP);
      return 0;
    }
    try {
      if (all.size() < 2) {
        throw new UsageException("takes a platform and a place to write to, see --help");
      }
      Options options = Options.parse(all.subList(2, all.size()).toArray(String[]::new));
      options.requireLessonsAlone();
      Bundle bundle = new Bundle(checkout, options.tasks());
      Path place = Path.of(all.get(1)).toAbsolutePath().normalize();
      switch (all.get(0)) {
        case "gradescope" -> gradescope(bundle, place, out);
        case "github-classroom" -> classroom(bundle, place, out);
        default ->
            throw new UsageException("there is no platform %s, see --help".formatted(all.get(0)));
      }
      return 0;
    } catch (UsageException e) {
      err.println("autograder: " + e.getMessage());
      return 2;
    } catch (IOException e) {
      err.println("autograder: " + e);
      return 3;
    }
  }

  private static void gradescope(Bundle bundle, Path file, PrintStream out)
      throws UsageException, IOException {
    if (Files.exists(file)) {
      throw new UsageException(file + " is there already");
    }
    if (!file.toString().endsWith(".zip") || !Files.isDirectory(file.getParent())) {
      throw new UsageException(file + ": no zip can be written there");
    }
    bundle.gradescope(file);
    out.printf(
        "%s (%,d kB): upload it as the assignment's autograder%n", file, Files.size(file) >> 10);
  }

  private static void classroom(Bundle bundle, Path folder, PrintStream out)
      throws UsageException, IOException {
    for (String name : List.of(".github/attention4j", ".github/workflows/classroom.yml")) {
      if (Files.exists(folder.resolve(name))) {
        throw new UsageException(folder.resolve(name) + " is there already");
      }
    }
    bundle.classroom(folder);
    try (Stream<Path> files = Files.walk(folder.resolve(".github"))) {
      out.printf(
          "%s: %d files written into .github%n",
          folder, files.filter(Files::isRegularFile).count());
    }
    out.println("Commit them to the assignment's template repository, and protect .github/**/*");
  }
}
