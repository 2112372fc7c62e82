package io.github.attention4j.exercises.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchMainTest {

  private static final String FOLDER = "io/github/attention4j/exercises/lesson04";
  private static final Path STARTER =
      Path.of("..", "exercises", "src/main/java", FOLDER, "ScaledDotProduct.java");
  private static final String TODO = "throw new NotDoneYetException(\"step 1 of 5";

  @TempDir Path sources;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int watch(int times, String... arguments) {
    try {
      return WatchMain.run(
          sources,
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8),
          times,
          arguments);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String shown() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private void await(String text) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!shown().contains(text) && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    assertTrue(shown().contains(text), this::shown);
  }

  @Test
  void showsWhatChangedWithEachSave() throws Exception {
    Path file = Files.createDirectories(sources.resolve(FOLDER)).resolve("ScaledDotProduct.java");
    String starter = Files.readString(STARTER);
    assumeTrue(starter.contains(TODO));
    Files.writeString(file, starter);
    CompletableFuture<Integer> watching = CompletableFuture.supplyAsync(() -> watch(3, "4"));
    await("Next: 04.1 scores: step 1 of 5: compare every query with every key\n");

    Files.writeString(file, starter.replace(TODO, "retrn new X(\"a"));
    int line = (int) starter.substring(0, starter.indexOf(TODO)).lines().count();
    await("it does not compile:\n  " + FOLDER + "/ScaledDotProduct.java:" + line + ": ");

    String product = "org.nd4j.linalg.factory.Nd4j.matmul(query, key, false, true, false)";
    String step = "if (true) return " + product + ".div(Math.sqrt(key.size(2)));\n    " + TODO;
    Files.writeString(file, starter.replace(TODO, step));
    await("+3  04.1 scores passes\n");

    assertEquals(0, watching.get(60, TimeUnit.SECONDS));
    assertTrue(shown().contains("3 of 20 points\nNext: 04.2a maskedSoftmax:\n"), this::shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "04 05 | takes one lesson, --experiment and --hints, as in: watch 04",
        "--hints 1 | takes one lesson, --experiment and --hints, as in: watch 04",
        "04 --json a.json | takes one lesson, --experiment and --hints, as in: watch 04",
        "99 | no exercise for lesson 99: choose from LESSONS",
      })
  void refusesAWrongCommandInOneLine(String command, String complaint) throws IOException {
    assertEquals(2, watch(1, command.split(" ")));
    assertEquals("watch: " + Lessons.named(complaint) + "\n", err.toString(StandardCharsets.UTF_8));
    assertEquals("", shown());
  }

  @Test
  void explainsItself() {
    assertEquals(0, watch(1, "--help"));
    assertTrue(shown().contains("usage: watch LESSON"));
  }
}
