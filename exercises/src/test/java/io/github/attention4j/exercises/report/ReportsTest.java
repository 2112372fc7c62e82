package io.github.attention4j.exercises.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.FirstTry;
import io.github.attention4j.exercises.grade.Grader;
import io.github.attention4j.exercises.grade.Grades;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** What each platform reads, of an answer with a wrong step, one that throws and three to do. */
class ReportsTest {

  private static final Grades GRADES = Grader.grade(new FirstTry());

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void theReporterOfGitHubClassroomGetsEachCheckAsARunner() throws JsonProcessingException {
    List<String> lines = ClassroomResults.of(List.of(GRADES)).lines().toList();

    assertEquals(GRADES.checks().size(), lines.size());
    int points = 0;
    for (String line : lines) {
      assertTrue(line.matches("check_04_[1-5][a-e]?=[A-Za-z0-9+/]+=*"), line);
      String encoded = line.replaceFirst("[^=]*=", "");
      JsonNode results =
          json(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
      assertEquals(1, results.get("version").asInt());
      assertEquals("fail", results.get("status").asText());
      assertEquals(1, results.get("tests").size());
      assertEquals(0, results.get("tests").get(0).get("score").asInt());
      points += results.get("max_score").asInt();
    }
    assertEquals(20, points);
  }

  @Test
  void gradescopeGetsEachCheckWithItsPoints() throws JsonProcessingException {
    JsonNode results = json(GradescopeResults.of(List.of(GRADES)));

    assertEquals(0, results.get("score").asInt());
    assertEquals("visible", results.get("visibility").asText());
    assertEquals(GRADES.checks().size(), results.get("tests").size());
    int points = 0;
    for (JsonNode test : results.get("tests")) {
      assertEquals("failed", test.get("status").asText());
      points += test.get("max_score").asInt();
    }
    assertEquals(20, points);
  }

  @Test
  void thePageNeedsNoNetworkAndRunsNothing() {
    String page = GradePage.of("Ann <b>", List.of(GRADES.withHints(1)));

    assertTrue(page.contains("<h1>Ann &lt;b&gt;</h1>"), page);
    assertTrue(page.contains("these are the unscaled scores: divide by sqrt(Dk)"), page);
    assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), page);
    assertTrue(page.contains("<summary>Hint 1</summary>"), page);
    assertFalse(Pattern.compile("<script|<link|<img|https?:|url\\(").matcher(page).find(), page);
  }

  @Test
  void thePageLeadsToWhatIsNext() {
    String page = GradePage.of("Ann", List.of(GRADES));

    assertTrue(page.contains("<a href=\"#check_04_1\">scores 04.1</a>"), page);
    assertTrue(page.contains("<article class=\"failed\" id=\"check_04_1\">"), page);
    assertEquals(GRADES.checks().size(), page.split("<article ", -1).length - 1);
    assertFalse(page.contains("<summary>Hint"), page);
  }
}
