package io.github.attention4j.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import tech.tablesaw.api.Table;

class StickersTest {
  private static final Stickers SHEETS = Stickers.toLearnFrom(300, 1);

  private static Set<String> names(Stickers sheets, int i) {
    return sheets.stickers(i).stream().map(Sticker::name).collect(Collectors.toSet());
  }

  private static long distinct(Stickers sheets) {
    return IntStream.range(0, sheets.size()).mapToObj(i -> names(sheets, i)).distinct().count();
  }

  private static boolean hasKeptBack(Stickers sheets, int i) {
    return sheets.stickers(i).stream().anyMatch(Sticker::isKeptBack);
  }

  @Test
  void aCaptionNamesTheStickersInTheirOrder() {
    Set<Integer> counts = new HashSet<>();
    for (int i = 0; i < SHEETS.size(); i++) {
      List<Sticker> stickers = SHEETS.stickers(i);
      counts.add(stickers.size());
      assertEquals(
          stickers.stream().map(Sticker::name).collect(Collectors.joining(" and ")),
          String.join(" ", SHEETS.caption(i)));
      assertEquals(stickers.size(), names(SHEETS, i).size());
      assertEquals(stickers.size(), stickers.stream().map(Sticker::cell).distinct().count());
    }
    assertEquals(Set.of(1, 2, 3), counts);
  }

  @Test
  void noTwoToLearnFromHaveTheSameNamesAndNoneIsKeptBack() {
    assertEquals(300, distinct(SHEETS));
    assertEquals(1000, distinct(Stickers.toLearnFrom(1000, 2)));
    Stickers repeated = Stickers.withRepeats(300, 1);
    assertTrue(distinct(repeated) < 250, repeated::toString);
    for (int i = 0; i < 300; i++) {
      assertEquals(false, hasKeptBack(SHEETS, i) || hasKeptBack(repeated, i));
    }
  }

  @Test
  void fiveNamesAreKeptBackWithEveryColourAndShapeOnce() {
    Stickers alone = Stickers.alone(1, 3);
    List<Sticker> keptBack =
        IntStream.range(0, alone.size())
            .mapToObj(i -> alone.stickers(i).get(0))
            .filter(Sticker::isKeptBack)
            .toList();
    assertEquals(5, keptBack.size());
    assertEquals(5, keptBack.stream().map(Sticker::colour).distinct().count());
    assertEquals(5, keptBack.stream().map(Sticker::shape).distinct().count());
    Stickers with = Stickers.withKeptBack(200, 1);
    assertEquals(200, distinct(with));
    assertTrue(IntStream.range(0, 200).allMatch(i -> hasKeptBack(with, i)));
  }

  @Test
  void aloneShowsEveryNameAsOften() {
    Stickers alone = Stickers.alone(4, 1);
    assertEquals(100, alone.size());
    for (int i = 0; i < 100; i++) {
      assertEquals(List.of(Stickers.NAMES.get(i % 25).split(" ")), alone.caption(i));
    }
  }

  @Test
  void twinsDifferInWhoHasWhichColour() {
    Stickers sheets = Stickers.withTwins(400, 1);
    assertEquals(400, distinct(sheets));
    for (int i = 0; i < 400; i += 2) {
      List<Sticker> one = sheets.stickers(i);
      List<Sticker> other = sheets.stickers(i + 1);
      assertEquals(one.size(), other.size());
      assertEquals(false, hasKeptBack(sheets, i) || hasKeptBack(sheets, i + 1));
      for (int j = 0; j < one.size() && one.size() > 1; j++) {
        assertEquals(one.get(j).shape(), other.get(j).shape());
        assertEquals(one.get(j < 2 ? 1 - j : j).colour(), other.get(j).colour());
      }
    }
  }

  @Test
  void theArraysSayWhatIsOnTheSheets() {
    INDArray words = SHEETS.words();
    INDArray cells = SHEETS.cells();
    assertArrayEquals(new long[] {300, 8}, words.shape());
    assertArrayEquals(new long[] {300, 8, 9}, cells.shape());
    for (int i = 0; i < 300; i++) {
      List<String> caption = SHEETS.caption(i);
      for (int j = 0; j < 8; j++) {
        String word = j < caption.size() ? caption.get(j) : Stickers.PADDING;
        assertEquals(word, Stickers.VOCABULARY.get(words.getInt(i, j)));
        boolean names = j < caption.size() && j % 3 < 2;
        INDArray row = cells.slice(i).getRow(j);
        assertEquals(names ? 1 : 0, row.sumNumber().intValue());
        if (names) {
          assertEquals(1, row.getInt(SHEETS.stickers(i).get(j / 3).cell()));
        }
      }
    }
  }

