package io.github.attention4j.solutions.lesson04;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.command.GradeMain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A folder that somebody hands in, and what the command line makes of it. */
abstract class HandedIn {

  static final String PACKAGE = "io.github.attention4j.exercises.lesson04";
  static final String FOLDERS = "src/main/java/io/github/attention4j/%s/lesson04/";
  static final Path SOLUTION = Path.of(FOLDERS.formatted("solutions"), "ScaledDotProduct.java");

  @TempDir Path folder;
  String card;

  int grade(String... more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String[] arguments =
        Stream.concat(Stream.of("04", "--submission", folder.toString()), Stream.of(more))
            .toArray(String[]::new);
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code = GradeMain.run(printed, printed, arguments);
    card = out.toString(StandardCharsets.UTF_8);
    return code;
  }

  void assertRight(String... more) {
    assertEquals(0, grade(more), () -> card);
    assertTrue(card.endsWith("\n20 of 20 points\n\n"), card);
  }

  /** The reason is there, once, and no point is given for it. */
  void assertMissing(String reason, String... more) {
    assertEquals(1, grade(more), () -> card);
    assertTrue(card.endsWith("\n0 of 20 points\n\n"), card);
    assertEquals(2, card.split(Pattern.quote("\n" + reason + "\n"), -1).length, card);
  }

  static String solution() throws IOException {
    return Files.readString(SOLUTION)
        .replace("io.github.attention4j.solutions", "io.github.attention4j.exercises");
  }

  Path write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }
}
