package io.github.attention4j.exercises.grade;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.exercises.check.LocalSubmission;
import io.github.attention4j.exercises.check.Submission;
import io.github.attention4j.exercises.check.SubmissionExtension;
import io.github.attention4j.exercises.progress.ProgressFile;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Grades an answer with the JUnit 5 grader of its exercise.
 *
 * <pre>{@code
 * Grades grades = Grader.grade(new ScaledDotProduct() {
 *   @Override
 *   public INDArray scores(INDArray query, INDArray key) {
 *     return Nd4j.matmul(query, key, false, true, false).div(Math.sqrt(query.size(2)));
 *   }
 * });
 * System.out.println(grades);              // the scorecard
 * System.out.println(grades.withHints(1)); // with a first hint to what failed
 * }</pre>
 */
public final class Grader {

  private Grader() {}

  /**
   * Grades an object in this JVM: for a learner's own code, in a cell or a program. In a cell the
   * points are kept in the learner's {@link ProgressFile}.
   *
   * @param answer object that implements the task of an exercise
   * @throws IllegalArgumentException if it implements none
   */
  public static Grades grade(Object answer) {
    Class<?> task = taskOf(answer.getClass());
    Duration seconds = Duration.ofSeconds(task.getAnnotation(Exercise.class).seconds());
    try (Submission submission = new LocalSubmission(answer, seconds)) {
      Grades grades = grade(task, submission);
      keep(grades).ifPresent(System.out::println);
      return grades;
    }
  }

  /** Keeps a learner's points where the kit says so, and returns why it could not, or nothing. */
  public static Optional<String> keep(Grades grades) {
    return ProgressFile.ofLearner()
        .flatMap(file -> file.add(grades.exercise(), grades.earned(), grades.points()));
  }

  /**
   * Grades an answer, wherever it runs; the caller closes it.
   *
   * @param task interface marked as an {@link Exercise}
   * @param submission answer to grade
   * @param more what else wants to hear how the checks go
   */
  public static Grades grade(Class<?> task, Submission submission, TestExecutionListener... more) {
    Exercise exercise = task.getAnnotation(Exercise.class);
    GradeListener listener = new GradeListener();
    run(exercise.grader(), submission, listener, more);
    Map<String, Grade> grades = listener.grades();
    List<Grade> all =
        Arrays.stream(exercise.grader().getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Check.class))
            .map(method -> grades.getOrDefault(method.getName(), didNotRun(method)))
            .sorted(Comparator.comparing(grade -> grade.check().id()))
            .toList();
    return new Grades(exercise, submission.name(), all, submission.printed(), 0);
  }

  private static void run(
      Class<?> grader,
      Submission submission,
      GradeListener listener,
      TestExecutionListener... more) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(grader))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
            .build();
    // JUnit finds its engine through the thread's class loader, which in a notebook knows no jar.
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Grader.class.getClassLoader());
    try (LauncherSession session = LauncherFactory.openSession()) {
      SubmissionExtension.submit(session.getStore(), submission);
      Launcher launcher = session.getLauncher();
      launcher.registerTestExecutionListeners(listener);
      launcher.execute(request, more);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** A check that is not heard of must not vanish from the total. */
  private static Grade didNotRun(Method method) {
    return new Grade(
        method.getAnnotation(Check.class),
        Grade.Outcome.GRADER_BROKEN,
        "the check did not run; this is not your fault, please report it",
        "",
        0);
  }

  private static Class<?> taskOf(Class<?> answer) {
    for (Class<?> type = answer; type != null; type = type.getSuperclass()) {
      for (Class<?> implemented : type.getInterfaces()) {
        if (implemented.isAnnotationPresent(Exercise.class)) {
          return implemented;
        }
      }
    }
    throw new IllegalArgumentException(
        answer.getName() + " implements no task: write 'implements ...Task' of the lesson");
  }
}
