package io.github.attention4j.exercises.isolate;

import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.exercises.check.NotDoneYetException;
import io.github.attention4j.exercises.check.Submission;
import io.github.attention4j.exercises.check.SubmissionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * An answer that runs in a JVM of its own, and is never loaded in the grader's.
 *
 * <p>One JVM serves all checks as long as it lives. If a call takes too long, or the answer ends
 * its JVM or takes too much memory, that check fails and the next one gets a fresh JVM. An answer
 * that cannot be created fails all of them, in the same words.
 *
 * <p>What an answer cannot do: change the grader, its points or the results; find what is expected
 * on its class path; make the grader wait or fill its memory; read the grader's environment
 * variables or standard input; leave a process or a file behind, unless it wipes every trace. Only
 * a {@link Sandbox} keeps it from the files that this user may read and write, from the network,
 * and from the grader's own process.
 */
public final class IsolatedSubmission implements Submission {

  private static final int TEXT_LINES = 3;

  /** An answer that cannot even be created may have been unlucky once. */
  private static final int MOST_LOST_CREATIONS = 2;

  private final Class<?> task;
  private final String submission;
  private final List<Path> given;
  private final boolean isHandedIn;
  private final String main;
  private final Limits limits;
  private final boolean isGuarded;
  private final Calls calls;
  private final StringBuilder printed = new StringBuilder();
  private Path folder;
  private List<Path> classPath;
  private ChildJvm jvm;
  private boolean created;
  private int lostCreations;
  private String useless = "";
  private IOException startFailure;

  /**
   * Prepares an answer that is on a class path with everything else; its JVM starts with the first
   * call, and finds there what {@link AnswerPath} draws from it.
   *
   * @param task interface of the task
   * @param submission name of the class that implements it
   * @param classPath where that class is, the task and ND4J
   * @param limits what it may use
   */
  public IsolatedSubmission(Class<?> task, String submission, String classPath, Limits limits) {
    this(task, submission, classPath, limits, SubmissionMain.class.getName());
  }

  IsolatedSubmission(
      Class<?> task, String submission, String classPath, Limits limits, String main) {
    this(task, submission, AnswerPath.split(classPath), false, limits, main);
  }

  private IsolatedSubmission(
      Class<?> task,
      String submission,
      List<Path> given,
      boolean isHandedIn,
      Limits limits,
      String main) {
    this.task = task;
    this.submission = submission;
    this.given = given;
    this.isHandedIn = isHandedIn;
    this.limits = limits;
    this.main = main;
    this.isGuarded = limits.sandbox() == Sandbox.NONE && !isOwn();
    this.calls = new Calls(limits);
  }

  /** What learners do to their own files is theirs to do, such as to compile them meanwhile. */
  private boolean isOwn() {
    Exercise exercise = task.getAnnotation(Exercise.class);
    return !isHandedIn && exercise != null && exercise.starter().getName().equals(submission);
  }

  /**
   * Prepares an answer that was handed in; its JVM starts with the first call.
   *
   * @param task interface of the task
   * @param submission name of the class that implements it
   * @param classPath all that its JVM finds: {@link AnswerPath#ofTasks}, then the answer's classes
   * @param limits what it may use
   */
  public static IsolatedSubmission handedIn(
      Class<?> task, String submission, List<Path> classPath, Limits limits) {
    String main = SubmissionMain.class.getName();
    return new IsolatedSubmission(task, submission, classPath, true, limits, main);
  }

  @Override
  public String name() {
    return submission;
  }

  @Override
  public Duration timeLimit() {
    return limits.checkTime();
  }

  @Override
  public Object call(Method method, Object[] arguments, Duration limit) {
    start();
    long end = System.nanoTime() + limit.toNanos();
    create(end);
    Response response = ask(new Request(method.getName(), arguments), method.getName(), end);
    if (response.kind() != Response.Kind.RETURNED) {
      throw failure(response);
    }
    return Returned.of(method, response, arguments);
  }

  /** Every text of an answer that comes into this JVM passes here. */
  private RuntimeException failure(Response response) {
    String text = PlainText.firstLines(response.text(), TEXT_LINES);
    if (response.kind() == Response.Kind.NOT_DONE) {
      return new NotDoneYetException(text);
    }
    if (response.kind() == Response.Kind.BROKEN) {
      stop();
      return SubmissionException.fatal(text);
    }
    return SubmissionException.ofCall(text);
  }

  /** Starts the JVM, unless it is known that nothing in it can be asked. */
  @Override
  public void start() {
    if (jvm == null && startFailure == null && useless.isEmpty()) {
      try {
        if (isGuarded) {
          Grounds.remember();
        }
        jvm = new ChildJvm(main, classPath(), limits, task.getName(), submission);
        if (isGuarded) {
          Grounds.load();
        }
        created = false;
      } catch (IOException e) {
        startFailure = e;
      }
    }
    if (startFailure != null) {
      throw new UncheckedIOException(startFailure);
    }
  }

  private List<Path> classPath() throws IOException {
    if (isHandedIn) {
      return given;
    }
    if (classPath == null) {
      folder = Leftovers.newFolder();
      List<String> first = List.of(main, submission);
      classPath = AnswerPath.ofAnswer(given, task, first, folder.resolve("classes"));
    }
    return classPath;
  }

  /**
   * Has the answer created, once in each JVM. If that fails it is the same for every check, and
   * said in the same words.
   */
  private void create(long end) {
    if (!useless.isEmpty()) {
      throw SubmissionException.fatal(useless);
    }
    if (created) {
      return;
    }
    String asked = "the constructor of " + submission.replaceFirst(".*[.$]", "");
    Response response;
    try {
      response = ask(Request.CREATION, asked, end);
    } catch (SubmissionException e) {
      lostCreations++;
      useless = lostCreations == MOST_LOST_CREATIONS ? e.getMessage() : "";
      throw e;
    }
    if (response.kind() == Response.Kind.FAILED) {
      useless = PlainText.firstLines(response.text(), TEXT_LINES);
      throw SubmissionException.fatal(useless);
    }
    if (response.kind() != Response.Kind.RETURNED) {
      throw failure(response);
    }
    created = true;
  }

  /** Every failure to answer ends the JVM. */
  private Response ask(Request request, String asked, long end) {
    try {
      return calls.ask(jvm, request, asked, end);
    } catch (SubmissionException e) {
      stop();
      throw e;
    }
  }

  private void stop() {
    if (jvm != null) {
      jvm.close();
      collectPrinted();
      jvm = null;
    }
  }

  private void collectPrinted() {
    String text = jvm.output().take();
    if (printed.length() < limits.printedCharacters()) {
      printed.append(text);
    }
  }

  @Override
  public String printed() {
    if (jvm != null) {
      collectPrinted();
    }
    String text = printed.toString();
    printed.setLength(0);
    return text;
  }

  @Override
  public void close() {
    stop();
    calls.close();
    if (folder != null) {
      Leftovers.delete(folder);
    }
    if (isGuarded) {
      Grounds.restore();
    }
  }
}
