package io.github.attention4j.exercises.isolate;

import io.github.attention4j.exercises.check.Failures;
import io.github.attention4j.exercises.check.NotDoneYetException;
import io.github.attention4j.exercises.check.Submission;
import io.github.attention4j.exercises.check.SubmissionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.nd4j.linalg.api.ndarray.INDArray;

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

  private final Class<?> task;
  private final String submission;
  private final String classPath;
  private final String main;
  private final Limits limits;
  private final ExecutorService thread;
  private final StringBuilder printed = new StringBuilder();
  private ChildJvm jvm;
  private IOException startFailure;

  /**
   * Prepares an answer; its JVM starts with the first call.
   *
   * @param task interface of the task
   * @param submission name of the class that implements it
   * @param classPath where its JVM finds that class, the task and ND4J
   * @param limits what it may use
   */
  public IsolatedSubmission(Class<?> task, String submission, String classPath, Limits limits) {
    this(task, submission, classPath, limits, SubmissionMain.class.getName());
  }

  IsolatedSubmission(
      Class<?> task, String submission, String classPath, Limits limits, String main) {
    this.task = task;
    this.submission = submission;
    this.classPath = classPath;
    this.limits = limits;
    this.main = main;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread worker = new Thread(work, "calls of the submission");
              worker.setDaemon(true);
              return worker;
            });
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
    Response response = exchange(new Request(method.getName(), arguments), limit);
    String text = PlainText.firstLines(response.text(), TEXT_LINES);
    return switch (response.kind()) {
      case RETURNED -> {
        copyBack(method.getName(), response.arguments(), arguments);
        yield checked(method, response.result());
      }
      case NOT_DONE -> throw new NotDoneYetException(text);
      case FAILED -> throw SubmissionException.ofCall(text);
      case BROKEN -> {
        stop();
        throw SubmissionException.fatal(text);
      }
    };
  }

  @Override
  public void start() {
    if (jvm == null && startFailure == null) {
      try {
        jvm = new ChildJvm(main, classPath, limits, task.getName(), submission);
      } catch (IOException e) {
        startFailure = e;
      }
    }
    if (startFailure != null) {
      throw new UncheckedIOException(startFailure);
    }
  }

  private Response exchange(Request request, Duration limit) {
    Connection connection = jvm.connection();
    byte[] message = packed(request);
    Future<Response> response =
        thread.submit(
            () -> {
              connection.send(message);
              return Response.unpack(connection.receive());
            });
    try {
      return response.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      stop();
      throw SubmissionException.fatal(Failures.timeOut(request.method(), limits.checkTime()));
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
      throw SubmissionException.fatal("grading was interrupted");
    } catch (ExecutionException e) {
      String end = end(request.method(), e.getCause());
      stop();
      throw SubmissionException.fatal(end);
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
  private String end(String method, Throwable cause) {
    if (cause instanceof WireException) {
      return method + " sent the grader something else than a result: " + cause.getMessage();
    }
    int code = jvm.exitCode();
    if (jvm.output().contains("java.lang.OutOfMemoryError")) {
      return "%s ran out of memory: more than %d MB of Java objects"
          .formatted(method, limits.heapMegabytes());
    }
    return code < 0
        ? method + " cut the connection to the grader"
        : "the submission's JVM ended (exit code %d) during %s: is there a System.exit?"
            .formatted(code, method);
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
  }
}
