package io.github.attention4j.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SequencesTest {

  @Test
  void givesAWordInEveryForm() {
    Sequences sequences = Sequences.of("cab", "zoo");

    assertEquals(2, sequences.size());
    assertEquals(3, sequences.length());
    assertEquals("zoo", sequences.word(1));
    assertArrayEquals(new int[][] {{2, 0, 1}, {25, 14, 14}}, sequences.letters().toIntMatrix());
    assertArrayEquals(new int[][] {{1, 0, 2}, {14, 14, 25}}, sequences.reversed().toIntMatrix());
    assertEquals(List.of("bac", "ooz"), Sequences.words(sequences.reversed()));
    assertEquals(List.of("sequence", "reversed"), sequences.table().columnNames());
    assertEquals("zoo", sequences.table().getString(1, "sequence"));
    assertEquals("ooz", sequences.table().getString(1, "reversed"));
    assertEquals("sequences of 3 letters", sequences.table().name());
    assertEquals("Sequences[2 of 3 letters]", sequences.toString());
  }

  @Test
  void arraysAreWholeNumbers() {
    assertEquals(DataType.INT32, Sequences.of("a").letters().dataType());
    assertEquals(DataType.INT32, Sequences.of("a").reversed().dataType());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 7", "5, 1", "300, 11"})
  void drawsAsManyAsAskedFor(int size, int length) {
    Sequences sequences = Sequences.random(size, length, 3);

    assertArrayEquals(new long[] {size, length}, sequences.letters().shape());
    assertArrayEquals(new long[] {size, length}, sequences.reversed().shape());
    assertEquals(size, sequences.table().rowCount());
    for (int i = 0; i < size; i++) {
      String backwards = new StringBuilder(sequences.word(i)).reverse().toString();
      assertEquals(backwards, Sequences.words(sequences.reversed()).get(i));
    }
  }

  /** 26,000 letters: 1,000 of each, with a standard deviation of 31. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, -1, Long.MAX_VALUE})
  void everyLetterIsAsLikelyAtEveryPlace(long seed) {
    int[][] letters = Sequences.random(2600, 10, seed).letters().toIntMatrix();
    for (int letter = 0; letter < Sequences.LETTERS; letter++) {
      int[] atPlace = new int[10];
      for (int[] sequence : letters) {
        for (int t = 0; t < 10; t++) {
          atPlace[t] += sequence[t] == letter ? 1 : 0;
        }
      }
      assertEquals(1000, Arrays.stream(atPlace).sum(), 5 * 31);
      assertTrue(Arrays.stream(atPlace).allMatch(count -> Math.abs(count - 100) < 5 * 10));
    }
  }

  /** The rule is ours; Java's SplittableRandom, which draws by the same sequence, confirms it. */
  @Test
  void drawsFollowTheirRule() {
    SplittableRandom random = new SplittableRandom(42);
    int[][] expected = new int[4][6];
    for (int[] sequence : expected) {
      Arrays.setAll(sequence, t -> (int) Long.remainderUnsigned(random.nextLong(), 26));
    }
    assertArrayEquals(expected, Sequences.random(4, 6, 42).letters().toIntMatrix());
  }

  /** A change of these letters would change every lesson's results. */
  @Test
  void sequencesAreTheSameForEver() throws NoSuchAlgorithmException {
    Sequences sequences = Sequences.random(1000, 12, 0);
    String text =
        IntStream.range(0, 1000).mapToObj(sequences::word).collect(Collectors.joining("\n"));
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    assertEquals("jabmrqxilats", sequences.word(0));
    assertEquals(
        "f70bca211cd8206bdcc71d142e40205183274f97c7dead50fd8f3e3d10c7ada0",
        HexFormat.of().formatHex(hash));
  }

  @Test
  void anotherSeedGivesOtherSequences() {
    assertNotEquals(Sequences.random(1, 12, 0).word(0), Sequences.random(1, 12, 1).word(0));
  }

  @Test
  void nothingThatACallerWritesReachesTheNext() {
    Sequences sequences = Sequences.of("cab");
    sequences.letters().assign(9);
    sequences.reversed().assign(9);
    sequences.table().stringColumn("sequence").set(0, "x");

    assertEquals("cab", sequences.word(0));
    assertEquals("cab", sequences.table().getString(0, "sequence"));
    assertArrayEquals(new int[][] {{2, 0, 1}}, sequences.letters().toIntMatrix());
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "3, 0", "-1, 3"})
  void refusesToDrawNothing(int size, int length) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Sequences.random(size, length, 1));
    assertEquals(
        size + " sequences of " + length + " letters: expected 1 or more of both", e.getMessage());
  }

  @Test
  void refusesWhatIsNoWord() {
    assertEquals("no words: expected 1 or more", refused());
    assertEquals("\"Ab\" is not of letters from a to z", refused("Ab"));
    assertEquals("\"\" is not of letters from a to z", refused(""));
    assertEquals(
        "\"abc\" has 3 letters and \"ab\" 2: expected words of one length", refused("abc", "ab"));
  }

  @Test
  void refusesNumbersThatAreNoLetters() {
    INDArray letters = Nd4j.createFromArray(new int[][] {{0, 26}});
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Sequences.words(letters));
    assertEquals("26 is no letter, expected 0 to 25", e.getMessage());

    INDArray flat = Nd4j.createFromArray(1, 2, 3);
    e = assertThrows(IllegalArgumentException.class, () -> Sequences.words(flat));
    assertEquals("letters have shape [3], expected (N, T)", e.getMessage());
  }

  private static String refused(String... words) {
    return assertThrows(IllegalArgumentException.class, () -> Sequences.of(words)).getMessage();
  }
}
