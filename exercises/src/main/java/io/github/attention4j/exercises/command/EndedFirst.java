package io.github.attention4j.exercises.command;

import io.github.attention4j.exercises.check.Submission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Ends the answer before a listener writes its report: while an answer runs, it may write to the
 * same folder.
 */
final class EndedFirst implements TestExecutionListener {

  private final Submission submission;
  private final TestExecutionListener report;
  private final Path folder;

  /**
   * Wraps a listener.
   *
   * @param submission the answer
   * @param report listener that writes when all tests are finished
   * @param folder where it writes to
   */
  EndedFirst(Submission submission, TestExecutionListener report, Path folder) {
    this.submission = submission;
    this.report = report;
    this.folder = folder;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    report.testPlanExecutionStarted(plan);
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    report.executionStarted(test);
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    report.executionSkipped(test, reason);
  }

  @Override
  public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
    report.reportingEntryPublished(test, entry);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    report.executionFinished(test, result);
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    submission.close();
    try {
      deleteLinks();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    report.testPlanExecutionFinished(plan);
  }

  /** What the answer made of the folder would lead the report elsewhere. */
  private void deleteLinks() throws IOException {
    if (Files.isSymbolicLink(folder)) {
      Files.delete(folder);
    }
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          if (Files.isSymbolicLink(file)) {
            Files.delete(file);
          }
        }
      }
    }
  }
}
