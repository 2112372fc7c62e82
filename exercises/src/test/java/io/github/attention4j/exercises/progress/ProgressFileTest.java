package io.github.attention4j.exercises.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.exercises.lesson04.DigitReader;
import io.github.attention4j.exercises.lesson04.ScaledDotProductTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressFileTest {

  @TempDir Path folder;
  private Path file;
  private ProgressFile progress;

  @BeforeEach
  void begin() {
    file = folder.resolve("progress.txt");
    progress = new ProgressFile(file);
  }

  @Test
  void nothingIsKnownAndNoFileMadeBeforeTheFirstPoint() {
    assertEquals(Optional.empty(), progress.add("04", 0, 20));
    assertEquals(new ProgressFile.Content(Map.of(), List.of()), progress.read());
    assertFalse(Files.exists(file));
  }

  @Test
  void keepsTheBestAndTheDayOfIt() throws IOException {
    Files.writeString(file, "04 7 of 20 2024-02-29\n");
    progress.add("04", 3, 20);
    progress.add("04", 7, 20);
    assertEquals("04 7 of 20 2024-02-29\n", Files.readString(file));

    progress.add("04", 20, 20);
    progress.add("05", 1, 9);
    progress.add("04", 17, 20);

    LocalDate today = LocalDate.now();
    assertEquals(
        Map.of("04", new Best("04", 20, 20, today), "05", new Best("05", 1, 9, today)),
        progress.read().best());
    assertTrue(Files.readString(file).startsWith("04 7 of 20 2024-02-29\n04 20 of 20 "));
  }

  @Test
  void keepsAnExperimentBesideItsExercise() {
    progress.add(ScaledDotProductTask.class.getAnnotation(Exercise.class), 20, 20);
    progress.add(DigitReader.class.getAnnotation(Exercise.class), 7, 10);
    progress.add(DigitReader.class.getAnnotation(Exercise.class), 6, 10);

    LocalDate today = LocalDate.now();
    assertEquals(
        Map.of(
            "04", new Best("04", 20, 20, today),
            "04 experiment", new Best("04 experiment", 7, 10, today)),
        new ProgressFile(file).read().best());
  }

  @Test
  void whatWasPassedStaysPassedWhenTheExerciseGrows() {
    progress.add("04", 20, 20);
    progress.add("04", 22, 24);
    assertTrue(progress.read().best().get("04").passed());
  }

  @Test
  void leavesDamageInPlaceAndSaysSo() throws IOException {
    byte[] damaged =
        "# mine\n04 9 of 20 2026-01-01\n\0\u00ff\n05 30 of 20 2026-01-01\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, damaged);
    Files.writeString(file, "06 1 of 2 2026-02-30\n07 1 of", StandardOpenOption.APPEND);

    ProgressFile.Content content = progress.read();
    assertEquals(Map.of("04", new Best("04", 9, 20, LocalDate.of(2026, 1, 1))), content.best());
    assertEquals(
        IntStream.of(3, 4, 5, 6)
            .mapToObj("progress.txt: line %d is not understood and left out"::formatted)
            .toList(),
        content.notes());

    progress.add("07", 2, 2);
    assertTrue(progress.read().best().get("07").passed());
    assertEquals(4, progress.read().notes().size());
  }

  @Test
  void sayWhereNothingCanBeKept() throws IOException {
    Files.createDirectory(file);
    assertTrue(progress.read().notes().get(0).startsWith("progress.txt cannot be read: "));
    String note = progress.add("04", 1, 20).orElseThrow();
    assertTrue(note.startsWith("your points could not be kept in progress.txt: "), note);
  }

  @Test
  void gradingsAtATimeLoseNothing() throws IOException {
    IntStream.rangeClosed(1, 99)
        .parallel()
        .forEach(lesson -> new ProgressFile(file).add("%02d".formatted(lesson), 1, 1));
    assertEquals(99, progress.read().best().size());
    assertEquals(List.of(), progress.read().notes());
  }
}
