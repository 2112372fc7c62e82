package io.github.attention4j.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {

  @AfterEach
  void asItWas() {
    Experiment.setEnvironment(System.getenv());
  }

  @Test
  void asTheLessonSays() {
    Experiment.setEnvironment(Map.of());
    assertEquals(1, Experiment.seed());
    assertEquals(600, Experiment.steps(600));
    assertThrows(IllegalStateException.class, () -> Experiment.holds("no", false));
    assertEquals("\u2713 yes\n", Printed.by(() -> Experiment.holds("yes", true)));
  }

  @Test
  void quickly() {
    Experiment.setEnvironment(Map.of("ATTENTION4J_QUICK", "1"));
    assertEquals(60, Experiment.steps(600));
    assertEquals(1, Experiment.steps(3));
    assertEquals(
        "not claimed in quick mode: no\n", Printed.by(() -> Experiment.holds("no", false)));
  }

  @Test
  void fromAnotherSeed() {
    Experiment.setEnvironment(Map.of("ATTENTION4J_SEED", "7"));
    assertEquals(7, Experiment.seed());
    Experiment.setEnvironment(Map.of("ATTENTION4J_SEED", "x"));
    assertEquals(
        "ATTENTION4J_SEED is \"x\", expected a whole number",
        assertThrows(IllegalStateException.class, Experiment::seed).getMessage());
  }

  @Test
  void figuresAreKept(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("figures");
    Experiment.setEnvironment(Map.of("ATTENTION4J_FIGURES", file.toString()));
    assertEquals("accuracy 0.9833\n", Printed.by(() -> Experiment.figure("accuracy", 0.98333)));
    Experiment.figure("mass", 1);
    assertEquals("accuracy\t0.98333\nmass\t1.0\n", Files.readString(file));
  }
}
