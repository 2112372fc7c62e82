package io.github.attention4j.exercises.lesson03;

import io.github.attention4j.datasets.Dates;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.experiment.Answers;
import io.github.attention4j.exercises.experiment.AttentionMap;
import io.github.attention4j.exercises.experiment.Measurement;
import io.github.attention4j.exercises.trial.Values;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.TestReporter;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Grades lesson 03's experiment: 10 points, on days that no model learns from. */
@ExerciseGrader
public class DateReaderGrader {
  private static final int TEXTS = 400;

  /** More words on either side of a date than any text has that a model learns from. */
  private static final int AROUND = 40;

  /** The page draws with seeds from 1 on. */
  private static final long SEED = -30;

  private final Dates dates = Dates.unseen(TEXTS, SEED);
  private final Values right = Values.of(dates.answers());
  private final Values spans = Values.of(dates.spans());

  /** Creates the grader; JUnit does. */
  public DateReaderGrader() {}

  @Check(
      id = "03.e1",
      part = "weights",
      points = 1,
      demand = "attend: each piece's weights over the words sum to 1",
      hints = {
        "The map has a row for each of the eight pieces and a column for each of the 29 words.",
        "Keep the weights of each step while the date is being written.",
        "attention.attend(ops, query, annotations, annotations, Mask.all()).weights(), (B, 1, T)"
      })
  void attends(DateReader reader) {
    map(reader);
  }

  @Check(
      id = "03.e2",
      part = "weights",
      points = 4,
      demand = "look at the year, the month and the day while writing them",
      hints = {
        "Plot the map of one text beside the one that is known to be right.",
        "Are the keys what the encoder noted at every word, from both directions?",
        "The page's setting, trained for 300 steps, is enough."
      })
  void looksAtTheRightPart(DateReader reader, TestReporter reporter) {
    AttentionMap map = map(reader);
    map.mass("weight on the words of the year", only(place -> place < 4)).atLeast(0.8, reporter);
    map.mass("weight on the word of the month", only(place -> place == 5)).atLeast(0.8, reporter);
    map.mass("weight on the words of the day", only(place -> place == 7)).atLeast(0.8, reporter);
  }

  @Check(
      id = "03.e3",
      part = "read",
      points = 3,
      demand = "read: at least 95 % of the dates without a mistake",
      hints = {
        "Which of the eight pieces go wrong? Compare read's answers with the right ones, column"
            + " by column.",
        "While writing, each piece's embedding is the input of the decoder's next step.",
        "The page's setting, trained for 300 steps, is enough."
      })
  void reads(DateReader reader, TestReporter reporter) {
    Values read = pieces("read", reader.read(dates.texts()));
    Measurement.of("dates without a mistake", exact(read))
        .beside("pieces that are right", Arrays.stream(same(read).numbers()).average().orElse(0))
        .knows("every text is read as the same date", isOneAnswer(read))
        .knows("the pieces are right, but one place off: is the start counted?", isShifted(read))
        .atLeast(0.95, reporter);
  }

  @Check(
      id = "03.e4",
      part = "readWithoutAttention",
      points = 2,
      demand = "show what attention is for: texts longer than any learned from",
      hints = {
        "What does a decoder know of the text, if it may not look at the words?",
        "Let the same model have one annotation: the last states of both directions.",
        "Train it on the same texts; then read texts with 40 more words before and behind."
      })
  void isNeeded(DateReader reader, TestReporter reporter) {
    INDArray longer = dates.amid(AROUND).texts();
    double with = exact(pieces("read", reader.read(longer)));
    double without = exact(pieces("readWithoutAttention", reader.readWithoutAttention(longer)));
    Measurement.of(
            "of texts with 40 more words on either side, only attention reads", with - without)
        .beside("read right with attention", with)
        .beside("read right without", without)
        .knows("both read alike: does the second model look at every word, too?", with == without)
        .atLeast(0.05, reporter);
  }

  private AttentionMap map(DateReader reader) {
    return AttentionMap.of(reader.weights(dates.texts()), TEXTS, Dates.PIECES, Dates.WORDS);
  }

  /** The map that is known to be right, of some pieces alone. */
  private Values only(IntPredicate pieces) {
    return Values.fill(
        index -> pieces.test(index[1]) ? spans.at(index) : 0, TEXTS, Dates.PIECES, Dates.WORDS);
  }

  private Values pieces(String method, INDArray written) {
    return Answers.of(method, written, "a number for each piece, (B, 8)", TEXTS, Dates.PIECES);
  }

  private Values same(Values written) {
    return written.with(right, (one, other) -> one == other ? 1 : 0);
  }

  /** The share of the texts that are read without a mistake. */
  private double exact(Values written) {
    Values same = same(written);
    int good = 0;
    for (int i = 0; i < TEXTS; i++) {
      boolean all = true;
      for (int place = 0; place < Dates.PIECES; place++) {
        all &= same.at(i, place) == 1;
      }
      good += all ? 1 : 0;
    }
    return good / (double) TEXTS;
  }

  private boolean isOneAnswer(Values written) {
    for (int i = 1; i < TEXTS; i++) {
      for (int place = 0; place < Dates.PIECES; place++) {
        if (written.at(i, place) != written.at(0, place)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isShifted(Values written) {
    int agree = 0;
    for (int i = 0; i < TEXTS; i++) {
      for (int place = 1; place < Dates.PIECES; place++) {
        agree += written.at(i, place) == right.at(i, place - 1) ? 1 : 0;
      }
    }
    return agree > 0.9 * TEXTS * (Dates.PIECES - 1);
  }
}
