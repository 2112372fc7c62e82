package io.github.attention4j.datasets;

import io.github.attention4j.datasets.Translation.Link;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Sentences of 3 to 16 words, and the same in a made language whose word order is turned: "dog
 * follows horse because white king loves horse often" is "hiso gati ino rado na merin ko kavo rado
 * na kimun". Which word comes from which is known.
 *
 * <p>A sentence is one clause or two: someone does something to someone, perhaps with an adverb;
 * each of the two has up to two adjectives. In the made language the adverb comes first, then who
 * does it, then to whom and the particle {@code na}, and the verb last; a noun stands before its
 * adjectives, which are turned round; and of two clauses with "because" the reason comes first. So
 * a word may land at the other end of the sentence.
 *
 * <p>All lengths are equally frequent. One sentence in five is kept back: {@link #unseen} gives
 * such sentences alone, {@link #toLearnFrom} gives none of them, whatever the seeds.
 *
 * <p>Letters for shapes: N is {@link #size()}, Ts is {@link #SOURCE_LENGTH}, Tt is {@link
 * #TARGET_LENGTH}. Shorter sentences are filled up behind with number 0, {@link #PADDING}. Objects
 * are immutable: every table and array that a method returns is new and the caller's own. Numbers
 * of words are whole numbers, in FLOAT arrays.
 */
public final class Translations {
  /** The words of the shortest sentence. */
  public static final int SHORTEST = 3;

  /** The words of the longest sentence, Ts. */
  public static final int SOURCE_LENGTH = 16;

  /** The words of the longest translation and its end, Tt: two particles more. */
  public static final int TARGET_LENGTH = 19;

  /** What fills up shorter sentences, on both sides word number 0. */
  public static final String PADDING = "·";

  /** What stands before the first word of a translation; number 1 of the {@link #TARGET_WORDS}. */
  public static final String START = "<s>";

  /** What stands behind its last word; number 2 of the {@link #TARGET_WORDS}. */
  public static final String END = "</s>";

  /** All words of the sentences by their numbers; the first is {@link #PADDING}. */
  public static final List<String> SOURCE_WORDS =
      Stream.concat(Stream.of(PADDING), MadeLanguage.SOURCE.stream()).toList();

  /** All words of the translations by their numbers; the first three stand for no word. */
  public static final List<String> TARGET_WORDS =
      Stream.concat(Stream.of(PADDING, START, END), MadeLanguage.MADE.stream()).toList();

  private static final int MOST_TO_LEARN_FROM = 100_000;
  private static final int MOST_UNSEEN = 1_500; // of three words there are only 160
  private static final int KEPT_BACK = 5;

  private final List<Translation> translations;

  private Translations(List<Translation> translations) {
    this.translations = List.copyOf(translations);
  }

  /**
   * Draws sentences that a model may learn from; short ones may come twice.
   *
   * @param size how many, from 1 to 100,000
   * @param seed any number; another seed gives other sentences
   * @throws IllegalArgumentException if the size is another
   */
  public static Translations toLearnFrom(int size, long seed) {
    return draw(size, MOST_TO_LEARN_FROM, seed, false);
  }

  /**
   * Draws sentences that {@link #toLearnFrom} never gives, none of them twice.
   *
   * @param size how many, from 1 to 1,500
   * @param seed any number; another seed gives other sentences
   * @throws IllegalArgumentException if the size is another
   */
  public static Translations unseen(int size, long seed) {
    return draw(size, MOST_UNSEEN, seed, true);
  }

  private static Translations draw(int size, int most, long seed, boolean keptBack) {
    if (size < 1 || size > most) {
      throw new IllegalArgumentException("size %d is not from 1 to %d".formatted(size, most));
    }
    Random random = new Random(seed);
    List<Translation> drawn = new ArrayList<>();
    Set<List<String>> met = new HashSet<>();
    while (drawn.size() < size) {
      int length = SHORTEST + random.nextInt(SOURCE_LENGTH - SHORTEST + 1);
      Translation next = MadeLanguage.draw(random);
      while (next.source().size() != length
          || keptBack != isKeptBack(next)
          || keptBack && !met.add(next.source())) {
        next = MadeLanguage.draw(random);
      }
      drawn.add(next);
    }
    return new Translations(drawn);
  }

  private static boolean isKeptBack(Translation translation) {
    return Math.floorMod(String.join(" ", translation.source()).hashCode(), KEPT_BACK) == 0;
  }

  /** Returns N, the number of sentences. */
  public int size() {
    return translations.size();
  }

  /**
   * Returns a sentence and its translation.
   *
   * @throws IndexOutOfBoundsException if i is not from 0 to N - 1
   */
  public Translation get(int i) {
    return translations.get(i);
  }

  /**
   * Returns the sentences of so many words, in their order.
   *
   * @param fewest from so many words on
   * @param most up to so many
   * @throws IllegalArgumentException if there is none
   */
  public Translations ofLength(int fewest, int most) {
    List<Translation> some =
        translations.stream()
            .filter(one -> one.source().size() >= fewest && one.source().size() <= most)
            .toList();
    if (some.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no sentence of %d to %d words".formatted(fewest, most));
    }
    return new Translations(some);
  }

  /** Returns a table of N rows: {@code sentence}, {@code translation}, {@code words}. */
  public Table table() {
    return Table.create("translations")
        .addColumns(
            StringColumn.create("sentence", translations.stream().map(t -> text(t.source()))),
            StringColumn.create("translation", translations.stream().map(t -> text(t.target()))),
            IntColumn.create("words", translations.stream().mapToInt(t -> t.source().size())));
  }

  private static String text(List<String> words) {
    return String.join(" ", words);
  }

  /** Returns the numbers of the sentences' words, padding behind, (N, Ts). */
  public INDArray sources() {
    return array(
        SOURCE_LENGTH,
        (i, j) -> {
          List<String> words = translations.get(i).source();
          return j < words.size() ? SOURCE_WORDS.indexOf(words.get(j)) : 0;
        });
  }

  /** Returns the numbers of the translations' words, then the end, then padding, (N, Tt). */
  public INDArray targets() {
    return array(
        TARGET_LENGTH,
        (i, j) -> {
          List<String> words = translations.get(i).target();
          return j < words.size()
              ? TARGET_WORDS.indexOf(words.get(j))
              : j == words.size() ? TARGET_WORDS.indexOf(END) : 0;
        });
  }

  /** Returns 1 where a word of the target surely comes from one of the source, (N, Tt, Ts). */
  public INDArray sure() {
    return map(Translation::sure);
  }

  /** Returns 1 where it possibly does; where it surely does, too, (N, Tt, Ts). */
  public INDArray possible() {
    return map(Translation::possible);
  }

  private INDArray map(Function<Translation, List<Link>> links) {
    float[] map = new float[size() * TARGET_LENGTH * SOURCE_LENGTH];
    for (int i = 0; i < size(); i++) {
      for (Link link : links.apply(translations.get(i))) {
        map[(i * TARGET_LENGTH + link.target()) * SOURCE_LENGTH + link.source()] = 1;
      }
    }
    return Nd4j.create(map, new long[] {size(), TARGET_LENGTH, SOURCE_LENGTH}, 'c');
  }

  private INDArray array(int width, IntBinaryOperator number) {
    float[] numbers = new float[size() * width];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number.applyAsInt(i / width, i % width);
    }
    return Nd4j.create(numbers, new long[] {size(), width}, 'c');
  }

  /**
   * Returns the numbers of a sentence of your own, padding behind, (1, Ts).
   *
   * @param sentence words of the {@link #SOURCE_WORDS}, with blanks between
   * @throws IllegalArgumentException if a word is none of them, or there are more than Ts
   */
  public static INDArray sentence(String sentence) {
    List<String> words = List.of(sentence.trim().split("\\s+"));
    if (words.size() > SOURCE_LENGTH) {
      throw new IllegalArgumentException(
          "%d words, expected %d or fewer".formatted(words.size(), SOURCE_LENGTH));
    }
    float[] numbers = new float[SOURCE_LENGTH];
    for (int j = 0; j < words.size(); j++) {
      numbers[j] = SOURCE_WORDS.indexOf(words.get(j));
      if (numbers[j] < 1) {
        throw new IllegalArgumentException(
            "\"%s\" is no word of these sentences".formatted(words.get(j)));
      }
    }
    return Nd4j.create(numbers, new long[] {1, SOURCE_LENGTH}, 'c');
  }

  /**
   * Returns the words of a translation by their numbers, up to its end.
   *
   * @param numbers (Tt), or any other length
   */
  public static List<String> words(INDArray numbers) {
    List<String> words = new ArrayList<>();
    for (int j = 0; j < numbers.length(); j++) {
      String word = TARGET_WORDS.get(numbers.getInt(j));
      if (word.equals(END)) {
        break;
      }
      words.add(word);
    }
    return List.copyOf(words);
  }

  @Override
  public String toString() {
    return "Translations[%d]".formatted(size());
  }
}
