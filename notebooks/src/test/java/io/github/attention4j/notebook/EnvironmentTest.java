package io.github.attention4j.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
  /** The same kernels multiply in tests as in lessons, so that a training ends alike in both. */
  @Test
  void testsRunInTheEnvironmentOfLessons() throws IOException {
    String[] settings = Files.readString(Path.of("target/kit/environment")).strip().split(" ");
    assertEquals(3, settings.length);
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      assertEquals(parts[1], System.getenv(parts[0]), parts[0]);
    }
  }
}
