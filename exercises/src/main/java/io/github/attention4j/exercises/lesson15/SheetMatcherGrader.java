package io.github.attention4j.exercises.lesson15;

import io.github.attention4j.datasets.Sticker;
import io.github.attention4j.datasets.Stickers;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.experiment.Answers;
import io.github.attention4j.exercises.experiment.AttentionMap;
import io.github.attention4j.exercises.experiment.Measurement;
import io.github.attention4j.exercises.trial.Values;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.TestReporter;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Grades lesson 15's experiment: 10 points, on sheets that no model learned from. */
@ExerciseGrader
public class SheetMatcherGrader {
  private static final int GALLERY = 100;
  private static final int COPIES = 8;
  private static final int SHEETS = 300;
  private static final int NAMES = Stickers.NAMES.size();
  private static final int TQ = Stickers.WORDS;
  private static final int TK = Stickers.CELLS;
  private static final int STICKERS = 3;
  private static final int SIDE = 3; // cells of a row
  private static final double MOST = 0.7;

  /** The page draws with seeds from 1 on, and tests with their negatives down to -105. */
  private static final long SEED = -1500;

  private final Stickers gallery = Stickers.toLearnFrom(GALLERY, SEED);
  private final Stickers alone = Stickers.alone(COPIES, SEED);
  private final Stickers three = Stickers.toLearnFrom(SHEETS, SEED).ofCount(3);
  private final Stickers twins = Stickers.withTwins(SHEETS, SEED);

  /** Creates the grader; JUnit does. */
  public SheetMatcherGrader() {}

  @Check(
      id = "15.e1",
      part = "cosines",
      points = 2,
      demand = "find 80 % among 100, captions and pictures",
      hints = {
        "Row i of the cosines is picture i, column j is caption j; the right pairs are i = j.",
        "The loss is the cross-entropy of the rows and of the columns, labels 0, 1, .. B - 1.",
        "500 steps with batches of 32 are enough."
      })
  void finds(SheetMatcher matcher, TestReporter reporter) {
    Values cosines = of("cosines", matcher.cosines(gallery.pictures(), gallery.words()), GALLERY);
    Measurement.of("found at first, the worse of both ways", found(cosines))
        .beside("by chance", 1.0 / GALLERY)
        .knows("all cosines are alike", Arrays.stream(cosines.numbers()).distinct().count() == 1)
        .knows(
            "the right pairs have the smallest numbers: more must be better",
            found(cosines.map(cosine -> -cosine)) > MOST)
        .atLeast(0.8, reporter);
  }

  @Check(
      id = "15.e2",
      part = "cosinesOfOneVector",
      points = 2,
      demand = "name 80 % of the pictures whose names were kept back",
      hints = {
        "The grader gives the 25 names as captions and takes the one that fits a picture best.",
        "Does the text encoder read both words of a name?",
        "One vector for a picture and one for a caption, 500 steps, batches with twins."
      })
  void names(SheetMatcher matcher, TestReporter reporter) {
    INDArray names =
        Stickers.words(Stickers.NAMES.stream().map(name -> List.of(name.split(" "))).toList());
    Values cosines =
        Answers.of(
            "cosinesOfOneVector",
            matcher.cosinesOfOneVector(alone.pictures(), names),
            "how well each picture fits each caption, (P, N)",
            alone.size(),
            NAMES);
    double[] said = Answers.likeliest(cosines).numbers();
    Measurement.of("names right that were kept back", right(said, true))
        .beside("names right that were learned", right(said, false))
        .beside("by chance", 1.0 / NAMES)
        .knows(
            "no name that was kept back is ever said: does the answer come from a list of those"
                + " that were learned?",
            Arrays.stream(said).noneMatch(name -> isKeptBack((int) name)))
        .knows("all pictures get one name", Arrays.stream(said).distinct().count() == 1)
        .atLeast(0.8, reporter);
  }

  @Check(
      id = "15.e3",
      part = "weights",
      points = 3,
      demand = "point: 80 % of the names look most at what they name",
      hints = {
        "Draw the map of one sheet beside the known one. A name's map is that of its two words.",
        "A patch that has seen the others may hold anything: keep the patches apart.",
        "Train with twins: only then a word must know its thing."
      })
  void points(SheetMatcher matcher, TestReporter reporter) {
    AttentionMap words =
        AttentionMap.of(matcher.weights(three.pictures(), three.words()), three.size(), TQ, TK);
    AttentionMap map = AttentionMap.of(names(words.values()), three.size(), STICKERS, TK);
    map.heaviest("names that look most at what they name", where(Place.RIGHT))
        .beside("any sticker, whichever", 1.0 / STICKERS)
        .knows(
            "the map's columns are the cells column by column: write them row by row",
            map.heaviestOn(where(Place.TURNED)) > MOST)
        .knows(
            "the names look at stickers, but at any: are the patches kept apart, and are there twins"
                + " in the batches?",
            map.heaviestOn(where(Place.ANY)) > MOST)
        .atLeast(0.8, reporter);
  }

