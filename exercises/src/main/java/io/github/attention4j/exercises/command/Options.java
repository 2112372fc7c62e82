package io.github.attention4j.exercises.command;

import io.github.attention4j.exercises.Exercises;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.exercises.isolate.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the command line asks for.
 *
 * @param tasks exercises to grade
 * @param className class to grade, or null for the starter or the solution
 * @param solution whether to grade the reference answers
 * @param submission folder, Java file or jar that was handed in, or null
 * @param hints level of hints, 0 for none
 * @param formats files to write the grades to
 * @param help whether to explain the command and do nothing
 * @param sandbox what keeps the answers from files, network and other processes
 */
record Options(
    List<Class<?>> tasks,
    String className,
    boolean solution,
    Path submission,
    int hints,
    Formats formats,
    boolean help,
    Sandbox sandbox) {

  /** Whether every exercise there is shall be graded. */
  boolean all() {
    return tasks == Exercises.TASKS;
  }

  private static final String EXPERIMENT = "--experiment";

  static final String HELP =
      """
      Grades the exercises. Without options: your own answers, in exercises/.

      usage: grade [LESSON...] [OPTION...]

        LESSON             number of a lesson, such as 04; all of them if none is given
        --experiment       grade the experiment's model instead, on data that it has not seen
        --hints LEVEL      hints to what failed: 1 a nudge, 2 the way, 3 all but the code
        --solution         grade the reference answers instead of yours
        --class NAME       grade this class instead; takes exactly one LESSON
        --submission PATH  grade what was handed in: a folder with Java files, however deep (a
                           clone, the exercises folder, single files), one Java file, or compiled
                           classes in a folder or a jar. What is not in it is missing: nothing
                           of this checkout's own answers is graded for it
        --html FILE        write the grades as a page that opens by a double click
        --json FILE        write the grades as Gradescope's results.json
        --xml FOLDER       write the grades as JUnit's XML
        --classroom FILE   append the grades as step outputs for GitHub Classroom's reporter
        --sandbox          Linux: keep the answer from network, files and other processes, by
                           bubblewrap or else unshare. For code of people you do not know
        --help             print this

      An answer runs in a JVM of its own, with limits of time, memory and output. Without
      --sandbox files and network are open to it all the same. exercises/README.md says what
      holds, and which container to use where there is no sandbox.

      exit code: 0 all points, 1 some points are missing, 2 the command is wrong,
                 3 the grader itself failed
      """;

  static Options parse(String... arguments) throws UsageException {
    boolean experiment = List.of(arguments).contains(EXPERIMENT);
    List<Class<?>> known = experiment ? Exercises.EXPERIMENTS : Exercises.TASKS;
    List<Class<?>> tasks = new ArrayList<>();
    String className = null;
    boolean solution = false;
    Path submission = null;
    int hints = 0;
    Formats formats = Formats.NONE;
    boolean help = false;
    boolean sandboxed = false;
    Iterator<String> rest = List.of(arguments).iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      switch (argument) {
        case "--class" -> className = value(argument, rest);
        case "--solution" -> solution = true;
        case "--submission" -> submission = existing(Path.of(value(argument, rest)));
        case "--hints" -> hints = hintLevel(value(argument, rest));
        case "--html" -> formats = formats.withHtml(writable(argument, rest));
        case "--json" -> formats = formats.withJson(writable(argument, rest));
        case "--xml" -> formats = formats.withXml(Path.of(value(argument, rest)));
        case "--classroom" -> formats = formats.withClassroom(writable(argument, rest));
        case EXPERIMENT -> {} // has chosen the tasks that are known
        case "--help", "-h" -> help = true;
        case "--sandbox" -> sandboxed = true;
        default -> tasks.add(task(argument, known));
      }
    }
    if (experiment && solution) {
      throw new UsageException("--experiment and --solution exclude each other");
    }
    if (className != null && solution) {
      throw new UsageException("--class and --solution exclude each other");
    }
    if (className != null && tasks.size() != 1) {
      throw new UsageException("--class takes exactly one lesson, as in: grade 04 --class NAME");
    }
    if (submission != null && solution) {
      throw new UsageException("--submission and --solution exclude each other");
    }
    return new Options(
        tasks.isEmpty() ? known : tasks.stream().distinct().toList(),
        className,
        solution,
        submission,
        hints,
        formats,
        help,
        sandboxed && !help ? working() : Sandbox.NONE);
  }

  private static Sandbox working() throws UsageException {
    return Sandbox.find()
        .orElseThrow(
            () ->
                new UsageException(
                    "--sandbox: neither bwrap nor unshare works here: install bubblewrap, or grade"
                        + " in a container as exercises/README.md says"));
  }

  private static String value(String option, Iterator<String> rest) throws UsageException {
    if (!rest.hasNext()) {
      throw new UsageException(option + " needs a value, see --help");
    }
    return rest.next();
  }

  private static Path existing(Path path) throws UsageException {
    if (!Files.exists(path)) {
      throw new UsageException("--submission " + path + ": there is no such file or folder");
    }
    return path.toAbsolutePath();
  }

  /** A mistyped folder should be found before the grading, not after it. */
  private static Path writable(String option, Iterator<String> rest) throws UsageException {
    Path file = Path.of(value(option, rest));
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
      throw new UsageException(option + " " + file + ": no file can be written there");
    }
    return file;
  }

  private static int hintLevel(String value) throws UsageException {
    if (!value.matches("[1-" + Check.HINT_LEVELS + "]")) {
      throw new UsageException("--hints " + value + ": the level is 1, 2 or 3");
    }
    return Integer.parseInt(value);
  }

  private static Class<?> task(String argument, List<Class<?>> known) throws UsageException {
    if (argument.startsWith("-")) {
      throw new UsageException("no option " + argument + ", see --help");
    }
    String lesson = argument.length() == 1 ? "0" + argument : argument;
    for (Class<?> task : known) {
      if (task.getAnnotation(Exercise.class).lesson().equals(lesson)) {
        return task;
      }
    }
    String lessons =
        known.stream()
            .map(task -> task.getAnnotation(Exercise.class).lesson())
            .collect(Collectors.joining(", "));
    String kind = known == Exercises.TASKS ? "exercise" : "experiment";
    throw new UsageException(
        "no %s for lesson %s: choose from %s".formatted(kind, argument, lessons));
  }
}
