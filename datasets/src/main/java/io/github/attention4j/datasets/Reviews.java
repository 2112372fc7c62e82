package io.github.attention4j.datasets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Made-up notes from a hotel's guest book, such as "again staff awful with room lovely we came on
 * price great late", each with a question: was the staff good?
 *
 * <p>A note speaks of three of the four topics, and behind each stands a judgement, good or bad
 * with the same probability; the other six words say nothing. So the reason of every answer is
 * known: the topic asked for and the judgement behind it. The other two judgements say the same as
 * the right one half of the time each, and the majority of all three agrees with it in 3 of 4.
 *
 * <p>Letters for shapes: N is {@link #size()}, T is {@link #LENGTH}. Objects are immutable; every
 * table and array that a method returns is the caller's own.
 */
public final class Reviews {

  /** What can be asked for; their numbers among the {@link #WORDS} are 0 to 3. */
  public static final List<String> TOPICS = List.of("food", "staff", "room", "price");

  /** Good judgements; the opposite of each is the {@link #BAD} one at the same place. */
  public static final List<String> GOOD =
      List.of("lovely", "great", "perfect", "charming", "splendid", "superb");

  /** Bad judgements. */
  public static final List<String> BAD =
      List.of("awful", "poor", "dreadful", "shabby", "terrible", "grim");

  /** Words that say nothing. */
  public static final List<String> FILLERS =
      List.of(
          "we", "came", "again", "on", "sunday", "with", "friends", "and", "stayed", "until",
          "quite", "late");

  /** All words; a word's number is its place in this list. */
  public static final List<String> WORDS =
      Stream.of(TOPICS, GOOD, BAD, FILLERS).flatMap(List::stream).toList();

  /** Words of a note. */
  public static final int LENGTH = 12;

  private static final int JUDGED = 3;

  private final List<Review> reviews;

  private Reviews(List<Review> reviews) {
    this.reviews = reviews;
  }

  /**
   * Two parts of one set that share no review.
   *
   * @param train what a model may learn from
   * @param test what it is measured on
   */
  public record Split(Reviews train, Reviews test) {}

  /**
   * Makes reviews that all differ, the same for the same seed on every machine.
   *
   * @param size how many, 1 to 100,000
   * @throws IllegalArgumentException if the size is out of range
   */
  public static Reviews generate(int size, long seed) {
    if (size < 1 || size > 100_000) {
      throw new IllegalArgumentException("size %d is not from 1 to 100000".formatted(size));
    }
    Random random = new Random(seed);
    Set<Review> reviews = new LinkedHashSet<>();
    while (reviews.size() < size) {
      reviews.add(review(random));
    }
    return of(List.copyOf(reviews));
  }

  /**
   * Takes reviews, such as those of a batch.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Reviews of(List<Review> reviews) {
    if (reviews.isEmpty()) {
      throw new IllegalArgumentException("there are no reviews, expected 1 or more");
    }
    return new Reviews(List.copyOf(reviews));
  }

  private static Review review(Random random) {
    List<String> topics = new ArrayList<>(TOPICS);
    Collections.shuffle(topics, random);
    List<String> judged = topics.subList(0, JUDGED);
    String asked = any(judged, random);
    List<Boolean> places = new ArrayList<>(); // true: a topic with its judgement, false: a filler
    for (int place = 0; place < LENGTH - JUDGED; place++) {
      places.add(place < JUDGED);
    }
    Collections.shuffle(places, random);
    List<String> words = new ArrayList<>();
    int next = 0;
    for (boolean pair : places) {
      if (pair) {
        words.add(judged.get(next++));
        words.add(any(random.nextBoolean() ? GOOD : BAD, random));
      } else {
        words.add(any(FILLERS, random));
      }
    }
    return new Review(List.copyOf(words), asked);
  }

  private static String any(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }

  /** Returns N. */
  public int size() {
    return reviews.size();
  }

  /** Returns the reviews. */
  public List<Review> reviews() {
    return reviews;
  }

  /**
   * Splits the reviews: the first {@code testSize} are the test part, the others the training part.
   *
   * @param testSize 1 to N - 1
   * @throws IllegalArgumentException if a part would be empty
   */
  public Split split(int testSize) {
    if (testSize < 1 || testSize >= size()) {
      throw new IllegalArgumentException(
          "testSize %d is not from 1 to %d".formatted(testSize, size() - 1));
    }
    return new Split(of(reviews.subList(testSize, size())), of(reviews.subList(0, testSize)));
  }

  /** Returns the same reviews, in each of them one word exchanged, as {@link Review#exchanged}. */
  public Reviews exchanged(Function<Review, Integer> at) {
    return of(reviews.stream().map(review -> review.exchanged(at.apply(review))).toList());
  }

  /** Returns a table of a row for each review: note, asked, judgement, answer. */
  public Table table() {
    return Table.create("reviews")
        .addColumns(
            column("note", Review::toString),
            column("asked", Review::asked),
            column("judgement", review -> review.words().get(review.judgement())),
            column("answer", review -> review.isGood() ? "good" : "bad"));
  }

  private StringColumn column(String name, Function<Review, String> value) {
    return StringColumn.create(name, reviews.stream().map(value).toList());
  }

  /** Returns the numbers of all words, (N, T) INT32. */
  public INDArray words() {
    return Nd4j.createFromArray(
        reviews.stream()
            .map(review -> review.words().stream().mapToInt(WORDS::indexOf).toArray())
            .toArray(int[][]::new));
  }

  /** Returns the number of the topic asked for, (N) INT32. */
  public INDArray asked() {
    return Nd4j.createFromArray(
        reviews.stream().mapToInt(review -> WORDS.indexOf(review.asked())).toArray());
  }

  /** Returns the right answers, 1 good and 0 bad, (N) INT32. */
  public INDArray answers() {
    return Nd4j.createFromArray(
        reviews.stream().mapToInt(review -> review.isGood() ? 1 : 0).toArray());
  }

  /** Returns what decides: 1 at the topic asked for and at its judgement, else 0, (N, T) FLOAT. */
  public INDArray reasons() {
    INDArray reasons = Nd4j.zeros(DataType.FLOAT, size(), LENGTH);
    for (int i = 0; i < size(); i++) {
      reasons.putScalar(i, reviews.get(i).topic(), 1);
      reasons.putScalar(i, reviews.get(i).judgement(), 1);
    }
    return reasons;
  }

  @Override
  public String toString() {
    return "Reviews[%d reviews]".formatted(size());
  }
}
