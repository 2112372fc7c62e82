package io.github.attention4j.exercises.lesson07;

import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.function.DoubleUnaryOperator;

/** What lesson 07 asks and expects of the picture and its cells, and the ways to go wrong. */
final class PictureTrials {

  private PictureTrials() {}

  static Trial cells(CrossAttentionTask task, Inputs in) {
    Given picture = in.random("picture", "(B, C, H, W)");
    Values p = picture.values();
    int rows = in.length("H");
    int columns = in.length("W");
    int[] shape = in.shape("(B, H*W, C)");
    Values exact = Values.fill(i -> p.at(i[0], i[2], i[1] / columns, i[1] % columns), shape);
    Values sums = exact.sumAlong(2);
    return in.trial("cells", picture)
        .asks(() -> task.cells(picture.array()))
        .expects("(B, H*W, C)", exact)
        .knows(
            "reshaped to (B, H*W, C) at once: then a row holds neighbours of one channel; permute"
                + " the channels behind rows and columns first",
            p.reshaped(shape))
        .knows(
            "the channels still stand before the cells: a cell's features come last",
            exact.transposed())
        .knows(
            "the cells run column after column: they run row after row",
            Values.fill(i -> p.at(i[0], i[2], i[1] % rows, i[1] / rows), shape))
        .knows(
            "rows and columns are still two axes: join them to H*W cells",
            exact.reshaped(in.shape("(B, H, W, C)")))
        .knows(
            "the channels are added up: they are a cell's features",
            Values.fill(i -> sums.at(i[0], i[1], 0), in.shape("(B, H*W)")),
            Values.fill(i -> sums.at(i[0], i[1], 0), in.shape("(B, H*W, 1)")))
        .knows(
            "each row of the picture is one position: each cell is one",
            Values.fill(
                i -> p.at(i[0], i[2] % p.size(1), i[1], i[2] / p.size(1)), in.shape("(B, H, W*C)")))
        .knows(
            "the picture is upside down: row 0 comes first",
            Values.fill(i -> p.at(i[0], i[2], rows - 1 - i[1] / columns, i[1] % columns), shape))
        .knows(
            "the picture is mirrored: column 0 comes first in each row",
            Values.fill(i -> p.at(i[0], i[2], i[1] / columns, columns - 1 - i[1] % columns), shape))
        .hint(
            "Take one example of 2 channels, 1 row and 3 columns, 1 2 3 in the first and 10 20 30 in"
                + " the second: its cells are 1 10, 2 20 and 3 30.");
  }

  static Trial pointing(CrossAttentionTask task, Inputs in) {
    Given weights = in.given("weights", "(B, Tq, H*W)", Softmax.of(in.noise("(B, Tq, H*W)")));
    Values w = weights.values();
    int columns = in.length("W");
    int rows = in.length("H");
    Values heaviest = places(w);
    int[] shape = in.shape("(B, Tq, 2)");
    Values exact =
        pairs(heaviest, shape, place -> Math.floor(place / columns), place -> place % columns);
    return in.trial("pointing", weights, Given.plain("columns", columns))
        .asks(() -> task.pointing(weights.array(), columns))
        .expects("(B, Tq, 2)", exact)
        .knows(
            "row and column are swapped: the row comes first",
            pairs(heaviest, shape, place -> place % columns, place -> Math.floor(place / columns)))
        .knows(
            "the cell's number is divided by the number of rows: each row has W cells, so divide by"
                + " the columns",
            pairs(heaviest, shape, place -> Math.floor(place / rows), place -> place % rows))
        .knows(
            "the cells are taken to run column after column: they run row after row",
            pairs(heaviest, shape, place -> place % rows, place -> Math.floor(place / rows)))
        .knows(
            "this is the lightest cell: look for the largest weight",
            pairs(
                places(w.times(-1)),
                shape,
                place -> Math.floor(place / columns),
                place -> place % columns))
        .knows("rows and columns are counted from 1: count from 0", exact.map(number -> number + 1))
        .knows(
            "the row is a fraction: divide as whole numbers",
            pairs(heaviest, shape, place -> place / columns, place -> place % columns))
        .knows(
            "the row is rounded up or to the nearest: cut the fraction off",
            pairs(heaviest, shape, place -> Math.rint(place / columns), place -> place % columns),
            pairs(heaviest, shape, place -> Math.ceil(place / columns), place -> place % columns))
        .knows(
            "this is the middle of the cell: row and column themselves are asked for",
            exact.map(number -> number + 0.5))
        .knows(
            "this is the number of the cell in the sequence: make row and column of it",
            heaviest,
            heaviest.reshaped(in.shape("(B, Tq, 1)")),
            pairs(heaviest, shape, place -> place, place -> place),
            pairs(heaviest, shape, place -> 0, place -> place))
        .knows(
            "this is the largest weight itself: tell where it stands",
            Values.fill(i -> w.maxAlong(-1).at(i[0], i[1], 0), in.shape("(B, Tq)")),
            Values.fill(i -> w.maxAlong(-1).at(i[0], i[1], 0), shape))
        .knows(
            "this is the mean of rows and columns under the weights: the one heaviest cell is asked"
                + " for",
            mean(w, shape, columns))
        .knows(
            "all queries point where the mean of their weights is largest: each points for itself",
            pairs(
                places(w.sumAlong(1)),
                shape,
                place -> Math.floor(place / columns),
                place -> place % columns))
        .hint(
            "In a picture of 2 rows and 3 columns, cell 4 of the sequence lies in row 1, column 1.");
  }

  /** Where the largest weight of each row stands, (B, Tq). */
  private static Values places(Values weights) {
    return Values.fill(
        i -> {
          int best = 0;
          for (int j = 1; j < weights.size(2); j++) {
            best = weights.at(i[0], i[1], j) > weights.at(i[0], i[1], best) ? j : best;
          }
          return best;
        },
        weights.size(0),
        weights.size(1));
  }

  private static Values pairs(
      Values places, int[] shape, DoubleUnaryOperator first, DoubleUnaryOperator second) {
    return Values.fill(
        i -> (i[2] == 0 ? first : second).applyAsDouble(places.at(i[0], i[1])), shape);
  }

  private static Values mean(Values weights, int[] shape, int columns) {
    return Values.fill(
        i -> {
          double sum = 0;
          for (int j = 0; j < weights.size(2); j++) {
            sum += weights.at(i[0], i[1], j) * (i[2] == 0 ? j / columns : j % columns);
          }
          return sum;
        },
        shape);
  }
}
