package io.github.attention4j.exercises.lesson02;

import io.github.attention4j.datasets.Sequences;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.check.WrongAnswerError;
import io.github.attention4j.exercises.experiment.AttentionMap;
import io.github.attention4j.exercises.experiment.Measurement;
import io.github.attention4j.exercises.trial.Values;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.TestReporter;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Grades lesson 02's experiment: 10 points, on words of lengths that were not trained on. */
@ExerciseGrader
public class SequenceReverserGrader {

  private static final int WORDS = 100;
  private static final int[] LENGTHS = {5, 7, 9, 11};

  /** The page trains with seeds from 1,000 on, and tests with negative ones. */
  private static final long SEED = 40;

  /** Creates the grader; JUnit does. */
  public SequenceReverserGrader() {}

  @Check(
      id = "02.e1",
      part = "weights",
      points = 2,
      demand = "attend: each letter's weights over the letters read sum to 1",
      hints = {
        "The map has a row for each letter that is written, a column for each that is read.",
        "Return the weights of the attention and not its output: (B, T, T).",
        "attention.attend(ops, queries, states, states, Mask.all()).weights()"
      })
  void attends(SequenceReverser model) {
    for (int length : LENGTHS) {
      map(model, length);
    }
  }

  @Check(
      id = "02.e2",
      part = "weights",
      points = 3,
      demand = "look at the mirrored place, at lengths not trained on",
      hints = {
        "Where does the letter stand that is written first? Plot the map of one word.",
        "Does the loss fall? Have the tables and the matrix been given to the trainer?",
        "The page's network has 0.9 of its weight there after 150 steps with a step size of 0.01."
      })
  void looksAtTheMirroredPlace(SequenceReverser model, TestReporter reporter) {
    int worst = worst(length -> map(model, length).massOn(antiDiagonal(length)));
    map(model, worst)
        .mass("weight on the mirrored place, " + inWords(worst), antiDiagonal(worst))
        .atLeast(0.9, reporter);
  }

  @Check(
      id = "02.e3",
      part = "reverse",
      points = 3,
      demand = "write 95 % of the words backwards, at lengths not trained on",
      hints = {
        "Compare what is written with what was read, letter by letter, for a few words.",
        "The output has a score for each of the 26 letters: the largest is the one to write.",
        "model.scores(NdArrayOps.eager(), letters).argMax(2)"
      })
  void reverses(SequenceReverser model, TestReporter reporter) {
    int worst = worst(length -> wordsRight(reversed(model, length), length));
    int[][] written = reversed(model, worst);
    int[][] read = words(worst).letters().toIntMatrix();
    int[][] wanted = words(worst).reversed().toIntMatrix();
    Measurement.of("words right, " + inWords(worst), wordsRight(written, worst))
        .beside("letters right", same(written, wanted))
        .beside("letters right without attention", same(baseline(model, worst), wanted))
        .knows(
            "the words come back as they were: is the target the reversed word?",
            same(written, read) > 0.5)
        .knows(
            "the words are right, but one place too far: is a start token counted, or a place"
                + " shifted?",
            same(moved(written, 1), wanted) > 0.5 || same(moved(written, -1), wanted) > 0.5)
        .knows(
            "one and the same letter is written throughout a word: does the query depend on the"
                + " place?",
            Arrays.stream(written).allMatch(word -> Arrays.stream(word).distinct().count() == 1))
        .atLeast(0.95, reporter);
  }

