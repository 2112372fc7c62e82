package io.github.attention4j.peers.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of this process that is resident, as Linux counts it. */
final class Memory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");

  private Memory() {}

  /** Bytes now; -1 where there is no such file. */
  static long now() {
    return read("VmRSS:");
  }

  /** The most bytes since {@link #forgetPeak}; -1 where there is no such file. */
  static long peak() {
    return read("VmHWM:");
  }

  static void forgetPeak() {
    if (Files.isWritable(CLEAR)) {
      try {
        Files.writeString(CLEAR, "5");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static long read(String name) {
    if (!Files.isReadable(STATUS)) {
      return -1;
    }
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(name)) {
          return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
      return -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
