package io.github.attention4j.exercises.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.Exercises;
import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.notebook.Lesson;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverviewTest {

  private static final Lesson TOUR = new Lesson("00", "tour", "Tour", "What is here?", "Java", 10);
  private static final Lesson SCALED =
      new Lesson("04", "scaled", "Scaled", "Why <a root>?", "00", 45);
  private static final LocalDate DAY = LocalDate.of(2026, 1, 31);

  private static Overview overview(Best... best) {
    Map<String, Best> all = new HashMap<>();
    for (Best one : best) {
      all.put(one.exercise(), one);
    }
    return new Overview(List.of(TOUR, SCALED), new ProgressFile.Content(all, List.of()));
  }

  @Test
  void invitesToTheFirstLessonAndThenToTheFirstNotPassed() {
    assertEquals(TOUR, overview().next().orElseThrow());
    assertEquals(SCALED, overview(new Best("04", 3, 20, DAY)).next().orElseThrow());
    assertTrue(overview(new Best("04", 20, 20, DAY)).next().isEmpty());
  }

  @Test
  void readsInATerminal() {
    assertEquals(
        """
        lesson     minutes  your exercise
        ---------  -------  -------------
        00 Tour         10  none
        04 Scaled       45  to do

        Start here: 00 Tour
        """,
        overview().toString());
    assertTrue(
        overview(new Best("04", 3, 20, DAY))
            .toString()
            .endsWith("45  3 of 20 points\n\nGo on here: 04 Scaled\n"));
    assertTrue(
        overview(new Best("04", 20, 20, DAY))
            .toString()
            .endsWith("45  passed on 2026-01-31\n\nYou have passed every exercise.\n"));
  }

  @Test
  void showsWhatWasMeasuredOfTheExperiments() {
    assertEquals(
        """
        lesson     minutes  your exercise   your experiment
        ---------  -------  --------------  ---------------
        00 Tour         10  none
        04 Scaled       45  3 of 20 points  7 of 10 points

        Go on here: 04 Scaled
        """,
        overview(new Best("04", 3, 20, DAY), new Best("04 experiment", 7, 10, DAY))
            .toString()
            .replaceAll(" +\n", "\n"));
  }

  @Test
  void leadsToTheLessons() {
    String html = overview().rendering().contents().get("text/html");
    assertTrue(
        html.startsWith("<p><b>Start here: <a href=\"00-tour.ipynb\">00 Tour</a></b></p>"), html);
    assertTrue(html.contains("<a href=\"04-scaled.ipynb\">04 Scaled</a></td>"), html);
    assertTrue(html.contains("Why &lt;a root&gt;?"), html);
  }

  @Test
  void tellsOfADamagedFile() {
    Overview overview =
        new Overview(
            List.of(TOUR),
            new ProgressFile.Content(Map.of(), List.of("progress.txt: line 3 is damaged")));
    assertTrue(overview.toString().startsWith("progress.txt: line 3 is damaged\n"));
  }

  @Test
  void everyExerciseBelongsToALessonOfItsName() {
    Map<String, String> titles = new HashMap<>();
    Lesson.all().forEach(lesson -> titles.put(lesson.number(), lesson.title()));
    for (Class<?> task : Exercises.TASKS) {
      Exercise exercise = task.getAnnotation(Exercise.class);
      assertEquals(exercise.title(), titles.get(exercise.lesson()), exercise.lesson());
    }
  }
}
