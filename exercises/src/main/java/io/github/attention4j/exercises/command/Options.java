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
 * @param course folder of submissions, or null
 * @param out folder for the results of a course, or null
 * @param jobs submissions to grade at a time
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
    Path course,
    Path out,
    int jobs,
    int hints,
    Formats formats,
    boolean help,
    Sandbox sandbox) {

  /** Whether every exercise there is shall be graded. */
  boolean everything() {
    return tasks == Exercises.TASKS;
  }

  /** Whether the learner's own files are graded, and nothing else. */
  boolean own() {
    return !solution && className == null && submission == null;
  }

  private static final String EXPERIMENT = "--experiment";

  static Options parse(String... arguments) throws UsageException {
    boolean experiment = List.of(arguments).contains(EXPERIMENT);
    List<Class<?>> known = experiment ? Exercises.EXPERIMENTS : Exercises.TASKS;
    List<Class<?>> tasks = new ArrayList<>();
    String className = null;
    boolean solution = false;
    Path submission = null;
    Path course = null;
    Path out = null;
    int jobs = 0;
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
        case "--submission" -> submission = existing(argument, rest);
        case "--all" -> course = folder(argument, rest);
        case "--out" -> out = Path.of(value(argument, rest)).toAbsolutePath();
        case "--jobs" -> jobs = jobs(value(argument, rest));
        case "--hints" -> hints = hintLevel(value(argument, rest));
        case "--html" -> formats = formats.withHtml(writable(argument, rest));
        case "--json" -> formats = formats.withJson(writable(argument, rest));
        case "--xml" -> formats = formats.withXml(Path.of(value(argument, rest)));
        case "--classroom" -> formats = formats.withClassroom(writable(argument, rest));
        case "--cells" -> formats = formats.withCells(writable(argument, rest));
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
    boolean single = submission != null || solution || !formats.equals(Formats.NONE);
    if (course != null && single) {
      throw new UsageException(
          "--all goes with neither --submission nor --solution, and writes its own files");
    }
    boolean isNotebook = submission != null && submission.toString().endsWith(".ipynb");
    if (formats.cells() != null && !isNotebook) {
      throw new UsageException("--cells goes with --submission FILE.ipynb");
    }
    if (course == null && (out != null || jobs > 0)) {
      throw new UsageException("--out and --jobs go with --all");
    }
    return new Options(
        tasks.isEmpty() ? known : tasks.stream().distinct().toList(),
        className,
        solution,
        submission,
        course,
        out != null || course == null
            ? out
            : course.resolveSibling(course.getFileName() + "-grades"),
        jobs > 0 ? jobs : Runtime.getRuntime().availableProcessors(),
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

  /** For watching: a file that changes is one, and nothing else can be asked of it. */
  void requireOneLessonAndHintsAlone() throws UsageException {
    if (tasks.size() != 1 || choosesMore()) {
      throw new UsageException("takes one lesson, --experiment and --hints, as in: watch 04");
    }
  }

  /** For packing a grader: what it grades comes later. */
  void requireLessonsAlone() throws UsageException {
    if (choosesMore() || hints > 0) {
      throw new UsageException("takes lessons and --experiment, and no other option");
    }
  }

  private boolean choosesMore() {
    return className != null
        || solution
        || submission != null
        || course != null
        || !formats.equals(Formats.NONE);
  }

  private static String value(String option, Iterator<String> rest) throws UsageException {
    if (!rest.hasNext()) {
      throw new UsageException(option + " needs a value, see --help");
    }
    return rest.next();
  }

  private static Path existing(String option, Iterator<String> rest) throws UsageException {
    Path path = Path.of(value(option, rest));
    if (!Files.exists(path)) {
      throw new UsageException(option + " " + path + ": there is no such file or folder");
    }
    return path.toAbsolutePath().normalize();
  }

  private static Path folder(String option, Iterator<String> rest) throws UsageException {
    Path path = Path.of(value(option, rest));
    if (!Files.isDirectory(path)) {
      throw new UsageException(option + " " + path + ": there is no such folder");
    }
    return path.toAbsolutePath().normalize();
  }

  private static int jobs(String value) throws UsageException {
    if (!value.matches("[1-9]\\d?")) {
      throw new UsageException("--jobs " + value + ": this is no number from 1 to 99");
    }
    return Integer.parseInt(value);
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
