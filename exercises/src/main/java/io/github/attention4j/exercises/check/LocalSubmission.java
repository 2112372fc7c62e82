package io.github.attention4j.exercises.check;

import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * An answer that runs in the grader's own JVM: for a learner's own code, in a cell or an IDE.
 *
 * <p>A call that loops is given up, but its thread cannot be stopped; {@code System.exit} ends
 * everything. Code of strangers belongs into a JVM of its own.
 */
public final class LocalSubmission implements Submission {

  /** Stepping through an answer takes longer than any limit. */
  private static final boolean DEBUGGED =
      ManagementFactory.getRuntimeMXBean().getInputArguments().toString().contains("jdwp");

  private static final Pattern CELL = Pattern.compile("^REPL\\.\\$JShell\\$\\w+\\$");

  private final Class<?> type;
  private final Duration timeLimit;
  private Object answer;
  private ExecutorService thread = newThread();

  /**
   * Grades the answers of an object.
   *
   * @param answer object that implements the task
   * @param timeLimit time that all calls of one check may take together
   */
  public LocalSubmission(Object answer, Duration timeLimit) {
    this(answer.getClass(), answer, timeLimit);
  }

  /**
   * Grades the answers of a class; it is created when it is first asked, under the time limit.
   *
   * @param type class that implements the task and has a constructor without parameters
   * @param timeLimit time that all calls of one check may take together
   */
  public LocalSubmission(Class<?> type, Duration timeLimit) {
    this(type, null, timeLimit);
  }

  LocalSubmission(Class<?> type, Object answer, Duration timeLimit) {
    this.type = type;
    this.answer = answer;
    this.timeLimit = timeLimit;
  }

  /** The class's name, as the learner wrote it: a cell's is REPL.$JShell$115$Mine, ever another. */
  @Override
  public String name() {
    return CELL.matcher(type.getName()).replaceFirst("");
  }

  @Override
  public Duration timeLimit() {
    return DEBUGGED ? Duration.ofDays(1) : timeLimit;
  }

  @Override
  public Object call(Method method, Object[] arguments, Duration limit) {
    Future<Object> result = thread.submit(() -> answer(method, arguments));
    try {
      return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      abandonThread();
      throw SubmissionException.fatal(Failures.timeOut(method.getName(), timeLimit()));
    } catch (InterruptedException e) {
      abandonThread();
      Thread.currentThread().interrupt();
      throw SubmissionException.fatal("grading was interrupted");
    } catch (ExecutionException e) {
      throw Failures.ofCall(method.getName(), e.getCause(), type.getName());
    }
  }

  private Object answer(Method method, Object[] arguments) throws ReflectiveOperationException {
    if (answer == null) {
      answer = Creation.of(type);
    }
    try {
      return method.invoke(answer, arguments);
    } catch (InvocationTargetException e) {
      throw Failures.ofCall(
          method.getName(), e, type.getName(), () -> method.invoke(answer, arguments));
    }
  }

  private void abandonThread() {
    thread.shutdownNow();
    thread = newThread();
  }

  private static ExecutorService newThread() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, "submission");
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public String printed() {
    return "";
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
