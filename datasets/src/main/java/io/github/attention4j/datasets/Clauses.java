package io.github.attention4j.datasets;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Made-up sentences of two clauses, such as "today dog bites man and soon cat sees bird", and who
 * does what to whom in them.
 *
 * <p>The doer of a verb is the noun before it, the receiver the noun behind it; every eighth time
 * these are the same noun, another dog. Two adverbs stand at random before, between or behind the
 * clauses, so that neither a word nor a position alone tells who does what. The words are drawn
 * independently, each of its kind with the same probability.
 *
 * <p>Letters for shapes: N is {@link #size()}, T is {@link #LENGTH}, 2 counts doer and receiver, in
 * this order. Objects are immutable; every table and array that a method returns is the caller's
 * own.
 */
public final class Clauses {

  /** All nouns; their numbers among the {@link #WORDS} are 0 to 7. */
  public static final List<String> NOUNS =
      List.of("dog", "cat", "man", "woman", "child", "horse", "bird", "fox");

  private static final List<String> VERBS = List.of("bites", "sees", "hears", "follows");
  private static final List<String> CONJUNCTIONS = List.of("and", "but", "while");
  private static final List<String> ADVERBS = List.of("today", "soon", "again", "there");

  /** All words; a word's number is its place in this list. */
  public static final List<String> WORDS =
      Stream.of(NOUNS, VERBS, CONJUNCTIONS, ADVERBS).flatMap(List::stream).toList();

  /** Words of a sentence: two clauses of three, a conjunction, two adverbs. */
  public static final int LENGTH = 9;

  private final List<Sentence> sentences;

  private Clauses(List<Sentence> sentences) {
    this.sentences = sentences;
  }

  /**
   * A sentence.
   *
   * @param words its words, in order
   * @param verbs the positions of its two verbs
   */
  public record Sentence(List<String> words, List<Integer> verbs) {

    /** Returns the noun that does what the verb at this position says. */
    public String doer(int verb) {
      return words.get(verb - 1);
    }

    /** Returns the noun to which it is done. */
    public String receiver(int verb) {
      return words.get(verb + 1);
    }

    @Override
    public String toString() {
      return String.join(" ", words);
    }
  }

  /**
   * Two parts of one set that share no sentence.
   *
   * @param train what a model may learn from
   * @param test what it is measured on
   */
  public record Split(Clauses train, Clauses test) {}

  /**
   * Makes sentences that all differ, the same for the same seed on every machine.
   *
   * @param size how many, 1 to 100,000
   * @throws IllegalArgumentException if the size is out of range
   */
  public static Clauses generate(int size, long seed) {
    if (size < 1 || size > 100_000) {
      throw new IllegalArgumentException("size %d is not from 1 to 100000".formatted(size));
    }
    Random random = new Random(seed);
    Set<Sentence> sentences = new LinkedHashSet<>();
    while (sentences.size() < size) {
      sentences.add(sentence(random));
    }
    return of(List.copyOf(sentences));
  }

  /**
   * Takes sentences, such as those of a batch.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Clauses of(List<Sentence> sentences) {
    if (sentences.isEmpty()) {
      throw new IllegalArgumentException("there are no sentences, expected 1 or more");
    }
    return new Clauses(List.copyOf(sentences));
  }

  private static Sentence sentence(Random random) {
    int[] adverbs = new int[3]; // before, between and behind the clauses
    adverbs[random.nextInt(3)]++;
    adverbs[random.nextInt(3)]++;
    List<String> words = new ArrayList<>();
    List<Integer> verbs = new ArrayList<>();
    for (int clause = 0; clause < 2; clause++) {
      if (clause > 0) {
        words.add(any(CONJUNCTIONS, random));
      }
      add(adverbs[clause], words, random);
      words.add(any(NOUNS, random));
      verbs.add(words.size());
      words.add(any(VERBS, random));
      words.add(any(NOUNS, random));
    }
    add(adverbs[2], words, random);
    return new Sentence(List.copyOf(words), List.copyOf(verbs));
  }

  private static void add(int adverbs, List<String> words, Random random) {
    IntStream.range(0, adverbs).forEach(any -> words.add(any(ADVERBS, random)));
  }

  private static String any(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }

  /** Returns N. */
  public int size() {
    return sentences.size();
  }

  /** Returns the sentences. */
  public List<Sentence> sentences() {
    return sentences;
  }

  /**
   * Splits the sentences: the first {@code testSize} are the test part, the others the training
   * part.
   *
   * @param testSize 1 to N - 1
   * @throws IllegalArgumentException if a part would be empty
   */
  public Split split(int testSize) {
    if (testSize < 1 || testSize >= size()) {
      throw new IllegalArgumentException(
          "testSize %d is not from 1 to %d".formatted(testSize, size() - 1));
    }
    return new Split(of(sentences.subList(testSize, size())), of(sentences.subList(0, testSize)));
  }

  /** Returns a table of a row for each verb: sentence, verb, doer, receiver. */
  public Table table() {
    Table table =
        Table.create("clauses")
            .addColumns(
                StringColumn.create("sentence"),
                StringColumn.create("verb"),
                StringColumn.create("doer"),
                StringColumn.create("receiver"));
    for (Sentence sentence : sentences) {
      for (int verb : sentence.verbs()) {
        table.stringColumn(0).append(sentence.toString());
        table.stringColumn(1).append(sentence.words().get(verb));
        table.stringColumn(2).append(sentence.doer(verb));
        table.stringColumn(3).append(sentence.receiver(verb));
      }
    }
    return table;
  }

  /** Returns the numbers of all words, (N, T) INT32. */
  public INDArray words() {
    INDArray words = Nd4j.zeros(DataType.INT32, size(), LENGTH);
    for (int i = 0; i < size(); i++) {
      for (int position = 0; position < LENGTH; position++) {
        words.putScalar(i, position, WORDS.indexOf(sentences.get(i).words().get(position)));
      }
    }
    return words;
  }

  /** Returns the numbers of each verb's doer and receiver, (N, T, 2) INT32; 0 at other words. */
  public INDArray answers() {
    INDArray answers = Nd4j.zeros(DataType.INT32, size(), LENGTH, 2);
    for (int i = 0; i < size(); i++) {
      Sentence sentence = sentences.get(i);
      for (int verb : sentence.verbs()) {
        answers.putScalar(i, verb, 0, NOUNS.indexOf(sentence.doer(verb)));
        answers.putScalar(i, verb, 1, NOUNS.indexOf(sentence.receiver(verb)));
      }
    }
    return answers;
  }

  /** Returns which answers count, 1 at the verbs and 0 at other words, (N, T, 2) FLOAT. */
  public INDArray asked() {
    INDArray asked = Nd4j.zeros(DataType.FLOAT, size(), LENGTH, 2);
    for (int i = 0; i < size(); i++) {
      for (int verb : sentences.get(i).verbs()) {
        asked.putScalar(i, verb, 0, 1);
        asked.putScalar(i, verb, 1, 1);
      }
    }
    return asked;
  }

  /**
   * Returns the maps that are known to be right, (N, 2, T, T) FLOAT: in the row of a verb a 1 at
   * its doer, in the second map at its receiver; 0 in all other rows.
   */
  public INDArray maps() {
    INDArray maps = Nd4j.zeros(DataType.FLOAT, size(), 2, LENGTH, LENGTH);
    for (int i = 0; i < size(); i++) {
      for (int verb : sentences.get(i).verbs()) {
        maps.putScalar(i, 0, verb, verb - 1, 1);
        maps.putScalar(i, 1, verb, verb + 1, 1);
      }
    }
    return maps;
  }

  @Override
  public String toString() {
    return "Clauses[%d sentences]".formatted(size());
  }
}
