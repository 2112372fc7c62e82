package io.github.attention4j.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;

class ReviewsTest {
  private static final int SIZE = 4_000;
  private static final Reviews REVIEWS = Reviews.generate(SIZE, 1);

  /** Of the reviews of seed 1, one a line: they are the same on every machine and for ever. */
  private static final String CHECKSUM =
      "345c9d127d43b663a64613d53dd1a603932de1bf0dd496b9ea295ab111829957";

  @Test
  void givesTheSameReviewsForEver() throws NoSuchAlgorithmException {
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(text(REVIEWS).getBytes(StandardCharsets.US_ASCII));
    assertEquals(CHECKSUM, HexFormat.of().formatHex(digest));
    assertNotEquals(text(REVIEWS), text(Reviews.generate(SIZE, 2)));
  }

  private static String text(Reviews reviews) {
    return reviews.reviews().stream()
        .map(review -> review + " / " + review.asked())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void aJudgementStandsBehindEachOfThreeTopics() {
    for (Review review : REVIEWS.reviews()) {
      List<String> words = review.words();
      assertEquals(Reviews.LENGTH, words.size());
      assertEquals(3, words.stream().filter(Reviews.TOPICS::contains).distinct().count());
      assertEquals(6, words.stream().filter(Reviews.FILLERS::contains).count());
      assertEquals(3, review.judgements().size());
      for (int at : review.judgements()) {
        assertTrue(isJudgement(words.get(at)), review.toString());
      }
      assertEquals(review.asked(), words.get(review.topic()));
      assertTrue(review.judgements().contains(review.judgement()));
    }
    assertEquals(SIZE, new HashSet<>(REVIEWS.reviews()).size(), "all reviews differ");
    assertEquals(28, new HashSet<>(Reviews.WORDS).size(), "all words differ");
  }

  private static boolean isJudgement(String word) {
    return Reviews.GOOD.contains(word) || Reviews.BAD.contains(word);
  }

  /** Half of the answers are good, and the majority of the three judgements is right in 3 of 4. */
  @Test
  void nothingButTheReasonDecides() {
    assertEquals(
        0.5, REVIEWS.answers().castTo(DataType.FLOAT).meanNumber().doubleValue(), 4 * 0.008);
    Map<String, Integer> asked = new HashMap<>();
    Set<Integer> places = new HashSet<>();
    int majority = 0;
    for (Review review : REVIEWS.reviews()) {
      asked.merge(review.asked(), 1, Integer::sum);
      places.add(review.judgement());
      long good = review.words().stream().filter(Reviews.GOOD::contains).count();
      majority += good >= 2 == review.isGood() ? 1 : 0;
    }
    assertEquals(0.75, majority / (double) SIZE, 4 * 0.007);
    assertEquals(4, asked.size());
    asked.forEach((topic, count) -> assertEquals(SIZE / 4.0, count, 4 * 28, topic));
    assertEquals(IntStream.range(1, 12).boxed().collect(Collectors.toSet()), places);
  }

  @Test
  void anExchangedJudgementTurnsTheAnswerAndNoOtherWordDoes() {
    for (Review review : REVIEWS.reviews().subList(0, 200)) {
      for (int at = 0; at < Reviews.LENGTH; at++) {
        Review other = review.exchanged(at);
        for (int t = 0; t < Reviews.LENGTH; t++) {
          assertEquals(t != at, review.words().get(t).equals(other.words().get(t)));
        }
        assertEquals(review.asked(), other.asked());
        if (at == review.topic()) {
          assertFalse(other.words().contains(review.asked()), "no topic asked for is left");
        } else {
          assertEquals(at == review.judgement(), review.isGood() != other.isGood());
          assertEquals(review.judgement(), other.judgement());
        }
      }
      assertEquals(review, review.exchanged(review.judgement()).exchanged(review.judgement()));
    }
    Reviews turned = REVIEWS.exchanged(Review::judgement);
    assertEquals(SIZE, REVIEWS.answers().add(turned.answers()).sumNumber().intValue());
  }

  @Test
  void arraysSayWhatTheReviewsSay() {
    Reviews some = Reviews.of(REVIEWS.reviews().subList(0, 50));
    INDArray words = some.words();
    INDArray reasons = some.reasons();
    for (int i = 0; i < some.size(); i++) {
      Review review = some.reviews().get(i);
      assertEquals(review.asked(), Reviews.WORDS.get(some.asked().getInt(i)));
      assertEquals(review.isGood() ? 1 : 0, some.answers().getInt(i));
      for (int at = 0; at < Reviews.LENGTH; at++) {
        assertEquals(review.words().get(at), Reviews.WORDS.get(words.getInt(i, at)));
        boolean reason = at == review.topic() || at == review.judgement();
        assertEquals(reason ? 1 : 0, reasons.getInt(i, at));
      }
    }
    Table table = some.table();
    assertEquals(List.of("note", "asked", "judgement", "answer"), table.columnNames());
    assertEquals(50, table.rowCount());
    Review last = some.reviews().get(49);
    assertEquals(last.words().get(last.judgement()), table.row(49).getString("judgement"));
    assertEquals(last.isGood() ? "good" : "bad", table.row(49).getString("answer"));
  }

  @Test
  void splitsWithoutASharedReview() {
    Reviews.Split split = REVIEWS.split(300);
    assertEquals(300, split.test().size());
    assertEquals(SIZE - 300, split.train().size());
    Set<Review> both = new HashSet<>(split.test().reviews());
    both.retainAll(split.train().reviews());
    assertEquals(Set.of(), both);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertEquals(
        "size 0 is not from 1 to 100000",
        assertThrows(IllegalArgumentException.class, () -> Reviews.generate(0, 1)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> Reviews.generate(100_001, 1));
    assertThrows(IllegalArgumentException.class, () -> Reviews.of(List.of()));
    assertEquals(
        "testSize 4000 is not from 1 to 3999",
        assertThrows(IllegalArgumentException.class, () -> REVIEWS.split(SIZE)).getMessage());
  }
}
