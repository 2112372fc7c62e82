package io.github.attention4j.exercises.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.attention4j.exercises.check.NotDoneYetException;
import io.github.attention4j.exercises.check.SubmissionException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class IsolatedSubmissionTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  /** Serves all tests that leave its JVM alive, and those that kill it as well. */
  private static final IsolatedSubmission HOSTILE = submission(HostileDeeds.class.getName());

  private static IsolatedSubmission submission(String name) {
    return new IsolatedSubmission(Deeds.class, name, CLASS_PATH, Limits.DEFAULT);
  }

  @AfterAll
  static void end() {
    HOSTILE.close();
  }

  private static Object call(IsolatedSubmission submission, String name, Object... arguments) {
    Method method =
        Arrays.stream(Deeds.class.getMethods())
            .filter(candidate -> candidate.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return submission.call(method, arguments, LIMIT);
  }

  private static SubmissionException failure(String name) {
    return assertThrows(SubmissionException.class, () -> call(HOSTILE, name));
  }

  private static void assertFatal(String message, String name) {
    SubmissionException failure = failure(name);
    assertEquals(message, failure.getMessage());
    assertTrue(failure.isFatal());
    // And the next check is served again.
    assertEquals(3L, call(HOSTILE, "number", 3, false));
  }

  @Test
  void carriesResultsOfAllKinds() {
    INDArray x = Nd4j.createFromArray(new double[][] {{1, 2, 3}, {4, 5, 6}});

    INDArray[] both = (INDArray[]) call(HOSTILE, "both", x, null);

    assertEquals(x.permute(1, 0), both[0]);
    assertEquals(null, both[1]);
    assertEquals("why? \u00e9\u4e2d", call(HOSTILE, "text", "why?"));
    assertEquals(-3L, call(HOSTILE, "number", 3, true));
  }

  @Test
  void showsWhatTheAnswerDidToItsArguments() {
    INDArray x = Nd4j.createFromArray(1f, 2f);

    Object result = call(HOSTILE, "twice", x);

    assertEquals(Nd4j.createFromArray(2f, 4f), result);
    assertEquals(Nd4j.createFromArray(2f, 4f), x);
  }

  @Test
  void tellsWhatWasThrownWithoutControlCharacters() {
    assertTrue(
        failure("crash")
            .getMessage()
            .matches("crash threw IllegalStateException: no idea\\?\\[2J\n  at Hostile.*"),
        () -> failure("crash").getMessage());
    NotDoneYetException notDone =
        assertThrows(NotDoneYetException.class, () -> call(HOSTILE, "notDone"));
    assertEquals("step 1 of 1: behave?[2J", notDone.getMessage());
  }

  @Test
  void survivesACallThatLoops() throws NoSuchMethodException {
    Duration limit = Duration.ofMillis(1500);
    try (IsolatedSubmission looping =
        new IsolatedSubmission(
            Deeds.class,
            HostileDeeds.class.getName(),
            CLASS_PATH,
            Limits.DEFAULT.withCheckTime(limit))) {
      Method loop = Deeds.class.getMethod("loop");
      SubmissionException failure =
          assertThrows(SubmissionException.class, () -> looping.call(loop, new Object[0], limit));

      assertEquals(
          "loop did not answer within 1.5 s: does a loop never end?", failure.getMessage());
      assertTrue(failure.isFatal());
      assertEquals(3L, call(looping, "number", 3, false));
    }
  }

  @Test
  void survivesAnExit() {
    assertFatal(
        "the submission's JVM ended (exit code 7) during exit: is there a System.exit?", "exit");
  }

  @Test
  void survivesAnExhaustedHeap() {
    assertFatal("exhaustHeap ran out of memory: more than 256 MB of Java objects", "exhaustHeap");
  }

  @Test
  void survivesExhaustedMemoryOfArrays() {
    SubmissionException failure = failure("exhaustArrays");
    assertTrue(failure.isFatal());
    assertTrue(failure.getMessage().contains("OutOfMemoryError"), failure::getMessage);
    assertEquals(3L, call(HOSTILE, "number", 3, false));
  }

  @Test
  void keepsTheBeginningOfAFloodOnly() {
    try (IsolatedSubmission flooding = submission(HostileDeeds.class.getName())) {
      call(flooding, "flood");
      String printed = flooding.printed();

      assertTrue(printed.startsWith("first?[2Jxxx"), printed);
      assertTrue(printed.matches("(?s).*\n\\.\\.\\. and [0-9,]+ more characters"), printed);
      assertTrue(printed.length() < 2100, () -> "length " + printed.length());
    }
  }

  @Test
  void leavesNoProcessBehind() throws InterruptedException {
    long child;
    long grandchild;
    try (IsolatedSubmission submission = submission(HostileDeeds.class.getName())) {
      child = (long) call(submission, "processId");
      grandchild = (long) call(submission, "grandchild");
      assertTrue(isAlive(child) && isAlive(grandchild));
    }
    assertFalse(isAlive(child));
    // It is killed, but another process than this one waits for its end.
    for (int i = 0; i < 100 && isAlive(grandchild); i++) {
      Thread.sleep(20);
    }
    assertFalse(isAlive(grandchild));
  }

  private static boolean isAlive(long processId) {
    return ProcessHandle.of(processId).map(ProcessHandle::isAlive).orElse(false);
  }

  @Test
  void hidesTheEnvironment() {
    Set<String> seen =
        new TreeSet<>(Arrays.asList(call(HOSTILE, "environment").toString().split(" ")));
    seen.removeAll(ChildJvm.ENVIRONMENT);
    seen.removeIf(name -> name.startsWith("_") || name.startsWith("__CF")); // set by the system
    assertEquals(Set.of("OMP_NUM_THREADS", "ATTENTION4J_ANSWER"), seen);
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void servesInASandboxWithoutOtherProcesses(Sandbox sandbox) {
    assumeTrue(sandbox.works(), "not on this machine");
    try (IsolatedSubmission boxed =
        new IsolatedSubmission(
            Deeds.class, HostileDeeds.class.getName(), CLASS_PATH, Limits.DEFAULT.in(sandbox))) {
      INDArray x = Nd4j.createFromArray(1f, 2f);
      assertEquals(Nd4j.createFromArray(2f, 4f), call(boxed, "twice", x));
      assertTrue((long) call(boxed, "processId") < 100, "counts its processes from 1");
    }
  }

  @Test
  void tellsWhatKindOfClassIsNoAnswer() {
    try (IsolatedSubmission stranger = submission("java.lang.String")) {
      SubmissionException failure =
          assertThrows(SubmissionException.class, () -> call(stranger, "exit"));
      assertEquals("java.lang.String does not implement Deeds", failure.getMessage());
    }
    try (IsolatedSubmission missing = submission("no.such.Answer")) {
      SubmissionException failure =
          assertThrows(SubmissionException.class, () -> call(missing, "exit"));
      assertEquals("there is no class no.such.Answer", failure.getMessage());
    }
  }

  @Test
  void blamesNoAnswerForAJvmThatDoesNotStart() {
    try (IsolatedSubmission lost =
        new IsolatedSubmission(Deeds.class, "Answer", "/nowhere", Limits.DEFAULT)) {
      UncheckedIOException failure =
          assertThrows(UncheckedIOException.class, () -> call(lost, "exit"));
      assertTrue(
          failure.getMessage().contains("the submission's JVM did not start: Error"),
          failure::getMessage);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7fffffff, a message cannot have 2147483647 bytes",
    "ffffffff, a message cannot have -1 bytes",
    // kind, empty text, then an array of rank 2000000000
    "00000015 00 0000 01 0005464c4f4154 00 00 77359400 0000000000000000, a length of 2000000000",
    // kind, empty text, null, more arguments than there are bytes
    "00000008 00 0000 00 00ffffff, a length of 16777215",
    // kind, empty text, then arrays that hold arrays
    "00000009 00 0000 02 00000001 02, an array of arrays holds a ARRAYS",
    "00000001 63, Index 99 out of bounds",
    "00000000, null",
  })
  void takesNoGarbageForAResult(String bytes, String complaint) {
    try (IsolatedSubmission lying =
        new IsolatedSubmission(
            Deeds.class,
            bytes.replace(" ", ""),
            CLASS_PATH,
            Limits.DEFAULT,
            LyingMain.class.getName())) {
      SubmissionException failure =
          assertThrows(SubmissionException.class, () -> call(lying, "exit"));

      assertTrue(failure.isFatal());
      assertTrue(
          failure.getMessage().startsWith("exit sent the grader something else than a result: "),
          failure::getMessage);
      assertTrue(failure.getMessage().contains(complaint), failure::getMessage);
    }
  }

  @Test
  void keepsResultsThatTheTaskCannotReturnFromTheGrader() {
    // RETURNED, no text, the INT 5, no arguments: exit() must return an array.
    String bytes = "0000000c" + "00" + "0000" + "03" + "00000005" + "00000000";
    try (IsolatedSubmission lying =
        new IsolatedSubmission(
            Deeds.class, bytes, CLASS_PATH, Limits.DEFAULT, LyingMain.class.getName())) {
      SubmissionException failure =
          assertThrows(SubmissionException.class, () -> call(lying, "exit"));
      assertEquals(
          "exit did not return a org.nd4j.linalg.api.ndarray.INDArray", failure.getMessage());
    }
  }
}
