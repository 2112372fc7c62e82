package io.github.attention4j.exercises.lesson14;

import io.github.attention4j.datasets.Translation;
import io.github.attention4j.datasets.Translations;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.experiment.Answers;
import io.github.attention4j.exercises.experiment.AttentionMap;
import io.github.attention4j.exercises.experiment.Measurement;
import io.github.attention4j.exercises.trial.Values;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.TestReporter;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Grades lesson 14's experiment: 10 points, on sentences that no model learns from. */
@ExerciseGrader
public class SentenceReaderGrader {
  private static final int SENTENCES = 420;
  private static final int TT = Translations.TARGET_LENGTH;
  private static final int TS = Translations.SOURCE_LENGTH;

  /** The page draws with seeds from 1 on. */
  private static final long SEED = -14;

  private final Translations sentences = Translations.unseen(SENTENCES, SEED);
  private final Translations brief = sentences.ofLength(3, 4);
  private final Translations extended = sentences.ofLength(13, TS);

  /** Creates the grader; JUnit does. */
  public SentenceReaderGrader() {}

  @Check(
      id = "14.e1",
      part = "weights",
      points = 1,
      demand = "attend to words alone: no weight on the padding",
      hints = {
        "The map has a row for each place of the target and a column for each of the source.",
        "Without a mask softmax gives every key some weight, padding too.",
        "attention.attend(ops, states, notes, notes, Mask.padding(lengths)).weights()"
      })
  void attendsToWords(SentenceReader reader, TestReporter reporter) {
    Values weights = map(reader).values();
    Measurement.of(
            "weight on padding, on average", mean(weights, (i, j, k) -> k < source(i) ? 0 : 1))
        .knows("the padding is attended to like words: mask it", true)
        .atMost(1e-6, reporter);
  }

  @Check(
      id = "14.e2",
      part = "weights",
      points = 3,
      demand = "align: an error rate of 0.1 at most",
      hints = {
        "Draw the map of one sentence beside the one that is known to be right.",
        "Row i must hold the weights with which word i is chosen, after the words before it.",
        "Two encoders, one from either end, and 400 steps are enough."
      })
  void aligns(SentenceReader reader, TestReporter reporter) {
    Values weights = map(reader).values();
    Measurement.of("alignment error rate", errorRate(weights, 0))
        .beside("always the word at the same place", diagonal())
        .knows(
            "the map is right, but one row off: does row i belong to the word that is told, or to"
                + " the one that is written?",
            errorRate(weights, 1) < 0.3 || errorRate(weights, -1) < 0.3)
        .knows("every word looks at all others alike: train longer", heaviest(weights) < 0.3)
        .atMost(0.1, reporter);
  }

  @Check(
      id = "14.e3",
      part = "translate",
      points = 3,
      demand = "translate 80 % of the sentences without a mistake",
      hints = {
        "Print some translations beside the right ones. Which words are wrong, and where?",
        "While writing, the decoder is told what it wrote itself, behind the start.",
        "The page's setting, trained for 400 steps, is enough."
      })
  void translates(SentenceReader reader, TestReporter reporter) {
    Values written = words("translate", reader.translate(sentences.sources()), sentences);
    Measurement.of("translated without a mistake", exact(written, sentences))
        .knows("every sentence is translated alike", isOneAnswer(written))
        .knows("the start is written as well: leave it out", startsWith(written, 1))
        .knows("no translation ends: write the end behind the last word", isEndless(written))
        .atLeast(0.8, reporter);
  }

  @Check(
      id = "14.e4",
      part = "translateWithoutAttention",
      points = 3,
      demand = "show what attention is for: long sentences",
      hints = {
        "Let the same model have one note: what both encoders knew at last.",
        "Train it on the same sentences. It must do well with the short ones.",
        "Then compare both on sentences of 13 to 16 words."
      })
  void isNeeded(SentenceReader reader, TestReporter reporter) {
    Values ofBrief =
        words(
            "translateWithoutAttention", reader.translateWithoutAttention(brief.sources()), brief);
    Measurement.of("of 3 or 4 words, right without attention", exact(ofBrief, brief))
        .knows("without attention it cannot do anything: train it, too", true)
        .atLeast(0.5, reporter);
    Values without =
        words(
            "translateWithoutAttention",
            reader.translateWithoutAttention(extended.sources()),
            extended);
    Values with = words("translate", reader.translate(extended.sources()), extended);
    Measurement.of(
            "of 13 to 16 words, only attention gets right",
            exact(with, extended) - exact(without, extended))
        .beside("right with attention", exact(with, extended))
        .beside("right without", exact(without, extended))
        .knows(
            "both translate alike: does the second model look at every word, too?",
            exact(with, extended) == exact(without, extended))
        .atLeast(0.5, reporter);
  }

