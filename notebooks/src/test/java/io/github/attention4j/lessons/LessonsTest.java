package io.github.attention4j.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.notebook.Lesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** The list of lessons, the notebooks and the README's map say the same. */
class LessonsTest {

  static List<Lesson> lessons() {
    return Lesson.all();
  }

  @Test
  void everyNotebookHasALineAndEveryLineANotebook() throws IOException {
    assertFalse(lessons().isEmpty());
    try (Stream<Path> files = Files.list(Path.of("."))) {
      List<String> notebooks =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.matches("\\d.*\\.ipynb"))
              .sorted()
              .toList();
      assertEquals(notebooks, lessons().stream().map(Lesson::file).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void everyLessonBeginsAsItsLineSays(Lesson lesson) throws IOException {
    String first = cells(lesson.file()).get(0);
    String heading = "# %s \u00b7 %s\n".formatted(lesson.number(), lesson.title());
    assertTrue(first.startsWith(heading), first);
    String time = "*Time:* about %d minutes".formatted(lesson.minutes());
    assertTrue(first.contains(time), () -> "expected " + time + " in " + first);
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void everyLessonEndsWithLinksToItsNeighbours(Lesson lesson) throws IOException {
    List<String> cells = cells(lesson.file());
    assertEquals(lesson.links(), cells.get(cells.size() - 1), "last cell of " + lesson.file());
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void theIndexAndTheReadmesMapLeadToEveryLesson(Lesson lesson) throws IOException {
    String link = "<a href=\\\"%s\\\">%s</a>".formatted(lesson.file(), lesson.label());
    assertTrue(
        Files.readString(Path.of("index.ipynb")).contains(link),
        () -> "./kit run index --save brings in " + lesson.label());
    String row = "| [%s](notebooks/%s) |".formatted(lesson.number(), lesson.file());
    assertTrue(
        Files.readString(Path.of("..", "README.md")).contains(row),
        () -> "README.md's map: expected " + row);
  }

  private static List<String> cells(String notebook) throws IOException {
    JsonNode cells = new ObjectMapper().readTree(Path.of(notebook).toFile()).get("cells");
    return StreamSupport.stream(cells.spliterator(), false).map(LessonsTest::source).toList();
  }

  /** A cell's text, one string or one a line. */
  private static String source(JsonNode cell) {
    JsonNode source = cell.get("source");
    StringBuilder text = new StringBuilder(source.isTextual() ? source.asText() : "");
    source.forEach(line -> text.append(line.asText()));
    return text.toString();
  }
}
