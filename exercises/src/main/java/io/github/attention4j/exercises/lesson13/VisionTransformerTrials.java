package io.github.attention4j.exercises.lesson13;

import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.function.DoubleBinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What lesson 13 asks and expects of patches, tokens and rollout, and what goes wrong with them.
 */
final class VisionTransformerTrials {

  private VisionTransformerTrials() {}

  /** Which number of a picture a patch's number is. */
  private interface Source {
    double of(int b, int i, int j, int c, int y, int x);
  }

  static Trial patches(VisionTransformerTask task, Inputs in) {
    int p = in.length("P");
    int below = in.length("I");
    int beside = in.length("J");
    int channels = in.length("C");
    Given pictures = in.random("pictures", "(B, C, I*P, J*P)");
    Values x = pictures.values();
    int[] shape = {in.length("B"), below * beside, channels * p * p};
    Values columns =
        Values.fill(
            index -> {
              int m = index[2];
              int row = index[1] % below * p + m % (p * p) / p;
              return x.at(index[0], m / (p * p), row, index[1] / below * p + m % p);
            },
            shape);
    return in.trial("patches", pictures, Given.plain("side", p))
        .asks(() -> task.patches(pictures.array(), p))
        .expects(
            "(B, I*J, C*P*P)",
            cut(in, (b, i, j, c, row, column) -> x.at(b, c, i * p + row, j * p + column)))
        .knows(
            "the picture is reshaped alone: the numbers of a patch do not lie beside each other,"
                + " permute the axes in between",
            x.reshaped(shape))
        .knows(
            "these are strips: the columns of patches must come before the rows within a patch",
            strips(in, x))
        .knows("the patches come column by column: row by row is asked for", columns)
        .knows(
            "the pixels within a patch come column by column: row by row is asked for",
            cut(in, (b, i, j, c, row, column) -> x.at(b, c, i * p + column, j * p + row)))
        .knows(
            "the pixels of a patch lie apart: split an axis into (patches, pixels), not the other"
                + " way round",
            cut(in, (b, i, j, c, row, column) -> x.at(b, c, row * below + i, column * beside + j)))
        .knows(
            "the channels come last within a patch: one channel after the other is asked for",
            Values.fill(
                index -> {
                  int pixel = index[2] / channels;
                  return x.at(
                      index[0],
                      index[2] % channels,
                      index[1] / beside * p + pixel / p,
                      index[1] % beside * p + pixel % p);
                },
                shape))
        .knows(
            "the patches are mirrored: the first one is top left",
            cut(
                in,
                (b, i, j, c, row, column) ->
                    x.at(b, c, i * p + row, (beside - 1 - j) * p + column)));
  }

  private static Values cut(Inputs in, Source source) {
    int p = in.length("P");
    int beside = in.length("J");
    return Values.fill(
        index ->
            source.of(
                index[0],
                index[1] / beside,
                index[1] % beside,
                index[2] / (p * p),
                index[2] % (p * p) / p,
                index[2] % p),
        in.length("B"),
        in.length("I") * beside,
        in.length("C") * p * p);
  }

  /** Rows of patches in front, and nothing else: numbers in the order (B, I, C, P, J, P). */
  private static Values strips(Inputs in, Values x) {
    int p = in.length("P");
    int[] order = in.shape("(B, I, C, P, J, P)");
    Values strips =
        Values.fill(
            index -> x.at(index[0], index[2], index[1] * p + index[3], index[4] * p + index[5]),
            order);
    return strips.reshaped(in.length("B"), in.length("I*J"), in.length("C*P*P"));
  }

  static Trial tokens(VisionTransformerTask task, Inputs in) {
    int patchCount = in.length("T");
    Given patches = in.random("patches", "(B, T, M)");
    Given weight = in.random("weight", "(D, M)");
    Given bias = in.random("bias", "(D)");
    Given classToken = in.random("classToken", "(1, D)");
    Values places = Values.gaussian(in.random(), patchCount + 1, in.length("D"));
    Given positions = in.given("positions", "(T+1, D)", places);
    Values w = weight.values();
    Values c = classToken.values();
    Values e = positions.values();
    Values products = linear(in, patches.values(), (d, m) -> w.at(d, m));
    Values embedded = along(products, bias.values());
    Values first = Values.fill(index -> c.at(0, index[2]), in.length("B"), 1, in.length("D"));
    Values all = first.concat(embedded, 1);
    Values exact = all.with(spread(in, e, 0), Double::sum);
    Trial trial =
        in.trial("tokens", patches, weight, bias, classToken, positions)
            .asks(
                () ->
                    task.tokens(
                        patches.array(),
                        weight.array(),
                        bias.array(),
                        classToken.array(),
                        positions.array()))
            .expects("(B, T+1, D)", exact)
            .knows("the positions are missing: add a row of E to every token", all)
            .knows(
                "the class token is missing: it stands in front of the patches",
                embedded.with(rows(in, e, 1), Double::sum))
            .knows(
                "the class token stands behind the patches: it comes first, and E's row 0 is its own",
                embedded.concat(first, 1).with(spread(in, e, 0), Double::sum))
            .knows(
                "the class token has no place: E's row 0 is its own",
                first.concat(embedded.with(rows(in, e, 1), Double::sum), 1))
            .knows(
                "the positions are shifted: E's row 0 belongs to the class token, row 1 to patch 0",
                all.with(spread(in, e, patchCount), Double::sum))
            .knows("the positions are multiplied: add them", all.times(spread(in, e, 0)))
            .knows(
                "the bias is missing: each patch's token is W p + b",
                first.concat(products, 1).with(spread(in, e, 0), Double::sum))
            .knows(
                "the class token gets the bias, too: it is learned as it is, b belongs to the"
                    + " patches",
                along(first, bias.values())
                    .concat(embedded, 1)
                    .with(spread(in, e, 0), Double::sum));
    if (in.length("M") == in.length("D")) {
      Values turned = along(linear(in, patches.values(), (d, m) -> w.at(m, d)), bias.values());
      trial.knows(
          "the weight is used as (M, D): it is (D, M), a row for each number that it makes",
          first.concat(turned, 1).with(spread(in, e, 0), Double::sum));
    }
    return trial;
  }