  @Test
  void aCellShowsColourAndShape() {
    Map<Sticker.Shape, Integer> covered = new HashMap<>();
    INDArray pictures = SHEETS.pictures();
    assertArrayEquals(new long[] {300, 3, 24, 24}, pictures.shape());
    assertTrue(pictures.minNumber().doubleValue() >= 0);
    assertTrue(pictures.maxNumber().doubleValue() <= 1);
    for (int i = 0; i < 100; i++) {
      double all = 0;
      for (Sticker sticker : SHEETS.stickers(i)) {
        int top = sticker.cell() / 3 * 8;
        int left = sticker.cell() % 3 * 8;
        INDArray darkest =
            pictures
                .slice(i)
                .get(
                    NDArrayIndex.all(),
                    NDArrayIndex.interval(top, top + 8),
                    NDArrayIndex.interval(left, left + 8))
                .min(0);
        int pixels = darkest.lt(0.5).castTo(pictures.dataType()).sumNumber().intValue();
        assertEquals(covered.computeIfAbsent(sticker.shape(), any -> pixels), pixels);
        all += pixels;
      }
      INDArray dark = pictures.slice(i).min(0).lt(0.5).castTo(pictures.dataType());
      assertEquals(all, dark.sumNumber().doubleValue(), "nothing but stickers");
    }
    assertEquals(
        Map.of(
            Sticker.Shape.CIRCLE, 37,
            Sticker.Shape.SQUARE, 49,
            Sticker.Shape.TRIANGLE, 25,
            Sticker.Shape.CROSS, 33,
            Sticker.Shape.DIAMOND, 25),
        covered);
  }

  @Test
  void sheetsOfOneCountAndTheirTable() {
    Stickers three = SHEETS.ofCount(3);
    assertTrue(three.size() > 100);
    Table table = three.table();
    assertEquals(three.size(), table.rowCount());
    assertEquals(String.join(" ", three.caption(4)), table.getString(4, "caption"));
    assertEquals(3, table.intColumn("stickers").get(4));
    assertEquals(
        three.stickers(4).stream().map(s -> "" + s.cell()).collect(Collectors.joining(" ")),
        table.getString(4, "cells"));
    assertEquals("Stickers[300 sheets of 3 x 3 cells]", SHEETS.toString());
  }

  @Test
  void captionsOfOnesOwn() {
    assertArrayEquals(
        new float[][] {{2, 7, 0, 0, 0, 0, 0, 0}},
        Stickers.words(List.of(List.of("red", "circle"))).toFloatMatrix());
    assertMessage("stickers: there is no caption", () -> Stickers.words(List.of()));
    assertMessage(
        "stickers: [] has 0 words, expected 1 to 8", () -> Stickers.words(List.of(List.of())));
    assertMessage(
        "stickers: no word \"pink\", expected one of [and, red, green, blue, orange, purple,"
            + " circle, square, triangle, cross, diamond]",
        () -> Stickers.words(List.of(List.of("pink"))));
  }

  @Test
  void theSeedDecides() {
    assertEquals(SHEETS.pictures().slice(3), Stickers.toLearnFrom(4, 1).pictures().slice(3));
    assertEquals(SHEETS.stickers(3), Stickers.toLearnFrom(4, 1).stickers(3));
    assertNotEquals(SHEETS.stickers(3), Stickers.toLearnFrom(4, 2).stickers(3));
  }

  /** A change of these numbers would change the lesson's results. */
  @Test
  void theSheetsAreTheSameForEver() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Stickers sheets : List.of(SHEETS, Stickers.withTwins(20, 1), Stickers.alone(1, 1))) {
      for (float pixel : sheets.pictures().data().asFloat()) {
        digest.update((byte) Math.round(pixel * 255));
      }
      for (int i = 0; i < sheets.size(); i++) {
        digest.update(sheets.stickers(i).toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    assertEquals(
        "d8498eb89467bea842b6d87d51d31b0cdab44012ddcac44994c9bba8d65cf5e4",
        HexFormat.of().formatHex(digest.digest()));
  }

  @Test
  void refusesWhatItCannotDraw() {
    assertMessage("stickers: size is 0, expected 1 to 1000", () -> Stickers.toLearnFrom(0, 1));
    assertMessage(
        "stickers: size is 1001, expected 1 to 1000", () -> Stickers.withKeptBack(1001, 1));
    assertMessage("stickers: size is 402, expected 1 to 400", () -> Stickers.withTwins(402, 1));
    assertMessage("stickers: size is 3, expected an even number", () -> Stickers.withTwins(3, 1));
    assertMessage("stickers: copies is 41, expected 1 to 40", () -> Stickers.alone(41, 1));
  }

  private static void assertMessage(String expected, Executable executable) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }
}
