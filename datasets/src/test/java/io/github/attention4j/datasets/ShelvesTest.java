package io.github.attention4j.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import tech.tablesaw.api.Table;

class ShelvesTest {
  private static final Shelves SHELVES = Shelves.of(300, 1);

  @Test
  void aCaptionNamesTheThingsFromTheTopDown() {
    for (int i = 0; i < SHELVES.size(); i++) {
      List<Thing> things = SHELVES.things(i);
      List<String> names = things.stream().map(Thing::name).toList();
      assertEquals(String.join(" and ", names), String.join(" ", SHELVES.caption(i)));
      assertEquals(names.size(), names.stream().distinct().count());
      int[] shelves = things.stream().mapToInt(thing -> thing.cell() / 4).toArray();
      assertArrayEquals(IntStream.of(shelves).sorted().distinct().toArray(), shelves);
    }
  }

  @Test
  void twoToFourThingsComeEquallyOften() {
    Shelves many = Shelves.of(3000, 5);
    for (int count = 2; count <= 4; count++) {
      int so = count;
      long found = IntStream.range(0, 3000).filter(i -> many.things(i).size() == so).count();
      assertEquals(1000, found, 80);
    }
  }

  @Test
  void theArraysSayWhatTheThingsAre() {
    INDArray captions = SHELVES.captions();
    INDArray cells = SHELVES.cells();
    assertArrayEquals(new long[] {300, Shelves.LENGTH}, captions.shape());
    assertArrayEquals(new long[] {300, Shelves.LENGTH, 16}, cells.shape());
    int things = 0;
    for (int i = 0; i < SHELVES.size(); i++) {
      List<String> words = SHELVES.caption(i);
      assertEquals(words, Shelves.words(captions.getRow(i).dup()));
      assertEquals(Shelves.END, Shelves.WORDS.get(captions.getInt(i, words.size())));
      for (int t = words.size() + 1; t < Shelves.LENGTH; t++) {
        assertEquals(0, captions.getInt(i, t));
      }
      for (int k = 0; k < SHELVES.things(i).size(); k++) {
        int cell = SHELVES.things(i).get(k).cell();
        assertEquals(1, cells.getInt(i, 3 * k, cell));
        assertEquals(1, cells.getInt(i, 3 * k + 1, cell));
        things++;
      }
    }
    assertEquals(2 * things, cells.sumNumber().intValue());
    assertEquals(
        List.of("<pad>", "<s>", "</s>", "and", "red", "green", "blue"),
        Shelves.WORDS.subList(0, 7));
    assertEquals(10, Shelves.WORDS.size());
  }

  /** Things are coloured, crumbs grey, and half of the other cells have some. */
  @Test
  void aPictureShowsThingsAndCrumbs() {
    INDArray pictures = SHELVES.pictures();
    assertArrayEquals(new long[] {300, 3, 32, 32}, pictures.shape());
    assertTrue(pictures.minNumber().doubleValue() >= 0);
    assertTrue(pictures.maxNumber().doubleValue() <= 1);
    double crumbs = 0;
    double others = 0;
    for (int i = 0; i < 60; i++) {
      List<Thing> things = SHELVES.things(i);
      for (Thing thing : things) {
        INDArray brightness = cell(pictures, i, thing.cell()).mean(1, 2);
        assertEquals(thing.colour().ordinal(), brightness.argMax(0).getInt(0));
      }
      for (int at = 0; at < 16; at++) {
        int here = at;
        if (things.stream().noneMatch(thing -> thing.cell() == here)) {
          INDArray seen = cell(pictures, i, at);
          crumbs += seen.minNumber().doubleValue() < 0.5 ? 1 : 0;
          others++;
          INDArray brightness = seen.mean(1, 2);
          assertEquals(
              0, brightness.maxNumber().doubleValue() - brightness.minNumber().doubleValue(), 0.03);
        }
      }
    }
    assertEquals(0.5, crumbs / others, 0.06);
  }

  @Test
  void theTableHasARowForEveryThing() {
    Table table = SHELVES.table();
    assertEquals(List.of("picture", "cell", "colour", "shape"), table.columnNames());
    assertEquals(SHELVES.cells().sumNumber().intValue() / 2, table.rowCount());
    int row = SHELVES.things(0).size();
    Thing thing = SHELVES.things(1).get(0);
    assertEquals(1, table.intColumn("picture").get(row));
    assertEquals(thing.cell(), table.intColumn("cell").get(row));
    assertEquals(
        thing.name(), table.getString(row, "colour") + " " + table.getString(row, "shape"));
  }

  @Test
  void aPictureDependsOnSeedAndNumberAlone() {
    assertEquals(SHELVES.pictures().slice(3), Shelves.of(4, 1).pictures().slice(3));
    assertNotEquals(SHELVES.things(3), Shelves.of(4, 2).things(3));
    assertEquals("Shelves[300]", SHELVES.toString());
  }

  /** A change of these numbers would change the lesson's results. */
  @Test
  void theShelvesAreTheSameForEver() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (float pixel : SHELVES.pictures().data().asFloat()) {
      digest.update((byte) Math.round(pixel * 255));
    }
    for (int i = 0; i < SHELVES.size(); i++) {
      digest.update(SHELVES.things(i).toString().getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(
        "aec68c850201024723bb519cab70b41712ed795cc528c1371d4fca1e46cfa2cd",
        HexFormat.of().formatHex(digest.digest()));
  }

  @Test
  void refusesWhatItCannotDraw() {
    assertEquals(
        "shelves: size is 0, expected 1 or more",
        assertThrows(IllegalArgumentException.class, () -> Shelves.of(0, 1)).getMessage());
  }

  private static INDArray cell(INDArray pictures, int picture, int cell) {
    int top = cell / 4 * 8;
    int left = cell % 4 * 8;
    return pictures
        .slice(picture)
        .get(
            NDArrayIndex.all(),
            NDArrayIndex.interval(top, top + 8),
            NDArrayIndex.interval(left, left + 8))
        .dup('c');
  }
}