  @Check(
      id = "02.e4",
      part = "reverseWithoutAttention",
      points = 2,
      demand = "owe it to attention: a trained baseline without it falls behind",
      hints = {
        "The baseline is the same network with even weights, trained on the same words.",
        "Knowing a word's letters, but not their order, gets its commonest letter right.",
        "Give it a score that is 0 for all pairs, and train it for as many steps."
      })
  void owesItToAttention(SequenceReverser model, TestReporter reporter) {
    double without = average(length -> lettersRight(baseline(model, length), length));
    double commonest = average(length -> commonest(words(length)));
    Measurement.of("letters right without attention", without)
        .beside("writing the commonest letter of each word", commonest)
        .knows("the baseline is hardly trained: train it as long as the network", true)
        .atLeast(0.75 * commonest, reporter);
    double with = average(length -> lettersRight(reversed(model, length), length));
    Measurement.of("share of letters gained by attention", with - without)
        .beside("letters right without attention", without)
        .knows("attention gains little: is there attention in the baseline, too?", true)
        .atLeast(0.5, reporter);
  }

  private static Sequences words(int length) {
    return Sequences.random(WORDS, length, SEED + length);
  }

  private static String inWords(int length) {
    return "%d letters (the worst length)".formatted(length);
  }

  /** Returns the length for which a number is smallest. */
  private static int worst(ToDoubleFunction<Integer> number) {
    return IntStream.of(LENGTHS).boxed().min(Comparator.comparingDouble(number)).orElseThrow();
  }

  private static double average(IntToDoubleFunction number) {
    return IntStream.of(LENGTHS).mapToDouble(number).average().orElseThrow();
  }

  private static Values antiDiagonal(int length) {
    return Values.fill(index -> index[1] + index[2] == length - 1 ? 1 : 0, WORDS, length, length);
  }

  private static AttentionMap map(SequenceReverser model, int length) {
    return AttentionMap.of(model.weights(words(length).letters()), WORDS, length, length);
  }

  private static int[][] reversed(SequenceReverser model, int length) {
    return written("reverse", model.reverse(words(length).letters()), length);
  }

  private static int[][] baseline(SequenceReverser model, int length) {
    INDArray letters = model.reverseWithoutAttention(words(length).letters());
    return written("reverseWithoutAttention", letters, length);
  }

  private static int[][] written(String method, INDArray letters, int length) {
    if (letters == null) {
      throw new WrongAnswerError(method + " returned null: return the letters written, (B, T)");
    }
    if (!Arrays.equals(letters.shape(), new long[] {WORDS, length})) {
      throw new WrongAnswerError(
          "%s returned shape %s, expected [%d, %d] = (B, T): the letters that are written"
              .formatted(method, Arrays.toString(letters.shape()), WORDS, length));
    }
    return letters.castTo(DataType.INT32).toIntMatrix();
  }

  /** Returns the share of letters that are the same. */
  private static double same(int[][] written, int[][] others) {
    return IntStream.range(0, WORDS)
        .mapToDouble(i -> sameLetters(written[i], others[i]) / (double) others[i].length)
        .average()
        .orElseThrow();
  }

  private static long sameLetters(int[] word, int[] other) {
    return IntStream.range(0, word.length).filter(t -> word[t] == other[t]).count();
  }

  private static double lettersRight(int[][] written, int length) {
    return same(written, words(length).reversed().toIntMatrix());
  }

  private static double wordsRight(int[][] written, int length) {
    int[][] wanted = words(length).reversed().toIntMatrix();
    return IntStream.range(0, WORDS).filter(i -> Arrays.equals(written[i], wanted[i])).count()
        / (double) WORDS;
  }

  /** Every letter so many places farther on, from the end to the start. */
  private static int[][] moved(int[][] words, int by) {
    return Arrays.stream(words)
        .map(
            word ->
                IntStream.range(0, word.length)
                    .map(t -> word[Math.floorMod(t - by, word.length)])
                    .toArray())
        .toArray(int[][]::new);
  }

  /** Returns the share of letters right if each word's commonest is written throughout. */
  private static double commonest(Sequences words) {
    return Arrays.stream(words.letters().toIntMatrix())
        .mapToDouble(
            word ->
                Arrays.stream(word)
                        .mapToLong(letter -> Arrays.stream(word).filter(l -> l == letter).count())
                        .max()
                        .orElseThrow()
                    / (double) word.length)
        .average()
        .orElseThrow();
  }
}
