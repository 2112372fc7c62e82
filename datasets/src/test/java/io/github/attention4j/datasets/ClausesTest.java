package io.github.attention4j.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.Clauses.Sentence;
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
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;

class ClausesTest {
  private static final int SIZE = 2_000;
  private static final Clauses CLAUSES = Clauses.generate(SIZE, 1);

  /** Of the sentences of seed 1, one a line: they are the same on every machine and for ever. */
  private static final String CHECKSUM =
      "98addcc5643a6072e17ecc96338b09054295b61d55f5c46355b4ba0ca9cb51cf";

  @Test
  void givesTheSameSentencesForEver() throws NoSuchAlgorithmException {
    String text =
        CLAUSES.sentences().stream().map(Sentence::toString).collect(Collectors.joining("\n"));
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    assertEquals(CHECKSUM, HexFormat.of().formatHex(digest));
    assertNotEquals(text, Clauses.generate(SIZE, 2).sentences().toString());
  }

  @Test
  void everyVerbStandsBetweenTwoNouns() {
    for (Sentence sentence : CLAUSES.sentences()) {
      assertEquals(Clauses.LENGTH, sentence.words().size());
      assertEquals(2, sentence.verbs().size());
      assertEquals(4, sentence.words().stream().filter(Clauses.NOUNS::contains).count());
      for (int verb : sentence.verbs()) {
        assertTrue(Clauses.NOUNS.contains(sentence.doer(verb)), sentence.toString());
        assertTrue(Clauses.NOUNS.contains(sentence.receiver(verb)), sentence.toString());
      }
    }
    assertEquals(SIZE, new HashSet<>(CLAUSES.sentences()).size(), "all sentences differ");
  }

  /** All 64 ordered pairs of nouns are about equally frequent, and verbs stand in six places. */
  @Test
  void noPairAndNoPlaceIsPreferred() {
    Map<String, Integer> pairs = new HashMap<>();
    Set<Integer> places = new HashSet<>();
    for (Sentence sentence : CLAUSES.sentences()) {
      for (int verb : sentence.verbs()) {
        pairs.merge(sentence.doer(verb) + " " + sentence.receiver(verb), 1, Integer::sum);
        places.add(verb);
      }
    }
    assertEquals(8 * 8, pairs.size());
    double expected = 2.0 * SIZE / pairs.size(); // 62.5, with a standard deviation of 8
    pairs.forEach((pair, count) -> assertEquals(expected, count, 4 * 8, pair));
    assertEquals(Set.of(1, 2, 3, 5, 6, 7), places);
  }

  @Test
  void arraysSayWhatTheSentencesSay() {
    Clauses some = Clauses.of(CLAUSES.sentences().subList(0, 50));
    INDArray words = some.words();
    INDArray answers = some.answers();
    INDArray asked = some.asked();
    INDArray maps = some.maps();
    for (int i = 0; i < some.size(); i++) {
      Sentence sentence = some.sentences().get(i);
      for (int at = 0; at < Clauses.LENGTH; at++) {
        assertEquals(sentence.words().get(at), Clauses.WORDS.get(words.getInt(i, at)));
        boolean verb = sentence.verbs().contains(at);
        assertEquals(verb ? 1 : 0, asked.getInt(i, at, 0));
        assertEquals(verb ? 1 : 0, asked.getInt(i, at, 1));
        if (verb) {
          assertEquals(sentence.doer(at), Clauses.NOUNS.get(answers.getInt(i, at, 0)));
          assertEquals(sentence.receiver(at), Clauses.NOUNS.get(answers.getInt(i, at, 1)));
          assertEquals(1, maps.getInt(i, 0, at, at - 1));
          assertEquals(1, maps.getInt(i, 1, at, at + 1));
        }
      }
    }
    assertEquals(2 * 2 * some.size(), maps.sumNumber().intValue(), "and no other ones");
    Table table = some.table();
    assertEquals(List.of("sentence", "verb", "doer", "receiver"), table.columnNames());
    assertEquals(2 * some.size(), table.rowCount());
    Sentence last = some.sentences().get(49);
    assertEquals(last.receiver(last.verbs().get(1)), table.row(99).getString("receiver"));
  }

  @Test
  void splitsWithoutASharedSentence() {
    Clauses.Split split = CLAUSES.split(300);
    assertEquals(300, split.test().size());
    assertEquals(SIZE - 300, split.train().size());
    Set<Sentence> both = new HashSet<>(split.test().sentences());
    both.retainAll(split.train().sentences());
    assertEquals(Set.of(), both);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertEquals(
        "size 0 is not from 1 to 100000",
        assertThrows(IllegalArgumentException.class, () -> Clauses.generate(0, 1)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> Clauses.generate(100_001, 1));
    assertThrows(IllegalArgumentException.class, () -> Clauses.of(List.of()));
    assertEquals(
        "testSize 2000 is not from 1 to 1999",
        assertThrows(IllegalArgumentException.class, () -> CLAUSES.split(SIZE)).getMessage());
  }
}
