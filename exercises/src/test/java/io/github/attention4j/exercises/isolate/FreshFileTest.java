package io.github.attention4j.exercises.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshFileTest {

  @TempDir Path folder;

  @Test
  void takesThePlaceOfALinkAndLeavesWhatItLedTo() throws IOException {
    Path kept = Files.writeString(folder.resolve("kept"), "mine");
    Path results = Files.createSymbolicLink(folder.resolve("results.json"), kept);

    FreshFile.write(results, "{}");

    assertFalse(Files.isSymbolicLink(results));
    assertEquals("{}", Files.readString(results));
    assertEquals("mine", Files.readString(kept));
  }

  @Test
  void isOutOfReachForWhoeverHadTheOldFileOpen() throws IOException {
    Path results = folder.resolve("results.json");
    try (Writer open = Files.newBufferedWriter(results)) {
      FreshFile.write(results, "{}");
      open.write("20 of 20");
    }

    assertEquals("{}", Files.readString(results));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(results), files.toList());
    }
  }
}
