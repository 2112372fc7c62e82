package io.github.attention4j.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;

class BracketsTest {
  private static final int T = 16;

  @Test
  void knowsEachOpener() {
    Brackets brackets = Brackets.of("([??{?", "<?[{??");

    assertEquals(List.of("(", "[", "?", "?", "{", "?"), brackets.words(0));
    assertArrayEquals(new int[] {-1, -1, 1, 0, -1, 4}, brackets.opener(0));
    assertArrayEquals(new int[][] {{0, 1, 4, 4, 2, 4}, {3, 4, 1, 2, 4, 4}}, matrix(brackets));
    assertArrayEquals(
        new int[][] {{0, 0, 1, 0, 0, 2}, {0, 3, 0, 0, 2, 1}}, brackets.kinds().toIntMatrix());
    assertArrayEquals(
        new int[][] {{0, 0, 1, 1, 0, 1}, {0, 1, 0, 0, 1, 1}}, brackets.closers().toIntMatrix());
    assertEquals("Brackets[2 strings of 6]", brackets.toString());
  }

  @Test
  void theMapHasAOneAtTheOpenerOfEachCloser() {
    INDArray map = Brackets.of("([??{?").map();

    assertArrayEquals(new long[] {1, 6, 6}, map.shape());
    assertEquals(3, map.sumNumber().intValue());
    assertEquals(1, map.getInt(0, 2, 1));
    assertEquals(1, map.getInt(0, 3, 0));
    assertEquals(1, map.getInt(0, 5, 4));
  }

  @Test
  void tableCompletesTheStrings() {
    Table table = Brackets.of("([??{?", "<[{???").table();

    assertEquals(List.of("string", "completed", "depth"), table.columnNames());
    assertEquals(List.of("([??{?", "<[{???"), table.stringColumn("string").asList());
    assertEquals(List.of("([]){}", "<[{}]>"), table.stringColumn("completed").asList());
    assertArrayEquals(new int[] {2, 3}, table.intColumn("depth").asIntArray());
  }

  /** Takes the innermost pair out again and again, as one would by hand, until none is left. */
  @ParameterizedTest
  @ValueSource(ints = {10, 16, 62})
  void everyStringIsBalancedAndCompletedRight(int length) {
    Brackets.Split split = Brackets.split(300, 300, length, 7);
    for (Brackets part : List.of(split.train(), split.test())) {
      assertEquals(300, part.size());
      assertEquals(length, part.length());
      for (String completed : part.table().stringColumn("completed")) {
        String rest = completed;
        for (int pair = 0; pair < length / 2; pair++) {
          rest = rest.replaceFirst("\\(\\)|\\[]|\\{}|<>", "");
        }
        assertEquals("", rest, completed);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noPatternOfTheTestSetIsTrainedOnWhateverTheSeed(long seed) {
    Set<String> seen = patterns(Brackets.split(2000, 1, T, seed).train());
    Set<String> unseen = patterns(Brackets.split(1, 2000, T, seed + 1).test());

    assertTrue(Collections.disjoint(seen, unseen));
    assertTrue(seen.size() > 500 && unseen.size() > 150, seen.size() + ", " + unseen.size());
  }

  @Test
  void openingAndClosingAndTheKindsAreEquallyLikely() {
    Brackets train = Brackets.split(4000, 1, T, 1).train();
    INDArray tokens = train.tokens();
    for (int kind = 0; kind < Brackets.KINDS; kind++) {
      assertEquals(8000, tokens.eq(kind).castTo(tokens.dataType()).sumNumber().intValue(), 300);
    }
    double closesAtOnce =
        tokens.getColumn(1).eq(Brackets.CLOSER).castTo(tokens.dataType()).sumNumber().intValue();
    assertEquals(2000, closesAtOnce, 250);
  }

  /** A change of these strings would change the lesson's results. */
  @Test
  void stringsAreTheSameForEver() throws NoSuchAlgorithmException {
    Brackets.Split split = Brackets.split(1000, 1000, T, 1);
    String text =
        split.train().table().append(split.test().table()).stringColumn("string").asList().stream()
            .collect(Collectors.joining("\n"));
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    String recorded = "12fd38a099d0da7cbd63e58a7230580c7ed5c97b8e93dbcfb1984f5c34e23f4e";
    assertEquals(recorded, HexFormat.of().formatHex(hash), text.substring(0, 50));
  }

  @Test
  void nothingThatACallerWritesReachesTheNext() {
    Brackets brackets = Brackets.of("(?");
    brackets.tokens().assign(9);
    brackets.opener(0)[1] = 9;
    brackets.table().stringColumn("string").set(0, "x");

    assertArrayEquals(new int[][] {{0, 4}}, matrix(brackets));
    assertArrayEquals(new int[] {-1, 0}, brackets.opener(0));
    assertEquals("(?", brackets.table().getString(0, "string"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(?)     | \"(?)\" has ) at 2, expected one of ( [ { < ?",
        "(??     | \"(??\": nothing is open that the ? at 2 could close",
        "((?     | \"((?\" leaves 1 brackets open, expected a balanced string",
        "''      | \"\" leaves 0 brackets open, expected a balanced string"
      })
  void refusesWhatIsNotBalanced(String string, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> Brackets.of(string)).getMessage());
  }

  @Test
  void refusesOtherStrings() {
    assertEquals(
        "no strings: expected 1 or more",
        assertThrows(IllegalArgumentException.class, Brackets::of).getMessage());
    assertEquals(
        "\"(?\" has 2 brackets and \"(?(?\" 4: expected strings of one length",
        assertThrows(IllegalArgumentException.class, () -> Brackets.of("(?", "(?(?")).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 1 | 16 | 0 strings to learn from and 1 to measure on: expected 1 or more of both",
        "1 | 0 | 16 | 1 strings to learn from and 0 to measure on: expected 1 or more of both",
        "1 | 1 | 8  | length 8 is not an even number from 10 to 62",
        "1 | 1 | 15 | length 15 is not an even number from 10 to 62",
        "1 | 1 | 64 | length 64 is not an even number from 10 to 62"
      })
  void refusesToDrawNothing(int train, int test, int length, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> Brackets.split(train, test, length, 1))
            .getMessage());
  }

  private static int[][] matrix(Brackets brackets) {
    return brackets.tokens().toIntMatrix();
  }

  /** How the strings open and close, whatever the kinds. */
  private static Set<String> patterns(Brackets brackets) {
    return brackets.table().stringColumn("string").asList().stream()
        .map(string -> string.replaceAll("[^?]", "("))
        .collect(Collectors.toSet());
  }
}
