package io.github.attention4j.exercises.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.time.Duration;
import jdk.jshell.JShell;
import org.junit.jupiter.api.Test;

class LocalSubmissionTest {

  private interface Task {
    String answer(String question);
  }

  private static final Duration LIMIT = Duration.ofMillis(200);

  private static Object call(Task answer) throws NoSuchMethodException {
    Method method = Task.class.getDeclaredMethod("answer", String.class);
    try (LocalSubmission submission = new LocalSubmission(answer.getClass(), answer, LIMIT)) {
      return submission.call(method, new Object[] {"why?"}, LIMIT);
    }
  }

  @Test
  void returnsWhatTheAnswerReturns() throws NoSuchMethodException {
    assertEquals("why? because", call(question -> question + " because"));
  }

  @Test
  void givesUpACallThatLoops() {
    SubmissionException failure =
        assertThrows(
            SubmissionException.class,
            () ->
                call(
                    question -> {
                      while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                      }
                      return question;
                    }));

    assertTrue(failure.isFatal());
    assertEquals(
        "answer did not answer within 0.2 s: does a loop never end?", failure.getMessage());
  }

  @Test
  void nameIsTheClassAsItWasWritten() {
    try (LocalSubmission submission = new LocalSubmission(ThrowingAnswer.class, LIMIT)) {
      assertEquals(ThrowingAnswer.class.getName(), submission.name());
    }
  }

  /** A cell's class has a number in its name, another one in each kernel and at each run. */
  @Test
  void nameOfACellsClassIsTheOneInTheCell() {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      shell.addToClasspath(
          LocalSubmission.class.getProtectionDomain().getCodeSource().getLocation().getPath());
      shell.eval("class Mine {}");
      shell.eval(
          "String name = new %s(Mine.class, java.time.Duration.ZERO).name();"
              .formatted(LocalSubmission.class.getName()));
      // Compared inside: JShell takes such names out of what it returns.
      assertEquals("true", value(shell, "Mine.class.getName().startsWith(\"REPL.$JShell$\")"));
      assertEquals("true", value(shell, "name.equals(\"Mine\")"));
    }
  }

  private static String value(JShell shell, String expression) {
    return shell.eval(expression).get(0).value();
  }

  @Test
  void tellsWhatWasThrownAndWhere() {
    SubmissionException failure =
        assertThrows(SubmissionException.class, () -> call(new ThrowingAnswer()));

    assertFalse(failure.isFatal());
    assertTrue(
        failure
            .getMessage()
            .matches(
                "answer threw IllegalStateException: no idea\\R"
                    + "  at LocalSubmissionTest.java, line \\d+"),
        failure.getMessage());
  }

  private static final class ThrowingAnswer implements Task {
    @Override
    public String answer(String question) {
      throw new IllegalStateException("no idea");
    }
  }

  @Test
  void passesAStepThatIsNotDoneYet() {
    assertThrows(
        NotDoneYetException.class,
        () ->
            call(
                question -> {
                  throw new NotDoneYetException("step 1");
                }));
  }
}