  private interface Weight {
    double at(int d, int m);
  }

  private static Values linear(Inputs in, Values patches, Weight weight) {
    return Values.fill(
        index ->
            IntStream.range(0, in.length("M"))
                .mapToDouble(m -> patches.at(index[0], index[1], m) * weight.at(index[2], m))
                .sum(),
        in.shape("(B, T, D)"));
  }

  /** A row (D) added to every token. */
  private static Values along(Values tokens, Values row) {
    return Values.fill(index -> tokens.at(index) + row.at(index[2]), tokens.shape());
  }

  /** The positions for T + 1 tokens of every picture, beginning with another row than the first. */
  private static Values spread(Inputs in, Values positions, int start) {
    int count = positions.size(0);
    return Values.fill(
        index -> positions.at((index[1] + start) % count, index[2]),
        in.length("B"),
        count,
        in.length("D"));
  }

  /** The positions of the patches alone, from a row on. */
  private static Values rows(Inputs in, Values positions, int from) {
    return Values.fill(index -> positions.at(index[1] + from, index[2]), in.shape("(B, T, D)"));
  }

  static Trial rollout(VisionTransformerTask task, Inputs in) {
    int blocks = in.length("L");
    Given weights = in.given("weights", "(L, B, H, N, N)", Softmax.of(in.noise("(L, B, H, N, N)")));
    Values w = weights.values();
    Values mean = heads(in, w, 0, Double::sum).times(1.0 / in.length("H"));
    UnaryOperator<Values> kept = one -> one.plus(eye(in)).times(0.5);
    Values exact = product(in, mean, kept, false);
    return in.trial("rollout", weights)
        .asks(() -> task.rollout(weights.array()))
        .expects("(B, N, N)", exact)
        .knows(
            "the product is in the other order: the last block stands on the left",
            product(in, mean, kept, true))
        .knows(
            "the identity is missing: a token keeps half of itself, (A + I) / 2",
            product(in, mean, one -> one, false))
        .knows(
            "A + I is not halved: its rows must sum to 1",
            product(in, mean, one -> one.plus(eye(in)), false))
        .knows(
            "A alone is halved: half of A and half of the identity",
            product(in, mean, one -> one.times(0.5).plus(eye(in)), false))
        .knows(
            "the heads are added up: take their mean",
            product(in, heads(in, w, 0, Double::sum), kept, false))
        .knows(
            "the largest of the heads is taken: take their mean",
            product(in, heads(in, w, Double.NEGATIVE_INFINITY, Math::max), kept, false))
        .knows(
            "the first head is taken alone: take the mean of all",
            product(in, heads(in, w, 0, (sum, next) -> sum == 0 ? next : sum), kept, false))
        .knows(
            "this is the last block alone: multiply all blocks",
            kept.apply(block(in, mean, blocks - 1)))
        .knows("this is the first block alone: multiply all blocks", kept.apply(block(in, mean, 0)))
        .knows("the blocks are averaged: multiply them", average(in, mean, kept))
        .knows("the rollout is transposed: row i is what token i stems from", exact.transposed())
        .knows(
            "this is the class token's row: all rows are asked for",
            Values.fill(index -> exact.at(index[0], 0, index[1]), in.shape("(B, N)")))
        .hint(
            "Print the sums of the rows, and the result for two blocks whose weights are the"
                + " matrices of the page's section 3.");
  }

  /** The heads of every block joined, (L, B, N, N). */
  private static Values heads(Inputs in, Values w, double start, DoubleBinaryOperator join) {
    return Values.fill(
        index -> {
          double joined = start;
          for (int h = 0; h < in.length("H"); h++) {
            joined = join.applyAsDouble(joined, w.at(index[0], index[1], h, index[2], index[3]));
          }
          return joined;
        },
        in.shape("(L, B, N, N)"));
  }

  private static Values block(Inputs in, Values all, int block) {
    return Values.fill(index -> all.at(block, index[0], index[1], index[2]), in.shape("(B, N, N)"));
  }

  private static Values eye(Inputs in) {
    return Values.fill(index -> index[1] == index[2] ? 1 : 0, in.shape("(B, N, N)"));
  }

  private static Values product(
      Inputs in, Values all, UnaryOperator<Values> step, boolean firstOnTheLeft) {
    Values product = step.apply(block(in, all, 0));
    for (int block = 1; block < in.length("L"); block++) {
      Values next = step.apply(block(in, all, block));
      product = firstOnTheLeft ? matmul(in, product, next) : matmul(in, next, product);
    }
    return product;
  }

  /** Batch by batch. */
  private static Values matmul(Inputs in, Values left, Values right) {
    return Values.fill(
        index ->
            IntStream.range(0, in.length("N"))
                .mapToDouble(k -> left.at(index[0], index[1], k) * right.at(index[0], k, index[2]))
                .sum(),
        in.shape("(B, N, N)"));
  }

  private static Values average(Inputs in, Values all, UnaryOperator<Values> step) {
    Values sum = step.apply(block(in, all, 0));
    for (int block = 1; block < in.length("L"); block++) {
      sum = sum.plus(step.apply(block(in, all, block)));
    }
    return sum.times(1.0 / in.length("L"));
  }
}
