package io.github.attention4j.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.Translation.Link;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;

class TranslationsTest {
  private static final int SIZE = 1_400;
  private static final Translations UNSEEN = Translations.unseen(SIZE, 1);

  /** Of the pairs of seed 1, one a line: they are the same on every machine and for ever. */
  private static final String CHECKSUM =
      "ea78b724b3c117a87f827298dd3b743626630caaee8a5dd040d7eaa0e4b4f9fd";

  @Test
  void givesTheSameSentencesForEver() throws NoSuchAlgorithmException {
    String text = text(UNSEEN);
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    assertEquals(CHECKSUM, HexFormat.of().formatHex(digest));
    assertNotEquals(text, text(Translations.unseen(SIZE, 2)));
  }

  private static String text(Translations translations) {
    return all(translations).stream().map(Translation::toString).collect(Collectors.joining("\n"));
  }

  private static List<Translation> all(Translations translations) {
    return IntStream.range(0, translations.size()).mapToObj(translations::get).toList();
  }

  /** The sentence of the Javadoc: adverb first, then who, whom, {@code na}, verb; reason first. */
  @Test
  void aSentenceIsTranslatedAsTheJavadocSays() {
    Translation one = UNSEEN.get(91);
    assertEquals(
        "dog follows horse because white king loves horse often"
            + " -> hiso gati ino rado na merin ko kavo rado na kimun",
        one.toString());
    List<Integer> from = List.of(8, 5, 4, 7, 7, 6, 3, 0, 2, 2, 1); // of na: of its noun
    for (Link link : one.sure()) {
      assertEquals(from.get(link.target()), link.source(), link::toString);
    }
    assertTrue(one.possible().containsAll(List.of(new Link(4, 7), new Link(4, 6))));
    assertTrue(one.possible().containsAll(List.of(new Link(9, 2), new Link(9, 1))));
  }

  @Test
  void everyWordComesFromOneAndTheParticleFromTwo() {
    Map<String, String> dictionary = new HashMap<>();
    for (Translation one : all(UNSEEN)) {
      assertEquals(one.source().size(), one.sure().size(), one::toString);
      Set<Integer> places = new HashSet<>();
      for (Link link : one.sure()) {
        String word = one.target().get(link.target());
        String known = dictionary.putIfAbsent(one.source().get(link.source()), word);
        assertTrue(known == null || known.equals(word), one::toString);
        places.add(link.source());
        assertTrue(one.possible().contains(link));
      }
      assertEquals(one.source().size(), places.size(), "every word once: " + one);
      long particles = one.target().stream().filter("na"::equals).count();
      assertEquals(one.target().size(), one.source().size() + particles, one::toString);
      assertEquals(one.sure().size() + 2 * particles, one.possible().size(), one::toString);
    }
    assertEquals(Translations.SOURCE_WORDS.size() - 1, dictionary.size());
    assertEquals(dictionary.size(), new HashSet<>(dictionary.values()).size());
  }

  /**
   * In every clause of the target the particle stands before the verb, and an adverb comes first.
   */
  @Test
  void theOrderIsTurned() {
    Set<String> adverbs = Set.of("haje", "hiso", "humi", "hepo");
    for (Translation one : all(UNSEEN)) {
      List<String> target = one.target();
      boolean reasonFirst = target.contains("ko");
      int joint = Math.max(target.indexOf("ko"), target.indexOf("tu"));
      assertEquals(reasonFirst, one.source().contains("because"));
      for (int place = 0; place < target.size(); place++) {
        if (target.get(place).equals("na")) {
          assertTrue(place + 2 == target.size() || place + 2 == joint, one::toString);
        }
        if (adverbs.contains(target.get(place))) {
          assertTrue(place == 0 || place == joint + 1, one::toString);
        }
      }
      if (reasonFirst) {
        int from = one.source().indexOf("because");
        Link start =
            one.sure().stream().filter(link -> link.target() == 0).findFirst().orElseThrow();
        assertTrue(start.source() > from, one::toString);
      }
    }
  }

  @Test
  void allLengthsAreEquallyFrequentAndNothingUnseenIsLearnedFrom() {
    Translations learned = Translations.toLearnFrom(SIZE, 1);
    for (int length = Translations.SHORTEST; length <= Translations.SOURCE_LENGTH; length++) {
      assertEquals(100, UNSEEN.ofLength(length, length).size(), 40, "a deviation of 10");
      assertEquals(100, learned.ofLength(length, length).size(), 40);
    }
    Set<List<String>> both =
        all(UNSEEN).stream().map(Translation::source).collect(Collectors.toSet());
    assertEquals(SIZE, both.size(), "none twice");
    both.retainAll(all(learned).stream().map(Translation::source).toList());
    assertEquals(Set.of(), both);
  }

  @Test
  void arraysSayWhatTheSentencesSay() {
    Translations some = UNSEEN.ofLength(9, 10);
    INDArray sources = some.sources();
    INDArray targets = some.targets();
    INDArray sure = some.sure();
    INDArray possible = some.possible();
    for (int i = 0; i < 20; i++) {
      Translation one = some.get(i);
      assertEquals(one.target(), Translations.words(targets.getRow(i).dup()));
      assertEquals(
          sources.getRow(i),
          Translations.sentence(String.join(" ", one.source()))
              .reshape(Translations.SOURCE_LENGTH));
      assertEquals(
          one.target().size() + 1,
          targets.getRow(i).gt(0).castTo(sure.dataType()).sumNumber().intValue());
      for (Link link : one.possible()) {
        assertEquals(1, possible.getInt(i, link.target(), link.source()));
        assertEquals(
            one.sure().contains(link) ? 1 : 0, sure.getInt(i, link.target(), link.source()));
      }
      assertEquals(one.possible().size(), possible.slice(i).sumNumber().intValue());
      assertEquals(one.sure().size(), sure.slice(i).sumNumber().intValue());
    }
    Table table = some.table();
    assertEquals(List.of("sentence", "translation", "words"), table.columnNames());
    assertEquals(some.size(), table.rowCount());
    assertEquals(String.join(" ", some.get(3).target()), table.row(3).getString("translation"));
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertRefused("size 0 is not from 1 to 100000", () -> Translations.toLearnFrom(0, 1));
    assertRefused("size 1501 is not from 1 to 1500", () -> Translations.unseen(1_501, 1));
    assertRefused("there is no sentence of 17 to 20 words", () -> UNSEEN.ofLength(17, 20));
    assertRefused(
        "\"sleeps\" is no word of these sentences", () -> Translations.sentence("dog sleeps"));
    String tooLong = String.join(" ", Collections.nCopies(17, "dog"));
    assertRefused("17 words, expected 16 or fewer", () -> Translations.sentence(tooLong));
  }

  private static void assertRefused(String message, Runnable asked) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, asked::run).getMessage());
  }
}
