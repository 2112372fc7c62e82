package io.github.attention4j.exercises.command;

import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.exercises.check.Submission;
import io.github.attention4j.exercises.course.Course;
import io.github.attention4j.exercises.grade.Grade;
import io.github.attention4j.exercises.grade.Grader;
import io.github.attention4j.exercises.grade.Grades;
import io.github.attention4j.exercises.handin.HandIn;
import io.github.attention4j.exercises.handin.PageRun;
import io.github.attention4j.exercises.handin.Submitted;
import io.github.attention4j.exercises.isolate.FreshFile;
import io.github.attention4j.exercises.isolate.Grounds;
import io.github.attention4j.exercises.isolate.IsolatedSubmission;
import io.github.attention4j.exercises.isolate.Limits;
import io.github.attention4j.exercises.isolate.PlainText;
import io.github.attention4j.exercises.progress.Overview;
import io.github.attention4j.exercises.report.CellScores;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.reporting.legacy.xml.LegacyXmlReportGeneratingListener;

/** The command line: grades answers, each in a JVM of its own. */
public final class GradeMain {

  private static final String EXERCISES = ".exercises.";
  private static final String SOLUTIONS = ".solutions.";

  private final Options options;
  private final PrintStream out;

  /** The grades of a notebook's answers by the numbers of their cells. */
  private final Map<Integer, List<Grades>> cells = new HashMap<>();

  private GradeMain(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /**
   * Grades and ends this JVM.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    Grounds.guard();
    System.exit(run(System.out, System.err, arguments));
  }

  /**
   * Grades without ending this JVM.
   *
   * @param out where the scorecards go
   * @param err where the one line about a wrong command goes
   * @param arguments see {@code --help}
   * @return the exit code that {@code --help} explains
   */
  public static int run(PrintStream out, PrintStream err, String... arguments) {
    try {
      if (List.of(arguments).contains(AuditMain.OPTION)) {
        return AuditMain.run(out, err, arguments);
      }
      Options options = Options.parse(arguments);
      if (options.help()) {
        out.print(Help.GRADE);
        return 0;
      }
      GradeMain main = new GradeMain(options, out);
      int code = options.course() == null ? main.grade() : main.gradeCourse();
      Grounds.changes().forEach(change -> err.println("grade: " + PlainText.of(change)));
      return code;
    } catch (UsageException e) {
      err.println("grade: " + e.getMessage());
      return 2;
    } catch (IOException e) {
      err.println("grade: cannot write the grades: " + e);
      return 3;
    }
  }

  private int grade() throws UsageException, IOException {
    for (Class<?> task : options.tasks()) {
      if (answers().isEmpty()) {
        OwnAnswers.require(className(task), options.solution());
      }
    }
    if (options.formats().cells() != null && System.getProperty(PageRun.PROPERTY) == null) {
      throw new UsageException("--cells executes the notebook in Jupyter: use ./kit grade");
    }
    List<Grades> lessons = new ArrayList<>();
    for (Class<?> task : options.tasks()) {
      Grades grades = grade(task);
      lessons.add(grades);
      out.print(grades);
      out.println(Advice.after(task, grades, options));
    }
    if (options.everything() && options.own()) {
      out.println(Overview.now());
    }
    if (lessons.size() > 1) {
      out.printf(
          "All lessons: %d of %d points%n",
          lessons.stream().mapToInt(Grades::earned).sum(),
          lessons.stream().mapToInt(Grades::points).sum());
    }
    options.formats().write(title(), lessons);
    if (options.formats().cells() != null) {
      execute();
    }
    return exitCode(lessons);
  }

  /** After the grading: whatever a page does to this machine's files, its points stand. */
  private void execute() throws IOException {
    PageRun page = PageRun.of(options.submission());
    FreshFile.write(options.formats().cells(), CellScores.of(page, cells));
    out.println(page);
  }

  private int gradeCourse() throws UsageException, IOException {
    Submitted.Folder folder = Submitted.in(options.course());
    if (folder.all().isEmpty()) {
      throw new UsageException("--all " + options.course() + ": no submission is in it");
    }
    if (!folder.leftOut().isEmpty()) {
      out.println("left out, as no submissions: " + String.join(", ", folder.leftOut()));
    }
    Course course =
        new Course(
            options.tasks(), options.out(), options.jobs(), options.hints(), this::handedIn, out);
    return course.grade(folder.all()) ? 0 : 3;
  }

  private Grades handedIn(Submitted submitted, Class<?> task) throws IOException {
    try (HandIn answer = handIn(submitted.files(), task)) {
      return Grader.grade(task, answer);
    }
  }

  private HandIn handIn(List<Path> files, Class<?> task) throws IOException {
    return new HandIn(files, task, className(task), limits(task));
  }

  private Limits limits(Class<?> task) {
    return Limits.of(task).in(options.sandbox());
  }

  private Grades grade(Class<?> task) throws IOException {
    out.printf(
        "Grading lesson %s in a JVM of its own ...%n%n",
        task.getAnnotation(Exercise.class).lesson());
    out.flush();
    try (Submission submission = submission(task)) {
      Grades grades = Grader.grade(task, submission, xml(task, submission));
      if (options.own()) {
        Grader.keep(grades).ifPresent(out::println);
      }
      if (submission instanceof HandIn handIn) {
        handIn.cell().ifPresent(c -> cells.computeIfAbsent(c, k -> new ArrayList<>()).add(grades));
      }
      return options.hints() == 0 ? grades : grades.withHints(options.hints());
    }
  }

  /** One folder a lesson, since JUnit names the file itself. */
  private TestExecutionListener[] xml(Class<?> task, Submission submission) {
    Path xml = options.formats().xml();
    if (xml == null) {
      return new TestExecutionListener[0];
    }
    Exercise exercise = task.getAnnotation(Exercise.class);
    String kind = exercise.experiment() ? "-experiment" : "";
    Path folder = xml.resolve("lesson" + exercise.lesson() + kind);
    TestExecutionListener report =
        new LegacyXmlReportGeneratingListener(folder, new PrintWriter(out, true));
    return new TestExecutionListener[] {new EndedFirst(submission, report, folder)};
  }

  private String title() {
    return options.submission() == null
        ? "Your answers"
        : options.submission().getFileName().toString();
  }

  private static int exitCode(List<Grades> lessons) {
    boolean broken =
        lessons.stream()
            .flatMap(grades -> grades.checks().stream())
            .anyMatch(grade -> grade.outcome() == Grade.Outcome.GRADER_BROKEN);
    return broken ? 3 : lessons.stream().allMatch(Grades::complete) ? 0 : 1;
  }

  private String className(Class<?> task) {
    if (options.className() != null) {
      return options.className();
    }
    String starter = task.getAnnotation(Exercise.class).starter().getName();
    return options.solution() ? starter.replace(EXERCISES, SOLUTIONS) : starter;
  }

  private Submission submission(Class<?> task) throws IOException {
    List<Path> answers = answers();
    return answers.isEmpty()
        ? new IsolatedSubmission(task, className(task), OwnAnswers.path(), limits(task))
        : handIn(answers, task);
  }

  /** The files to compile: a learner's own are graded as they are now, whatever was built. */
  private List<Path> answers() {
    if (options.submission() != null) {
      return List.of(options.submission());
    }
    return options.own() ? OwnAnswers.sources().stream().toList() : List.of();
  }
}
