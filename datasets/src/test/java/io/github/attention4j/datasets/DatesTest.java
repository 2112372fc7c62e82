package io.github.attention4j.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.WrittenDate.Part;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;

class DatesTest {
  private static final Dates DATES = Dates.toLearnFrom(4000, 1);
  private static final Dates UNSEEN = Dates.unseen(1000, 1);

  /** A change of these numbers would change the lesson's results. */
  @Test
  void areTheSameForEver() {
    assertEquals("c05ba973 d879c044", checksum(DATES) + " " + checksum(UNSEEN));
  }

  private static String checksum(Dates dates) {
    CRC32 sum = new CRC32();
    for (int i = 0; i < dates.size(); i++) {
      WrittenDate date = dates.get(i);
      sum.update((date.iso() + date.form() + date.text() + date.parts()).getBytes());
    }
    return Long.toHexString(sum.getValue());
  }

  @Test
  void anotherSeedGivesOthers() {
    assertNotEquals(checksum(DATES), checksum(Dates.toLearnFrom(4000, 2)));
  }

  @Test
  void noDayIsDrawnTwiceNorIsAnUnseenOneLearnedFrom() {
    Set<LocalDate> days = new HashSet<>();
    for (Dates dates : List.of(DATES, UNSEEN, Dates.unseen(1, 7))) {
      for (int i = 0; i < dates.size(); i++) {
        LocalDate day = dates.get(i).date();
        assertTrue(day.getYear() >= 1700 && day.getYear() < 2100, day::toString);
        assertEquals(dates != DATES, Math.floorMod(day.toEpochDay(), 5) == 0);
        days.add(day);
      }
    }
    assertTrue(days.size() >= 5000);
  }

  @Test
  void everyWordIsInTheVocabularyAndNoneInVain() {
    Set<String> used = new HashSet<>();
    Set<String> forms = new HashSet<>();
    int longest = 0;
    Dates many = Dates.toLearnFrom(40_000, 3);
    for (int i = 0; i < many.size(); i++) {
      used.addAll(many.get(i).words());
      forms.add(many.get(i).form());
      longest = Math.max(longest, many.get(i).words().size());
    }
    used.add(Dates.FILLER);
    assertEquals(new HashSet<>(Dates.vocabulary()), used);
    assertEquals(20, forms.size());
    assertEquals(Dates.WORDS, longest);
  }

  /** Read by the words that are marked as parts of the date, and by nothing else. */
  @Test
  void theMarkedWordsSayTheDate() {
    for (int i = 0; i < DATES.size(); i++) {
      WrittenDate date = DATES.get(i);
      String expected = date.iso().replaceAll("-0?", "-");
      String found = year(marked(date, Part.YEAR)) + "-" + month(marked(date, Part.MONTH)) + "-";
      assertEquals(expected, found + day(marked(date, Part.DAY)), date::text);
    }
  }

  private static List<String> marked(WrittenDate date, Part part) {
    return IntStream.range(0, date.words().size())
        .filter(i -> date.parts().get(i) == part)
        .mapToObj(date.words()::get)
        .toList();
  }

  private static int month(List<String> words) {
    assertEquals(1, words.size());
    String months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    return months.indexOf(words.get(0).substring(0, 3)) / 3 + 1;
  }

  private static int day(List<String> words) {
    String digits = String.join("", words).replaceAll("[a-z]", "");
    return digits.isEmpty() ? words.stream().mapToInt(DatesTest::number).sum() : number(digits);
  }

  private static int year(List<String> words) {
    if (words.get(0).matches("\\d")) {
      return number(String.join("", words));
    }
    if (words.get(0).equals("two")) {
      return 2000 + words.stream().skip(2).mapToInt(DatesTest::number).sum();
    }
    return 100 * number(words.get(0)) + words.stream().skip(1).mapToInt(DatesTest::number).sum();
  }

