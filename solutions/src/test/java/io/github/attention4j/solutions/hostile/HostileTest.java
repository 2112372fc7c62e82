package io.github.attention4j.solutions.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.isolate.Sandbox;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few of the catalogue, for every day; {@link HostileCatalogueTest} runs all of it. */
class HostileTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        Loops.InTheConstructor.class,
        Hoards.NativeMemory.class,
        Throws.AMessageThatThrows.class,
        States.InterruptedMainThread.class,
        Litter.DeepFolders.class,
        Strangers.Daemon.class,
        Oracles.Reflection.class,
      })
  void isContained(Class<?> hostile) throws IOException {
    Containment.assertContained(hostile, Sandbox.NONE);
  }

  @Test
  void isALargeCatalogue() {
    assertTrue(Containment.all().count() >= 80, () -> "entries: " + Containment.all().count());
  }
}
