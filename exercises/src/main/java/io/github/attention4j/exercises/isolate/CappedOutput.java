package io.github.attention4j.exercises.isolate;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * Keeps the first characters of what a process prints, and swallows the rest without blocking it.
 */
final class CappedOutput {

  private final int limit;
  private final StringBuilder kept = new StringBuilder();
  private long dropped;

  CappedOutput(int limit) {
    this.limit = limit;
  }

  /** Starts to drain a stream; the thread ends with the stream. */
  Thread drain(InputStream stream) {
    Thread thread = new Thread(() -> read(stream), "output of the submission");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void read(InputStream stream) {
    char[] buffer = new char[8192];
    try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
        add(buffer, n);
      }
    } catch (IOException e) {
      // The process is gone; so is the rest of its output.
    }
  }

  private synchronized void add(char[] buffer, int length) {
    int room = Math.min(length, limit - kept.length());
    kept.append(buffer, 0, room);
    dropped += length - room;
  }

  /** Returns what was printed so far and forgets it. */
  synchronized String take() {
    String text = kept.toString();
    if (dropped > 0) {
      text += "%n... and %,d more characters".formatted(dropped);
    }
    kept.setLength(0);
    dropped = 0;
    return PlainText.of(text);
  }

  /** Whether what is kept contains some words. */
  synchronized boolean contains(String words) {
    return kept.indexOf(words) >= 0;
  }
}