  /** Of digits, of a number's word or of its ordinal. */
  private static int number(String word) {
    if (word.matches("\\d+")) {
      return Integer.parseInt(word);
    }
    List<String> names =
        List.of(
            "and hundred",
            "one first",
            "two second",
            "three third",
            "four fourth",
            "five fifth",
            "six sixth",
            "seven seventh",
            "eight eighth",
            "nine ninth",
            "ten tenth",
            "eleven eleventh",
            "twelve twelfth",
            "thirteen thirteenth",
            "fourteen fourteenth",
            "fifteen fifteenth",
            "sixteen sixteenth",
            "seventeen seventeenth",
            "eighteen eighteenth",
            "nineteen nineteenth");
    List<String> tens =
        List.of(
            "twenty twentieth",
            "thirty thirtieth",
            "forty",
            "fifty",
            "sixty",
            "seventy",
            "eighty",
            "ninety");
    List<String> all = new ArrayList<>(names);
    all.addAll(tens);
    for (int i = 0; i < all.size(); i++) {
      if (List.of(all.get(i).split(" ")).contains(word)) {
        return i < names.size() ? i : 10 * (i - names.size() + 2);
      }
    }
    throw new AssertionError(word);
  }

  @Test
  void weekdaysAreRight() {
    for (int i = 0; i < DATES.size(); i++) {
      WrittenDate date = DATES.get(i);
      if (date.form().startsWith("WEEKDAY")) {
        String name = date.date().getDayOfWeek().toString();
        assertTrue(date.words().stream().anyMatch(word -> word.equalsIgnoreCase(name)), date::text);
      }
    }
  }

  @Test
  void arraysSayWhatTheTextsSay() {
    INDArray texts = UNSEEN.texts();
    INDArray answers = UNSEEN.answers();
    INDArray spans = UNSEEN.spans();
    assertArrayEquals(new long[] {1000, 29}, texts.shape());
    assertArrayEquals(new long[] {1000, 8}, answers.shape());
    assertArrayEquals(new long[] {1000, 8, 29}, spans.shape());
    Part[] asked = {Part.YEAR, Part.YEAR, Part.YEAR, Part.YEAR, null, Part.MONTH, null, Part.DAY};
    for (int i = 0; i < 50; i++) {
      WrittenDate date = UNSEEN.get(i);
      int fillers = 29 - date.words().size();
      for (int j = 0; j < 29; j++) {
        String word = Dates.vocabulary().get(texts.getInt(i, j));
        assertEquals(j < fillers ? "·" : date.words().get(j - fillers), word);
        for (int k = 0; k < 8; k++) {
          boolean marked = j >= fillers && date.parts().get(j - fillers) == asked[k];
          assertEquals(marked ? 1 : 0, spans.getInt(i, k, j), date::text);
        }
      }
      StringBuilder iso = new StringBuilder();
      for (int k = 0; k < 8; k++) {
        iso.append(Dates.ALPHABET.get(answers.getInt(i, k)));
      }
      assertEquals(date.iso(), iso.toString());
      assertEquals(texts.getRow(i).reshape(1, 29), Dates.text(date.text()));
    }
  }

  @Test
  void tableHasARowForEachDate() {
    Table table = UNSEEN.table();
    assertEquals(List.of("text", "form", "iso", "words"), table.columnNames());
    assertEquals(1000, table.rowCount());
    assertEquals(UNSEEN.get(3).iso(), table.stringColumn("iso").get(3));
    assertEquals(UNSEEN.get(3).words().size(), table.intColumn("words").get(3));
  }

  @Test
  void nothingThatACallerWritesReachesTheNext() {
    UNSEEN.texts().assign(99);
    UNSEEN.answers().assign(99);
    UNSEEN.spans().assign(99);
    assertTrue(UNSEEN.answers().maxNumber().intValue() < 42);
    assertEquals(1, UNSEEN.spans().maxNumber().intValue());
    assertThrows(UnsupportedOperationException.class, () -> UNSEEN.get(0).words().set(0, ""));
  }

  @Test
  void refusesWhatItCannotDo() {
    assertRefused("size 0 is not from 1 to 100000", () -> Dates.toLearnFrom(0, 1));
    assertRefused("size 20001 is not from 1 to 20000", () -> Dates.unseen(20_001, 1));
    assertRefused(
        "\"Thermidor\" is no word of these dates' vocabulary", () -> Dates.text("9 Thermidor"));
    assertRefused("30 words, expected 29 or fewer", () -> Dates.text("1".repeat(30)));
    assertRefused(
        "1 words and 0 parts",
        () -> new WrittenDate(LocalDate.EPOCH, "", List.of("one"), List.of()));
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
