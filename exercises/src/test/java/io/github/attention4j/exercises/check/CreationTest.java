package io.github.attention4j.exercises.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CreationTest {

  private abstract static class Half {}

  private static final class Demanding {
    Demanding(int number) {}
  }

  private final class Inner {}

  private static final class Throwing {
    Throwing() {
      throw new IllegalStateException("not today");
    }
  }

  private static final class Broken {
    static final int NUMBER = Integer.parseInt("none");
  }

  private static final class Later {
    Later() {
      throw new NotDoneYetException("step 1 of 1: train");
    }
  }

  private static String refusal(Class<?> type) {
    SubmissionException refusal = assertThrows(SubmissionException.class, () -> Creation.of(type));
    assertTrue(refusal.isFatal());
    return refusal.getMessage().lines().findFirst().orElse("");
  }

  @Test
  void saysPlainlyWhyThereIsNoAnswer() {
    assertEquals(
        "Half is abstract, so there is nothing to ask: write every step without 'abstract'",
        refusal(Half.class));
    assertEquals(
        "Demanding needs a constructor without parameters: Demanding()", refusal(Demanding.class));
    assertEquals("Inner is an inner class: make it static", refusal(Inner.class));
    assertEquals(
        "the constructor of Throwing threw IllegalStateException: not today",
        refusal(Throwing.class));
    assertEquals(
        "the static initialiser of Broken threw NumberFormatException: For input string: \"none\"",
        refusal(Broken.class));
  }

  @Test
  void leavesAStepThatIsNotDoneToTheLearner() {
    assertThrows(NotDoneYetException.class, () -> Creation.of(Later.class));
  }
}
