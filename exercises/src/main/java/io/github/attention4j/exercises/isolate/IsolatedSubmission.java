package io.github.attention4j.exercises.isolate;

import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.exercises.check.Failures;
import io.github.attention4j.exercises.check.NotDoneYetException;
import io.github.attention4j.exercises.check.Submission;
import io.github.attention4j.exercises.check.SubmissionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An answer that runs in a JVM of its own, and is never loaded in the grader's.
 *
 * <p>One JVM serves all checks as long as it lives. If a call takes too long, or the answer ends
 * its JVM or runs out of memory, that check fails and the next one gets a fresh JVM.
 *
 * <p>What an answer cannot do: see or change the grader, its points or the results; make it wait or
 * fill its memory; read the grader's environment variables or standard input. What is <em>not</em>
 * prevented: reading and writing the files that this user may, using the network, starting
 * processes that outlive it, filling the disk, or looking at the class path, the grader's formulas
 * included. Grade code of strangers in a container as well.
 */
public final class IsolatedSubmission implements Submission {

  private static final int TEXT_LINES = 3;

  /** An exit code above this is a signal's. */
  private static final int FIRST_SIGNAL = 128;

  /** An answer that cannot even be created may have been unlucky once. */
  private static final int MOST_LOST_CREATIONS = 2;

  private final Class<?> task;
  private final String submission;
  private final List<Path> given;
  private final boolean isHandedIn;
  private final String main;
  private final Limits limits;
  private final boolean isGuarded;
  private final ExecutorService thread;
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
    this.isGuarded = limits.sandbox() == Sandbox.NONE && !isOwn(task, submission);
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread worker = new Thread(work, "calls of the submission");
              worker.setDaemon(true);
              return worker;
            });
  }

  /** What learners do to their own files is theirs to do, such as to compile them meanwhile. */
  private boolean isOwn(Class<?> task, String submission) {
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
    Response response = exchange(new Request(method.getName(), arguments), method.getName(), end);
    if (response.kind() != Response.Kind.RETURNED) {
      throw failure(response);
    }
    copyBack(method.getName(), response.arguments(), arguments);
    return checked(method, response.result());
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
        if (limits.sandbox() != Sandbox.NONE) {
          Nd4j.zeros(1); // unpacks its native code, which the sandbox can only read
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
      folder = Files.createTempDirectory("attention4j").toRealPath();
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
      response = exchange(Request.CREATION, asked, end);
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

  /** Asks and waits for the response; every failure ends the JVM. */
  private Response exchange(Request request, String asked, long end) {
    Connection connection = jvm.connection();
    byte[] message = packed(request);
    Future<Response> response =
        thread.submit(
            () -> {
              connection.send(message);
              return Response.unpack(connection.receive());
            });
    try {
      return response.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      stop();
      throw SubmissionException.fatal(Failures.timeOut(asked, limits.checkTime()));
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
      throw SubmissionException.fatal("grading was interrupted");
    } catch (ExecutionException e) {
      String text = PlainText.of(lost(asked, e.getCause()));
      stop();
      throw SubmissionException.fatal(text);
    }
  }

  private static byte[] packed(Request request) {
    try {
      return request.pack();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the grader's arguments, so no fault of the answer
    }
  }

  /** Tells how a JVM that gave no answer ended. */
  private String lost(String asked, Throwable cause) {
    if (cause instanceof WireException) {
      return asked + " sent the grader something else than a result: " + cause.getMessage();
    }
    int code = jvm.exitCode();
    if (!jvm.reason().isEmpty()) {
      return asked + " " + jvm.reason();
    }
    if (jvm.output().contains("java.lang.OutOfMemoryError")) {
      return "%s ran out of memory: more than %d MB of Java objects"
          .formatted(asked, limits.heapMegabytes());
    }
    if (code == SubmissionMain.INTERRUPTED) {
      return asked + " interrupted the thread that talks to the grader";
    }
    if (code < 0) {
      return asked + " cut the connection to the grader";
    }
    return code > FIRST_SIGNAL
        ? "the submission's JVM was ended by signal %d during %s"
            .formatted(code - FIRST_SIGNAL, asked)
        : "the submission's JVM ended (exit code %d) during %s: is there a System.exit?"
            .formatted(code, asked);
  }

  /** Makes the caller's arguments what the answer made of them. */
  private static void copyBack(String method, Object[] after, Object[] arguments) {
    if (after.length != arguments.length) {
      throw SubmissionException.ofCall(method + " lost an argument");
    }
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof INDArray before) {
        if (!(after[i] instanceof INDArray now)
            || now.dataType() != before.dataType()
            || !Arrays.equals(now.shape(), before.shape())) {
          throw SubmissionException.ofCall(
              "%s changed the shape or type of its argument %d".formatted(method, i + 1));
        }
        before.assign(now);
      }
    }
  }

  /** The proxy must not be handed what the task's method cannot return. */
  private static Object checked(Method method, Object result) {
    Class<?> type = MethodType.methodType(method.getReturnType()).wrap().returnType();
    boolean nothing = result == null && !method.getReturnType().isPrimitive();
    if (!nothing && !type.isInstance(result)) {
      throw SubmissionException.ofCall(method.getName() + " did not return a " + type.getName());
    }
    return result;
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
    thread.shutdownNow();
    if (folder != null) {
      Leftovers.delete(folder);
    }
    if (isGuarded) {
      Grounds.restore();
    }
  }
}
