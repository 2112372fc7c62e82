package io.github.attention4j.notebook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An NVIDIA GPU.
 *
 * @param name what NVIDIA calls it
 * @param capability its compute capability, such as 8.6
 */
record Gpu(String name, double capability) {

  /**
   * The capabilities that ND4J's CUDA backend serves: its library holds machine code for sm_37 to
   * sm_86 and none that newer generations could translate; code for 8.6 runs on 8.9 too.
   */
  static final double LOWEST_CAPABILITY = 3.7;

  static final double HIGHEST_CAPABILITY = 8.9;

  /** The first GPU that {@code nvidia-smi} reports; none where there is no such command. */
  static Optional<Gpu> installed() {
    try {
      Process process =
          new ProcessBuilder("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader")
              .redirectErrorStream(true)
              .start();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      byte[] output = process.getInputStream().readAllBytes();
      return process.exitValue() == 0
          ? parsed(new String(output, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // no such command
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** From lines such as {@code NVIDIA A10, 8.6}. */
  static Optional<Gpu> parsed(String report) {
    return report
        .lines()
        .findFirst()
        .map(line -> line.split(",\\s*"))
        .filter(fields -> fields.length == 2 && fields[1].strip().matches("\\d+\\.\\d+"))
        .map(fields -> new Gpu(fields[0].strip(), Double.parseDouble(fields[1].strip())));
  }

  boolean served() {
    return capability >= LOWEST_CAPABILITY && capability <= HIGHEST_CAPABILITY;
  }

  @Override
  public String toString() {
    return "%s (compute capability %s)".formatted(name, capability);
  }
}
