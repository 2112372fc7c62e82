package io.github.attention4j.exercises.isolate;

import io.github.attention4j.exercises.check.Creation;
import io.github.attention4j.exercises.check.Failures;
import io.github.attention4j.exercises.check.NotDoneYetException;
import io.github.attention4j.exercises.check.SubmissionException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The answer's own JVM: answers calls until the grader hangs up. Started by {@link ChildJvm}.
 *
 * <p>Nothing in here is trusted by the grader, since the answer can change all of it.
 */
final class SubmissionMain {

  /** Exit code that says: an interrupt closed the socket, as it does in Java. */
  static final int INTERRUPTED = 75;

  private final Class<?> task;
  private final String submission;
  private Object answer;

  private SubmissionMain(Class<?> task, String submission) {
    this.task = task;
    this.submission = submission;
  }

  /**
   * Runs the answer's side.
   *
   * @param arguments the grader's socket, the task's interface, the answer's class
   */
  public static void main(String[] arguments) throws IOException, ClassNotFoundException {
    SubmissionMain main = new SubmissionMain(Class.forName(arguments[1]), arguments[2]);
    // ND4J takes seconds to load: the check's time starts after that, when the grader is called.
    Nd4j.zeros(1).addi(1);
    UnixDomainSocketAddress grader = UnixDomainSocketAddress.of(Path.of(arguments[0]));
    try (Connection connection = new Connection(SocketChannel.open(grader))) {
      main.serve(connection);
    } catch (ClosedChannelException e) {
      Runtime.getRuntime().halt(INTERRUPTED);
    } catch (IOException e) {
      // The grader has hung up: end also if the answer still loops, whatever it hooked into the
      // end.
      Runtime.getRuntime().halt(0);
    }
  }

  /** Reads on while the answer is busy, to notice when the grader is gone. */
  private void serve(Connection grader) throws IOException {
    ExecutorService worker = Executors.newSingleThreadExecutor(SubmissionMain::daemon);
    while (true) {
      Request request = Request.unpack(grader.receive());
      worker.execute(() -> reply(grader, request));
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "submission");
    thread.setDaemon(true);
    return thread;
  }

  private void reply(Connection grader, Request request) {
    byte[] message = packed(request, answer(request));
    Thread.interrupted(); // the answer may have left an interrupt behind
    try {
      grader.send(message);
    } catch (ClosedChannelException e) {
      Runtime.getRuntime().halt(INTERRUPTED);
    } catch (IOException e) {
      Runtime.getRuntime().halt(1);
    }
  }

  private static byte[] packed(Request request, Response response) {
    try {
      try {
        return response.pack();
      } catch (WireException e) {
        String problem = request.method() + " " + e.getMessage();
        return Response.without(Response.Kind.FAILED, problem).pack();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Response answer(Request request) {
    try {
      if (request.isCreation()) {
        answer = create();
        return Response.returned(null, request.arguments());
      }
      Object[] arguments = request.arguments();
      return Response.returned(method(request).invoke(answer, arguments), arguments);
    } catch (Throwable thrown) {
      return failure(request, thrown);
    }
  }

  private Response failure(Request request, Throwable thrown) {
    Throwable cause = thrown instanceof InvocationTargetException ? thrown.getCause() : thrown;
    RuntimeException told =
        Failures.ofCall(
            request.method(),
            cause,
            submission,
            () -> method(request).invoke(answer, request.arguments()));
    Response.Kind kind =
        told instanceof NotDoneYetException
            ? Response.Kind.NOT_DONE
            : cause instanceof OutOfMemoryError ? Response.Kind.BROKEN : Response.Kind.FAILED;
    return Response.without(kind, told.getMessage());
  }

  private Object create() {
    Class<?> type;
    try {
      type = Class.forName(submission, false, SubmissionMain.class.getClassLoader());
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      throw SubmissionException.fatal("there is no class " + submission);
    } catch (LinkageError e) {
      throw SubmissionException.fatal(submission + " cannot be loaded: " + e);
    }
    if (!task.isAssignableFrom(type)) {
      throw SubmissionException.fatal(submission + " does not implement " + task.getSimpleName());
    }
    return Creation.of(type);
  }

  private Method method(Request request) {
    return Arrays.stream(task.getMethods())
        .filter(method -> method.getName().equals(request.method()))
        .findFirst()
        .orElseThrow(() -> SubmissionException.ofCall("no method " + request.method()));
  }
}
