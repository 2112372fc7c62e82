package io.github.attention4j.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private long seconds;

  @Test
  void shortLoopPrintsNothing() {
    List<Integer> steps = new ArrayList<>();
    assertEquals("", Printed.by(() -> Progress.of("counting", 3).forEach(steps::add)));
    assertEquals(List.of(0, 1, 2), steps);
  }

  @Test
  void longLoopShowsALineAndErasesIt() {
    Progress progress = Progress.of("training", 4, this::nanoTime);
    String printed =
        Printed.by(
            () -> {
              for (int step : progress) {
                progress.note("loss 0." + step);
                seconds++;
              }
            });
    String line = "training: step 2 of 4, 2 s left, loss 0.1";
    assertTrue(printed.startsWith("\r" + line + "\r"), printed);
    assertTrue(printed.endsWith("\r" + " ".repeat(line.length()) + "\r"), printed);
  }

  @Test
  void interruptEndsTheLoopAndTheLoopsAroundIt() {
    List<Integer> steps = new ArrayList<>();
    CancellationException stopped =
        assertThrows(
            CancellationException.class,
            () -> {
              for (int seed : Progress.of("seeds", 5)) {
                for (int step : Progress.of("training", 10)) {
                  steps.add(step);
                  if (step == 2) {
                    Thread.currentThread().interrupt();
                  }
                }
              }
            });
    assertEquals(List.of(0, 1, 2), steps);
    assertEquals("training: interrupted after step 3 of 10", stopped.getMessage());
    assertFalse(Thread.interrupted(), "the interrupt is used up");
  }

  @Test
  void interruptErasesTheLine() {
    String printed =
        Printed.by(
            () -> {
              try {
                for (int step : Progress.of("training", 4, this::nanoTime)) {
                  seconds += 2;
                  if (step == 1) {
                    Thread.currentThread().interrupt();
                  }
                }
              } catch (CancellationException expected) {
                System.out.print("stopped");
              }
            });
    assertTrue(printed.endsWith(" \rstopped"), printed);
  }

  @Test
  void interruptAfterTheLastStepIsLeftAlone() {
    for (int step : Progress.of("training", 1)) {
      Thread.currentThread().interrupt();
    }
    assertTrue(Thread.interrupted());
  }

  @Test
  void negativeCountIsRefused() {
    assertEquals(
        "Progress: -1 steps, expected 0 or more",
        assertThrows(IllegalArgumentException.class, () -> Progress.of("x", -1)).getMessage());
  }

  private long nanoTime() {
    return seconds * 1_000_000_000L;
  }
}
