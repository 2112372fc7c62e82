package io.github.attention4j.exercises.check;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells a learner why there is no result, in the same words wherever the answer runs. */
public final class Failures {

  private static final int LONGEST_MESSAGE = 500;

  /** What ND4J says of an mmul whose arrays have more axes than two. */
  private static final Pattern NO_MATRIX =
      Pattern.compile("Rank is (\\d+) (rows|columns)\\(\\) call is not valid");

  private Failures() {}

  /**
   * Turns what a call threw into what the grader is told.
   *
   * @param method name of the task's method
   * @param thrown what it threw, perhaps wrapped by reflection
   * @param submission name of the answer's class, to find the line that threw
   * @return a {@link NotDoneYetException} or a {@link SubmissionException}
   */
  public static RuntimeException ofCall(String method, Throwable thrown, String submission) {
    Throwable cause = cause(thrown);
    if (cause instanceof NotDoneYetException notDoneYet) {
      return notDoneYet;
    }
    if (cause instanceof SubmissionException told) {
      return told;
    }
    return SubmissionException.ofCall(threw(method, cause, submission));
  }

  /**
   * As {@link #ofCall(String, Throwable, String)}; where ND4J does not say which shapes it refused,
   * the call is made again to find out.
   *
   * @param again makes the same call
   */
  public static RuntimeException ofCall(
      String method, Throwable thrown, String submission, Callable<?> again) {
    Throwable cause = cause(thrown);
    Optional<String> refused =
        RefusedProduct.isNameless(cause) ? RefusedProduct.of(again) : Optional.empty();
    return refused.isPresent()
        ? SubmissionException.ofCall(method + ": " + refused.get() + place(cause, submission))
        : ofCall(method, cause, submission);
  }

  private static Throwable cause(Throwable thrown) {
    boolean isWrapped = thrown instanceof InvocationTargetException && thrown.getCause() != null;
    return isWrapped ? thrown.getCause() : thrown;
  }

  /** Tells what was thrown; an exception of the answer's own may throw when it is asked. */
  static String threw(String method, Throwable cause, String submission) {
    String thrown = method + " threw " + cause.getClass().getSimpleName();
    try {
      return told(thrown, cause, submission);
    } catch (RuntimeException | Error e) {
      return thrown + ", which cannot be asked for its message";
    }
  }

  private static String told(String thrown, Throwable cause, String submission) {
    StringBuilder text = new StringBuilder(thrown);
    String message = cause.getMessage();
    Matcher noMatrix = NO_MATRIX.matcher(String.valueOf(message));
    if (noMatrix.find()) {
      text.append(
              ": a matrix product does not fit: mmul takes two matrices, and there is an array of ")
          .append(noMatrix.group(1))
          .append(" axes, the batch first; Nd4j.matmul takes both, example by example");
    } else if (message == null || message.isBlank()) {
      text.append(" without a message");
    } else {
      String line = message.strip().lines().findFirst().orElse("");
      text.append(": ").append(line, 0, Math.min(line.length(), LONGEST_MESSAGE));
    }
    return text + place(cause, submission);
  }

  private static String place(Throwable cause, String submission) {
    for (StackTraceElement frame : cause.getStackTrace()) {
      // A notebook's cell counts its lines from somewhere above the cell: no help to anyone.
      boolean inFile = frame.getFileName() != null && !frame.getFileName().startsWith("$");
      if (inFile && frame.getClassName().startsWith(submission)) {
        return "%n  at %s, line %d".formatted(frame.getFileName(), frame.getLineNumber());
      }
    }
    return "";
  }

  /**
   * Tells that the time is over.
   *
   * @param method name of the task's method, or another name of what was asked
   * @param limit time that the check had
   */
  public static String timeOut(String method, Duration limit) {
    return "%s did not answer within %s: does a loop never end?".formatted(method, seconds(limit));
  }

  private static String seconds(Duration limit) {
    long millis = TimeUnit.NANOSECONDS.toMillis(limit.toNanos());
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis / 1000.0 + " s";
  }
}