  private AttentionMap map(SentenceReader reader) {
    return AttentionMap.of(
        reader.weights(sentences.sources(), sentences.targets()), SENTENCES, TT, TS);
  }

  private int source(int i) {
    return sentences.get(i).source().size();
  }

  private interface Cell {
    double of(int sentence, int row, int key);
  }

  /** The mean over all rows that write a word. */
  private double mean(Values weights, Cell counts) {
    double sum = 0;
    int rows = 0;
    for (int i = 0; i < SENTENCES; i++) {
      for (int j = 0; j < sentences.get(i).target().size(); j++, rows++) {
        for (int k = 0; k < TS; k++) {
          sum += weights.at(i, j, k) * counts.of(i, j, k);
        }
      }
    }
    return sum / rows;
  }

  /** Och and Ney's error rate of the heaviest keys, of the rows so many further down. */
  private double errorRate(Values weights, int down) {
    return errorRate(
        i -> {
          int row = Math.min(TT - 1, Math.max(0, i % TT + down));
          int best = 0;
          for (int k = 1; k < TS; k++) {
            best = weights.at(i / TT, row, k) > weights.at(i / TT, row, best) ? k : best;
          }
          return best;
        });
  }

  private double diagonal() {
    return errorRate(i -> Math.min(i % TT, source(i / TT) - 1));
  }

  private double errorRate(ToIntFunction<Integer> keyOfRow) {
    double right = 0;
    double links = 0;
    for (int i = 0; i < SENTENCES; i++) {
      Translation sentence = sentences.get(i);
      for (int j = 0; j < sentence.target().size(); j++) {
        Translation.Link link = new Translation.Link(j, keyOfRow.applyAsInt(i * TT + j));
        right += sentence.sure().contains(link) ? 1 : 0;
        right += sentence.possible().contains(link) ? 1 : 0;
      }
      links += sentence.target().size() + sentence.sure().size();
    }
    return 1 - right / links;
  }

  /** The largest weight of a row, on average. */
  private double heaviest(Values weights) {
    double[] largest = weights.maxAlong(-1).numbers();
    return IntStream.range(0, SENTENCES)
        .mapToDouble(
            i ->
                IntStream.range(0, sentences.get(i).target().size())
                    .mapToDouble(j -> largest[i * TT + j])
                    .average()
                    .orElse(0))
        .average()
        .orElse(0);
  }

  private static Values words(String method, INDArray written, Translations sentences) {
    return Answers.of(method, written, "a number for each word, (B, 19)", sentences.size(), TT);
  }

  private static double exact(Values written, Translations sentences) {
    long right =
        IntStream.range(0, sentences.size())
            .filter(i -> words(written, i).equals(sentences.get(i).target()))
            .count();
    return right / (double) sentences.size();
  }

  private static List<String> words(Values written, int i) {
    return IntStream.range(0, TT)
        .mapToObj(j -> word(written.at(i, j)))
        .takeWhile(word -> !word.equals(Translations.END))
        .toList();
  }

  private static String word(double number) {
    int words = Translations.TARGET_WORDS.size();
    return number >= 0 && number < words
        ? Translations.TARGET_WORDS.get((int) number)
        : "no word, number " + number;
  }

  private static boolean isOneAnswer(Values written) {
    return IntStream.range(1, written.size(0))
        .allMatch(i -> words(written, i).equals(words(written, 0)));
  }

  private static boolean startsWith(Values written, int number) {
    return IntStream.range(0, written.size(0)).allMatch(i -> written.at(i, 0) == number);
  }

  private static boolean isEndless(Values written) {
    return IntStream.range(0, written.size(0)).allMatch(i -> words(written, i).size() == TT);
  }
}
