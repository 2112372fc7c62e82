package io.github.attention4j.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LessonTest {

  private static final List<Lesson> THREE =
      Lesson.parse(
          Stream.of(
              "# a comment",
              "03 | additive | Additive | Why? | nothing | 30",
              "04 | scaled | Scaled | Why a root? | 03 | 45",
              "06 | heads | Multi-head | How many? | 04, 05 | 50"));

  @Test
  void linksToTheNeighboursThatThereAre() {
    assertEquals(
        "[All lessons](index.ipynb) \u00b7 [04 Scaled](04-scaled.ipynb) \u2192",
        THREE.get(0).links(THREE));
    assertEquals(
        "\u2190 [03 Additive](03-additive.ipynb) \u00b7 [All lessons](index.ipynb)"
            + " \u00b7 [06 Multi-head](06-heads.ipynb) \u2192",
        THREE.get(1).links(THREE));
    assertEquals(
        "\u2190 [04 Scaled](04-scaled.ipynb) \u00b7 [All lessons](index.ipynb)",
        THREE.get(2).links(THREE));
    assertEquals("[All lessons](index.ipynb)", THREE.get(0).links(THREE.subList(0, 1)));
  }

  @Test
  void refusesALineThatIsNoLesson() {
    String line = "04 | scaled | Scaled | Why a root? | 45";
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Lesson.parse(Stream.of(line)));
    assertEquals("lessons.txt: six cells, the last a number: " + line, refusal.getMessage());
  }
}
