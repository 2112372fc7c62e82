package io.github.attention4j.exercises.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void indentsObjectsAndArraysInOrder() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("score", 3);
    object.put("time", 0.25);
    object.put("tests", List.of(Map.of("name", "scores"), List.of()));
    object.put("none", null);
    object.put("done", true);

    assertEquals(
        """
        {
          "score": 3,
          "time": 0.25,
          "tests": [
            {
              "name": "scores"
            },
            []
          ],
          "none": null,
          "done": true
        }
        """,
        Json.of(object));
  }

  @Test
  void escapesWhatAStringMayNotHold() {
    assertEquals(
        "\"say \\\"\\\\\\n\\u0000\\u001b\\u007f \u00e9 \\ud83d\"\n",
        Json.of("say \"\\\n\u0000\u001b\u007f \u00e9 \ud83d"));
  }
}