  /** The mean of the rows of a name's two words, (B, 3, Tk). */
  private INDArray names(Values words) {
    return Values.fill(
            index ->
                (words.at(index[0], 3 * index[1], index[2])
                        + words.at(index[0], 3 * index[1] + 1, index[2]))
                    / 2,
            three.size(),
            STICKERS,
            TK)
        .toArray(DataType.FLOAT);
  }

  @Check(
      id = "15.e4",
      part = "cosinesOfOneVector",
      points = 3,
      demand = "tell 85 % of twins apart, where one vector cannot",
      hints = {
        "Twins have the same words; only who has which colour tells them apart.",
        "Word by word: a patch's best word, a word's best patch, and the patches kept apart.",
        "The one vector is the mean of a picture's patches, and of a caption's words."
      })
  void tellsTwinsApart(SheetMatcher matcher, TestReporter reporter) {
    Measurement.of("found at first with one vector", found(byOneVector(matcher, gallery)))
        .knows("with one vector it cannot do anything: train it, too", true)
        .atLeast(0.6, reporter);
    double one = apart(byOneVector(matcher, twins));
    double byWords = apart(of("cosines", matcher.cosines(twins.pictures(), twins.words()), SHEETS));
    Measurement.of("told from its twin, word by word", byWords)
        .beside("with one vector", one)
        .beside("by chance", 0.5)
        .knows(
            "word by word it does no better than one vector: are there twins in its batches, and"
                + " are its patches kept apart?",
            byWords < MOST)
        .atLeast(0.85, reporter);
    Measurement.of("told from its twin, with one vector", one)
        .knows("both models tell twins apart: does the second have more than one vector?", true)
        .atMost(MOST, reporter);
  }

  private static Values byOneVector(SheetMatcher matcher, Stickers sheets) {
    INDArray cosines = matcher.cosinesOfOneVector(sheets.pictures(), sheets.words());
    return of("cosinesOfOneVector", cosines, sheets.size());
  }

  private static Values of(String method, INDArray cosines, int size) {
    return Answers.of(
        method, cosines, "how well each picture fits each caption, (P, N)", size, size);
  }

  /** Recall at 1, the worse of both ways. */
  private static double found(Values cosines) {
    return Math.min(first(cosines), first(cosines.transposed()));
  }

  /** How often the right one is alone at the top of its row. */
  private static double first(Values cosines) {
    IntStream rows = IntStream.range(0, GALLERY);
    return rows.filter(i -> others(i).noneMatch(j -> cosines.at(i, j) >= cosines.at(i, i))).count()
        / (double) GALLERY;
  }

  private static IntStream others(int i) {
    return IntStream.range(0, GALLERY).filter(j -> j != i);
  }

  private double right(double[] said, boolean keptBack) {
    int[] asked =
        IntStream.range(0, said.length).filter(i -> isKeptBack(i % NAMES) == keptBack).toArray();
    return Arrays.stream(asked).filter(i -> said[i] == i % NAMES).count() / (double) asked.length;
  }

  /** Whether name {@code name} of all 25 is kept back. */
  private boolean isKeptBack(int name) {
    return alone.stickers(name).get(0).isKeptBack();
  }

  /** What may be said of a cell, given the sticker that a word names. */
  private enum Place {
    RIGHT,
    TURNED,
    ANY
  }

  /** A map with 1 at some cells, on the sheets whose stickers differ in colour and in shape. */
  private Values where(Place place) {
    return Values.fill(
        index -> {
          List<Sticker> stickers = three.stickers(index[0]);
          int cell = index[2];
          int own = stickers.get(index[1]).cell();
          boolean fits =
              switch (place) {
                case RIGHT -> cell == own;
                case TURNED -> cell == own % SIDE * SIDE + own / SIDE;
                case ANY -> stickers.stream().anyMatch(sticker -> sticker.cell() == cell);
              };
          return fits && isClear(stickers) ? 1 : 0;
        },
        three.size(),
        STICKERS,
        TK);
  }

  private static boolean isClear(List<Sticker> stickers) {
    return stickers.stream().map(Sticker::colour).distinct().count() == stickers.size()
        && stickers.stream().map(Sticker::shape).distinct().count() == stickers.size();
  }

  /** How often a sheet's own caption is nearer than its twin's, and its own picture. */
  private double apart(Values cosines) {
    double sum = 0;
    int sheets = 0;
    for (int i = 0; i < SHEETS; i++) {
      if (twins.stickers(i).size() > 1) {
        int twin = i % 2 == 0 ? i + 1 : i - 1;
        sum += cosines.at(i, i) > cosines.at(i, twin) ? 0.5 : 0;
        sum += cosines.at(i, i) > cosines.at(twin, i) ? 0.5 : 0;
        sheets++;
      }
    }
    return sum / sheets;
  }
}
