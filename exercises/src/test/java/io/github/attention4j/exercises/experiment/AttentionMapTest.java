package io.github.attention4j.exercises.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.check.WrongAnswerError;
import io.github.attention4j.exercises.trial.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.nd4j.linalg.api.buffer.DataType;

class AttentionMapTest {

  private static final int LENGTH = 6;

  /** Query i looks at key 5 - i; query 0 at nothing that is known. */
  private static final Values RIGHT = map((query, key) -> query > 0 && key == 5 - query ? 1 : 0);

  private interface Rule {
    double at(int query, int key);
  }

  private static Values map(Rule rule) {
    return Values.fill(index -> rule.at(index[0], index[1]), LENGTH, LENGTH);
  }

  private static AttentionMap of(Values values) {
    return AttentionMap.of(values.toArray(DataType.DOUBLE), LENGTH, LENGTH);
  }

  /** Mostly at one key, the rest spread over the others. */
  private static AttentionMap looking(double most, int shift, int direction) {
    return of(
        map(
            (query, key) -> {
              int at = Math.floorMod(shift + direction * query, LENGTH);
              return key == at ? most : (1 - most) / (LENGTH - 1);
            }));
  }

  private static String diagnosis(AttentionMap map) {
    TestReporter nobody = entry -> {};
    return assertThrows(
            WrongAnswerError.class, () -> map.mass("weight", RIGHT).atLeast(0.9, nobody))
        .getMessage();
  }

  @Test
  void measuresOverTheQueriesThatHaveARightKey() {
    AttentionMap right = looking(0.8, 5, -1);

    assertEquals(0.8, right.massOn(RIGHT), 1e-12);
    assertEquals(1, right.heaviestOn(RIGHT), 1e-12);
    assertEquals(1.0 / LENGTH, AttentionMap.chance(RIGHT), 1e-12);
  }

  @Test
  void equalWeightsPointNoBetterThanChance() {
    AttentionMap equal = of(map((query, key) -> 1.0 / LENGTH));

    assertEquals(1.0 / LENGTH, equal.heaviestOn(RIGHT), 1e-12);
    assertEquals(1.0 / LENGTH, equal.massOn(RIGHT), 1e-12);
  }

  @Test
  void namesWhatGoesWrongWithMaps() {
    assertTrue(diagnosis(looking(0.2, 5, -1)).startsWith("every query attends to nearly all"));
    assertTrue(diagnosis(looking(0.95, 2, 0)).startsWith("nearly all queries attend to one"));
    assertTrue(diagnosis(looking(0.95, 0, 1)).startsWith("the map is mirrored"));
    assertTrue(diagnosis(looking(0.95, 4, -1)).startsWith("the map is right, but one key too far"));
    assertTrue(diagnosis(looking(0.6, 5, -1)).startsWith("the heaviest key is right for 100 %"));
  }

  @Test
  void showsWhatWasMeasuredBesideItsBaseline() {
    List<Map<String, String>> entries = new ArrayList<>();
    TestReporter reporter = entries::add;

    looking(0.95, 5, -1).mass("weight", RIGHT).atLeast(0.9, reporter);

    assertEquals(
        "weight: 0.9500, asked: at least 0.9000\n  beside: equal weights: 0.1667",
        entries.get(0).get(Measurement.ENTRY));
    assertTrue(
        diagnosis(looking(0.6, 5, -1)).endsWith("beside: equal weights: 0.1667"),
        "the evidence is shown when it fails, too");
  }

  @Test
  void refusesWhatIsNoMap() {
    assertRefused("the map is null", null);
    assertRefused("the map has negative weights", map((query, key) -> query - key));
    assertRefused("a row of the map sums to 0.6000", map((query, key) -> 0.1 + 0 * key));
    Values columns = map((query, key) -> key == 0 ? (query == 0 ? 1 : 0) : query == 1 ? 1 : 0);
    assertRefused("the columns sum to 1, not the rows", columns);
  }

  private static void assertRefused(String words, Values values) {
    WrongAnswerError error =
        assertThrows(
            WrongAnswerError.class,
            () ->
                AttentionMap.of(
                    values == null ? null : values.toArray(DataType.DOUBLE), LENGTH, LENGTH));
    assertTrue(error.getMessage().startsWith(words), error.getMessage());
  }
}
