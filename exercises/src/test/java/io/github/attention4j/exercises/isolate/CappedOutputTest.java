package io.github.attention4j.exercises.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CappedOutputTest {

  @Test
  void keepsTheBeginningAndCountsTheRest() throws InterruptedException {
    CappedOutput output = new CappedOutput(10);
    byte[] flood = "0123456789x".repeat(100_000).getBytes(StandardCharsets.UTF_8);

    output.drain(new ByteArrayInputStream(flood)).join();

    assertEquals("0123456789\n... and 1,099,990 more characters", output.take());
    assertEquals("", output.take());
  }
}
