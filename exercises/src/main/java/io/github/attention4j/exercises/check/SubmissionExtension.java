package io.github.attention4j.exercises.check;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.engine.support.store.NamespacedHierarchicalStore;

/**
 * Hands each check the answer that is being graded.
 *
 * <p>Whoever starts the grader {@linkplain #submit puts} the answer into the launcher session's
 * store. Where nobody did, as when an IDE runs the grader, the exercise's starter is graded.
 */
public final class SubmissionExtension implements ParameterResolver {

  private static final String KEY = "submission";

  /**
   * Makes an answer the one that graders run in a launcher session receive.
   *
   * @param store store of the launcher session
   * @param submission the answer
   */
  public static void submit(NamespacedHierarchicalStore<Namespace> store, Submission submission) {
    store.put(Namespace.create(SubmissionExtension.class), KEY, submission);
  }

  /**
   * Makes an answer the one that the graders below an extension's context receive.
   *
   * @param context context of the grader's class; what is put there is closed with it
   * @param submission the answer
   */
  public static void submit(ExtensionContext context, Submission submission) {
    store(context).put(KEY, submission);
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(ExtensionContext.Namespace.create(SubmissionExtension.class));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().isAnnotationPresent(Exercise.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> task = parameter.getParameter().getType();
    Submission submission =
        store(context).getOrComputeIfAbsent(KEY, key -> starter(task), Submission.class);
    return Proxy.newProxyInstance(
        task.getClassLoader(), new Class<?>[] {task}, new TimedCalls(submission));
  }

  private static Submission starter(Class<?> task) {
    Exercise exercise = task.getAnnotation(Exercise.class);
    return new LocalSubmission(exercise.starter(), Duration.ofSeconds(exercise.seconds()));
  }

  /** Passes calls on to the answer as long as the check has time left. */
  private static final class TimedCalls implements InvocationHandler {

    private final Submission submission;
    private long nanosLeft;

    TimedCalls(Submission submission) {
      this.submission = submission;
      this.nanosLeft = submission.timeLimit().toNanos();
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
      if (method.getDeclaringClass() == Object.class) {
        return ofObject(proxy, method, arguments);
      }
      Object[] passed = arguments == null ? new Object[0] : arguments;
      submission.start();
      long start = System.nanoTime();
      try {
        return submission.call(method, passed, Duration.ofNanos(nanosLeft));
      } finally {
        nanosLeft = Math.max(0, nanosLeft - (System.nanoTime() - start));
      }
    }

    private Object ofObject(Object proxy, Method method, Object[] arguments) {
      return switch (method.getName()) {
        case "equals" -> proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> submission.name();
      };
    }
  }
}
