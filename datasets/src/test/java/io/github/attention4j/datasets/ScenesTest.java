package io.github.attention4j.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.Thing.Fill;
import io.github.attention4j.datasets.Thing.Shape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import tech.tablesaw.api.Table;

class ScenesTest {
  private static final Scenes SCENES = Scenes.of(200, 1);

  @Test
  void aCaptionNamesThreeThingsAndNoOtherHasTheirNames() {
    for (int i = 0; i < SCENES.size(); i++) {
      List<Thing> things = SCENES.things(i);
      String named =
          "a %s , a %s and a %s"
              .formatted(things.get(0).name(), things.get(1).name(), things.get(2).name());
      assertEquals(named, String.join(" ", SCENES.caption(i)));
      for (Thing thing : things.subList(0, 3)) {
        assertEquals(1, things.stream().filter(t -> t.name().equals(thing.name())).count());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 7})
  void everyCellHoldsAThing(int side) {
    Scenes scenes = Scenes.of(5, side, 3);
    for (int i = 0; i < scenes.size(); i++) {
      assertArrayEquals(
          IntStream.range(0, side * side).toArray(),
          scenes.things(i).stream().mapToInt(Thing::cell).sorted().toArray());
    }
    assertArrayEquals(new long[] {5, 3, 8 * side, 8 * side}, scenes.pictures().shape());
    assertArrayEquals(new long[] {5, 11, side * side}, scenes.cells().shape());
    assertEquals("Scenes[5 of %d x %d cells]".formatted(side, side), scenes.toString());
  }

  @Test
  void theArraysSayWhatTheThingsAre() {
    INDArray words = SCENES.words();
    INDArray isNoun = SCENES.isNoun();
    INDArray fills = SCENES.fills();
    INDArray cells = SCENES.cells();
    assertArrayEquals(new int[] {2, 6, 10}, Scenes.nouns());
    assertEquals(3 * SCENES.size(), isNoun.sumNumber().intValue());
    assertEquals(3 * SCENES.size(), cells.sumNumber().intValue());
    for (int i = 0; i < SCENES.size(); i++) {
      for (int t = 0; t < 11; t++) {
        assertEquals(SCENES.caption(i).get(t), Scenes.vocabulary().get(words.getInt(i, t)));
      }
      for (int named = 0; named < 3; named++) {
        Thing thing = SCENES.things(i).get(named);
        int noun = Scenes.nouns()[named];
        assertEquals(1, isNoun.getInt(i, noun));
        assertEquals(thing.fill().ordinal(), fills.getInt(i, noun));
        assertEquals(1, cells.getInt(i, noun, thing.cell()));
      }
    }
  }

  @Test
  void aCellHasTheColourOfItsThing() {
    INDArray pictures = SCENES.pictures();
    assertTrue(pictures.minNumber().doubleValue() >= 0);
    assertTrue(pictures.maxNumber().doubleValue() <= 1);
    for (int i = 0; i < 20; i++) {
      for (Thing thing : SCENES.things(i)) {
        INDArray brightness = cell(pictures, i, thing.cell()).mean(1, 2);
        assertEquals(thing.colour().ordinal(), brightness.argMax(0).getInt(0));
      }
    }
  }

  /** Solid covers most, and what is covered tells the shapes apart. */
  @Test
  void aCellShowsShapeAndFill() {
    Map<String, Integer> painted = new HashMap<>();
    INDArray pictures = SCENES.pictures();
    for (int i = 0; i < SCENES.size(); i++) {
      for (Thing thing : SCENES.things(i)) {
        INDArray darkest = cell(pictures, i, thing.cell()).min(0);
        String key = thing.shape() + " " + thing.fill();
        int pixels = darkest.lt(0.5).castTo(pictures.dataType()).sumNumber().intValue();
        assertEquals(painted.computeIfAbsent(key, any -> pixels), pixels, key);
      }
    }
    assertEquals(12, painted.size());
    assertEquals(49, painted.get("SQUARE SOLID"));
    assertEquals(24, painted.get("SQUARE HOLLOW"));
    assertEquals(28, painted.get("SQUARE STRIPED"));
    assertEquals(25, painted.get("SQUARE DOTTED"));
    assertEquals(37, painted.get("CIRCLE SOLID"));
    assertEquals(25, painted.get("TRIANGLE SOLID"));
  }

  @Test
  void theFillHasNothingToDoWithTheName() {
    Scenes scenes = Scenes.of(2000, 5);
    int[][] count = new int[9][4];
    for (int i = 0; i < scenes.size(); i++) {
      for (Thing thing : scenes.things(i).subList(0, 3)) {
        int name = 3 * thing.colour().ordinal() + thing.shape().ordinal();
        count[name][thing.fill().ordinal()]++;
      }
    }
    for (int[] fills : count) {
      for (int found : fills) {
        assertEquals(2000 * 3 / 36.0, found, 50);
      }
    }
  }

  @Test
  void theTableHasARowForEveryThing() {
    Table table = SCENES.table();
    assertEquals(16 * SCENES.size(), table.rowCount());
    assertEquals(List.of("scene", "cell", "colour", "shape", "fill", "named"), table.columnNames());
    Thing thing = SCENES.things(1).get(2);
    assertEquals(1, table.intColumn("scene").get(18));
    assertEquals(thing.cell(), table.intColumn("cell").get(18));
    assertEquals(thing.name(), table.getString(18, "colour") + " " + table.getString(18, "shape"));
    assertEquals(thing.fill(), Fill.valueOf(table.getString(18, "fill").toUpperCase()));
    assertEquals(3 * SCENES.size(), table.booleanColumn("named").countTrue());
    assertEquals("true", table.getString(18, "named"));
    assertEquals("false", table.getString(19, "named"));
  }

  @Test
  void wordsOfOnesOwn() {
    INDArray words = Scenes.words(List.of(List.of("a", "red", "circle")));
    assertArrayEquals(new float[][] {{0, 3, 6}}, words.toFloatMatrix());
    assertMessage(
        "scenes: no word \"purple\", expected one of [a, and, ,, red, green, blue, circle, square,"
            + " triangle]",
        () -> Scenes.words(List.of(List.of("purple"))));
    assertMessage("scenes: expected captions of equal length", () -> Scenes.words(List.of()));
    assertMessage(
        "scenes: expected captions of equal length",
        () -> Scenes.words(List.of(List.of("a"), List.of("a", "red"))));
    assertEquals(Shape.values().length + 3 + 3, Scenes.vocabulary().size());
  }

  @Test
  void aSceneDependsOnSeedAndNumberAlone() {
    assertEquals(SCENES.pictures().slice(3), Scenes.of(4, 1).pictures().slice(3));
    assertEquals(SCENES.things(3), Scenes.of(4, 4, 1).things(3));
    assertNotEquals(SCENES.things(3), Scenes.of(4, 2).things(3));
  }

  /** A change of these numbers would change the lesson's results. */
  @Test
  void theScenesAreTheSameForEver() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (float pixel : SCENES.pictures().data().asFloat()) {
      digest.update((byte) Math.round(pixel * 255));
    }
    for (int i = 0; i < SCENES.size(); i++) {
      digest.update(SCENES.things(i).toString().getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(
        "a1249ed23b6404d840e95b983665c158d4f32cc445d7a2b9604e07a380aff824",
        HexFormat.of().formatHex(digest.digest()));
  }

  @Test
  void refusesWhatItCannotDraw() {
    assertMessage("scenes: size is 0, expected 1 or more", () -> Scenes.of(0, 1));
    assertMessage("scenes: side is 1, expected 2 to 12", () -> Scenes.of(1, 1, 1));
    assertMessage("scenes: side is 13, expected 2 to 12", () -> Scenes.of(1, 13, 1));
  }

  private static INDArray cell(INDArray pictures, int scene, int cell) {
    int top = cell / 4 * 8;
    int left = cell % 4 * 8;
    return pictures
        .slice(scene)
        .get(
            NDArrayIndex.all(),
            NDArrayIndex.interval(top, top + 8),
            NDArrayIndex.interval(left, left + 8))
        .dup('c');
  }

  private static void assertMessage(String expected, Executable executable) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }
}
