package io.github.attention4j.exercises.lesson15;

import io.github.attention4j.exercises.known.Products;
import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** What lesson 15 asks and expects of the similarities, and how they go wrong. */
final class SimilarityTrials {

  private SimilarityTrials() {}

  static Trial similarities(TextAndPictureTask task, Inputs in) {
    Given pictures = in.given("pictures", "(P, D)", embeddings(in, "P"));
    Given texts = in.given("texts", "(T, D)", embeddings(in, "T"));
    double t = 0.5 + in.random().nextInt(13) / 8.0; // e^t from 1.6 to 7.4
    Values p = pictures.values();
    Values q = texts.values();
    double scale = Math.exp(t);
    Values dots = Products.dots(p, q);
    Values cosines = Products.dots(unit(p), unit(q));
    Values exact = cosines.times(scale);
    Trial trial =
        in.trial("similarities", pictures, texts, Given.plain("t", t))
            .asks(() -> task.similarities(pictures.array(), texts.array(), t))
            .expects("(P, T)", exact)
            .knows(
                "these are dot products: divide every embedding by its length", dots.times(scale))
            .knows(
                "the pictures' embeddings are not divided by their lengths",
                Products.dots(p, unit(q)).times(scale))
            .knows(
                "the texts' embeddings are not divided by their lengths",
                Products.dots(unit(p), q).times(scale))
            .knows("the cosines are not multiplied by e^t", cosines)
            .knows(
                "the cosines are multiplied by t: by e^t, which is never negative",
                cosines.times(t))
            .knows(
                "the cosines are divided by e^t: that is 1 over the temperature already",
                cosines.times(1 / scale))
            .knows("the cosines are divided by t: multiply them by e^t", cosines.times(1 / t))
            .knows(
                "the columns are divided by their lengths: each embedding is a row",
                Products.dots(columns(p), columns(q)).times(scale))
            .knows(
                "all embeddings together are divided by one length: each has its own",
                dots.times(scale / whole(p) / whole(q)))
            .knows(
                "the embeddings are divided by their squared lengths: take the root",
                Products.dots(squared(p), squared(q)).times(scale))
            .knows(
                "the embeddings are divided by the sum of their absolute values: the length is the"
                    + " root of the sum of squares",
                Products.dots(absolute(p), absolute(q)).times(scale))
            .knows(
                "the softmax is already applied: this step asks for the similarities",
                Softmax.of(exact))
            .knows(
                "the mean of each embedding is subtracted: that is a correlation, here it is the"
                    + " cosine",
                Products.dots(unit(centred(p)), unit(centred(q))).times(scale))
            .knows(
                "the similarities are divided by sqrt(D): cosines do not grow with D",
                exact.times(1 / Math.sqrt(in.length("D"))))
            .knows(
                "rows and columns have changed places: a row belongs to a picture",
                exact.transposed());
    if (in.length("P") == in.length("T")) {
      trial.knows(
          "each picture is compared with its own text alone: compare it with all of them",
          diagonal(exact));
    }
    return trial.hint(
        "Take one picture (3, 4), one text (6, 8) and t = 0: their cosine is 1. Then the text (8,"
            + " -6): it is 0.");
  }

  /** Embeddings whose lengths differ widely. */
  private static Values embeddings(Inputs in, String letter) {
    Values sizes = in.noise("(" + letter + ")");
    return in.noise("(" + letter + ", D)")
        .with(
            Values.fill(i -> Math.exp(2 * sizes.at(i[0])), in.length(letter), in.length("D")),
            (number, size) -> number * size);
  }

  private static Values unit(Values rows) {
    return rows.with(lengths(rows, -1), (number, length) -> number / length);
  }

  private static Values lengths(Values numbers, int axis) {
    return numbers.times(numbers).sumAlong(axis).map(Math::sqrt);
  }

  private static Values columns(Values rows) {
    return rows.with(lengths(rows, 0), (number, length) -> number / length);
  }

  private static double whole(Values rows) {
    return Math.sqrt(rows.times(rows).sum());
  }

  private static Values squared(Values rows) {
    return rows.with(rows.times(rows).sumAlong(-1), (number, square) -> number / square);
  }

  private static Values absolute(Values rows) {
    return rows.with(rows.map(Math::abs).sumAlong(-1), (number, sum) -> number / sum);
  }

  private static Values centred(Values rows) {
    return rows.with(rows.sumAlong(-1), (number, sum) -> number - sum / rows.size(-1));
  }

  private static Values diagonal(Values matrix) {
    return Values.fill(i -> matrix.at(i[0], i[0]), matrix.size(0));
  }
}
