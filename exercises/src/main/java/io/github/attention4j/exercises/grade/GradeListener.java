package io.github.attention4j.exercises.grade;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.NotDoneYetException;
import io.github.attention4j.exercises.check.SubmissionException;
import io.github.attention4j.exercises.check.WrongAnswerError;
import io.github.attention4j.exercises.experiment.Measurement;
import io.github.attention4j.exercises.grade.Grade.Outcome;
import io.github.attention4j.exercises.handin.NoAnswerException;
import java.util.HashMap;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Turns JUnit's results into grades. */
final class GradeListener implements TestExecutionListener {

  private final Map<String, Grade> grades = new HashMap<>();
  private final Map<String, String> measured = new HashMap<>();
  private long start;

  /** Returns the grades by the names of the grader's methods. */
  Map<String, Grade> grades() {
    return Map.copyOf(grades);
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    start = System.nanoTime();
  }

  @Override
  public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
    String text = entry.getKeyValuePairs().get(Measurement.ENTRY);
    if (text != null) {
      measured.merge(test.getUniqueId(), text, (before, more) -> before + "\n" + more);
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.getSource().orElse(null) instanceof MethodSource source) {
      Check check = source.getJavaMethod().getAnnotation(Check.class);
      double seconds = (System.nanoTime() - start) / 1e9;
      grades.put(source.getMethodName(), grade(check, result, seconds, test));
    }
  }

  private Grade grade(
      Check check, TestExecutionResult result, double seconds, TestIdentifier test) {
    if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
      String text = measured.getOrDefault(test.getUniqueId(), "");
      return new Grade(check, Outcome.PASSED, text, "", seconds);
    }
    Throwable thrown = result.getThrowable().orElse(null);
    if (thrown instanceof NotDoneYetException) {
      return new Grade(check, Outcome.NOT_DONE, thrown.getMessage(), "", seconds);
    }
    String hint = thrown instanceof WrongAnswerError wrong ? wrong.hint() : "";
    if (thrown instanceof WrongAnswerError
        || thrown instanceof SubmissionException
        || thrown instanceof NoAnswerException) {
      return new Grade(check, Outcome.FAILED, thrown.getMessage(), hint, seconds);
    }
    return new Grade(
        check,
        Outcome.GRADER_BROKEN,
        "the grader itself failed (" + thrown + "); this is not your fault, please report it",
        "",
        seconds);
  }
}
