package io.github.attention4j.exercises.isolate;

import io.github.attention4j.exercises.check.Failures;
import io.github.attention4j.exercises.check.SubmissionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks an answer's JVM, waits no longer than it may take, and tells why there is no response. */
final class Calls implements AutoCloseable {

  /** An exit code above this is a signal's. */
  private static final int FIRST_SIGNAL = 128;

  private final Limits limits;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(Calls::daemon);

  Calls(Limits limits) {
    this.limits = limits;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "calls of the submission");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Asks and waits for the response.
   *
   * @param jvm the answer's JVM
   * @param request what to ask
   * @param asked how to name that, if there is no response
   * @param end when to give up, as {@link System#nanoTime} counts
   * @throws SubmissionException if there is no response; then the JVM is of no use any more
   */
  Response ask(ChildJvm jvm, Request request, String asked, long end) {
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
      throw SubmissionException.fatal(Failures.timeOut(asked, limits.checkTime()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SubmissionException.fatal("grading was interrupted");
    } catch (ExecutionException e) {
      throw SubmissionException.fatal(PlainText.of(lost(jvm, asked, e.getCause())));
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
  private String lost(ChildJvm jvm, String asked, Throwable cause) {
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
    if (jvm.output().contains("A fatal error has been detected by the Java Runtime")) {
      return asked + " crashed its JVM: something reached into memory that is not its own";
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

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
