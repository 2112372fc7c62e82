package io.github.attention4j.exercises.lesson01;

import io.github.attention4j.exercises.known.Products;
import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.function.DoubleBinaryOperator;
import org.nd4j.linalg.factory.Nd4j;

/** What lesson 01 asks and expects, and the ways to go wrong that are its own. */
final class SoftDictionaryTrials {

  private static final double[] WIDTHS = {0.7, 1.3, 1.7};

  private SoftDictionaryTrials() {}

  static Trial scores(SoftDictionaryTask task, Inputs in) {
    Given query = in.random("query", "(Tq, Dk)");
    Given key = in.random("key", "(Tk, Dk)");
    Values q = query.values();
    Values k = key.values();
    double width = WIDTHS[in.random().nextInt(WIDTHS.length)];
    double factor = -0.5 / (width * width);
    Values squares = squares(q, k);
    Values exact = squares.times(factor);
    Values dots = Products.dots(q, k);
    Trial trial =
        in.trial("scores", query, key)
            .asks(() -> task.scores(query.array(), key.array(), width))
            .expects("(Tq, Tk)", exact)
            .knows(
                "the minus is missing: a close key must score higher than a distant one",
                exact.times(-1))
            .knows(
                "the width is ignored: divide the squared distance by 2 width^2",
                squares.times(-1),
                squares.times(-0.5))
            .knows(
                "divided by width^2: the score is the squared distance over twice that",
                squares.times(2 * factor))
            .knows(
                "divided by the width, not by its square",
                squares.times(-0.5 / width),
                squares.times(-1 / width))
            .knows(
                "multiplied by width^2, which makes a wide dictionary narrow: divide (x / 2 * w * w"
                    + " multiplies, x / (2 * w * w) divides)",
                squares.times(-0.5 * width * width))
            .knows(
                "divided by (2 width)^2: only the width is squared, not the 2",
                squares.times(factor / 2))
            .knows(
                "these are distances, not squared distances: the root is not asked for",
                squares.map(Math::sqrt).times(factor),
                squares.map(Math::sqrt).times(-1 / width))
            .knows(
                "absolute differences are added up: square each difference before the sum",
                pairs(q, k, (a, b) -> Math.abs(a - b)).times(factor))
            .knows(
                "the differences are added before they are squared: square each feature's own",
                pairs(q, k, (a, b) -> a - b).map(sum -> sum * sum).times(factor))
            .knows(
                "the mean over the features is taken: the squares are added up",
                exact.times(1.0 / in.length("Dk")))
            .knows(
                "these are dot products: a score by distance needs the lengths of query and key, too",
                dots,
                dots.times(factor),
                dots.times(-factor))
            .knows(
                "the sign of the product is wrong: |q - k|^2 = |q|^2 - 2 q . k + |k|^2",
                squares(q, k.times(-1)).times(factor))
            .knows(
                "the 2 of 2 q . k is missing: |q - k|^2 = |q|^2 - 2 q . k + |k|^2",
                squares.with(dots, Double::sum).times(factor))
            .knows(
                "|q|^2 is missing: a softmax would not notice, but this is not yet the squared"
                    + " distance",
                squares.with(pairs(q, k, (a, b) -> a * a), (all, one) -> all - one).times(factor))
            .knows(
                "|k|^2 is missing: |q - k|^2 = |q|^2 - 2 q . k + |k|^2",
                squares.with(pairs(q, k, (a, b) -> b * b), (all, one) -> all - one).times(factor))
            .knows("exp is already applied: this step asks for the scores", exact.map(Math::exp))
            .knows(
                "the softmax is already applied: this step asks for the scores alone",
                Softmax.of(exact))
            .knows(
                "the largest score of each row is subtracted: that belongs into the softmax",
                exact.with(exact.maxAlong(-1), (score, top) -> score - top))
            .knows(
                "only the first feature is compared: sum over all of them",
                squares(first(q), first(k)).times(factor))
            .knows(
                "query and key have changed places: a row belongs to a query, a column to a key",
                exact.transposed());
    return trial.hint(
        "Compute S[1, 0] by hand: the differences of query 1 and key 0, feature by feature, squared,"
            + " added up, times -1 / (2 width^2). Print yours beside it.");
  }

  static Trial output(SoftDictionaryTask task, Inputs in) {
    Given weights = weights(in);
    Given value = in.random("value", "(Tk, Dv)");
    return in.trial("output", weights, value)
        .asks(() -> task.output(weights.array(), value.array()))
        .expects("(Tq, Dv)", weights.values().matmul(value.values()))
        .knows(Products.mixing(in, weights.values(), value.values()));
  }

  /** Queries anywhere. */
  static Trial lookup(SoftDictionaryTask task, Inputs in) {
    return lookup(task, in, in.random("query", "(Tq, Dk)"), in.random("key", "(Tk, Dk)"))
        .trait("with queries that equal no key");
  }

  /** Queries that equal keys. */
  static Trial lookupOfKeys(SoftDictionaryTask task, Inputs in) {
    Given key = in.random("key", "(Tk, Dk)");
    int shift = in.random().nextInt(in.length("Tk"));
    Values same =
        Values.fill(
            at -> key.values().at((at[0] + shift) % in.length("Tk"), at[1]),
            in.shape("(Tq, Dk)"));
    return lookup(task, in, in.given("query", "(Tq, Dk)", same), key)
        .trait("with queries that equal keys");
  }

  /** Whole numbers, so that some keys are equally near. */
  static Trial lookupOfTies(SoftDictionaryTask task, Inputs in) {
    Given query = in.given("query", "(Tq, Dk)", few(in, "(Tq, Dk)"));
    Given key = in.given("key", "(Tk, Dk)", few(in, "(Tk, Dk)"));
    return lookup(task, in, query, key).trait("with keys that are equally near");
  }

  private static Values few(Inputs in, String axes) {
    return Values.fill(at -> in.random().nextInt(3) - 1, in.shape(axes));
  }

  private static Trial lookup(SoftDictionaryTask task, Inputs in, Given query, Given key) {
    Values squares = squares(query.values(), key.values());
    Values nearest = best(squares.times(-1));
    Values exact = shared(nearest);
    Values equal = squares.map(square -> square == 0 ? 1 : 0);
    Values dots = Products.dots(query.values(), key.values());
    return in.trial("lookup", query, key)
        .asks(() -> task.lookup(query.array(), key.array()))
        .expects("(Tq, Tk)", exact)
        .knows(
            "of several keys that are equally near, the first takes all: they share, 1/n each",
            oneOf(nearest, 1))
        .knows(
            "of several keys that are equally near, the last takes all: they share, 1/n each",
            oneOf(nearest, -1))
        .knows(
            "each of several nearest keys gets 1: the weights of a row sum to 1, so divide by their"
                + " number",
            nearest)
        .knows(
            "a query that equals no key finds nothing, as in a HashMap: the limit finds the nearest",
            equal,
            shared(equal).map(share -> Double.isNaN(share) ? 0 : share))
        .knows(
            "NaN where no key equals the query: at a tiny width all exps are 0, and 0/0 is no number;"
                + " find the least distance of each row instead",
            shared(equal))
        .knows(
            "the farthest key takes all: the least distance wins", shared(best(squares)))
        .knows(
            "the largest dot product takes all: the nearest key is the one of the least distance",
            shared(best(dots)),
            oneOf(best(dots), 1))
        .knows(
            "each key finds its nearest query: every row, a query's, must sum to 1",
            nearestQueries(squares),
            nearestQueries(squares).transposed())
        .knows(
            "this is a softmax at a small width, not yet its limit: keys that are nearly as near as"
                + " the nearest still get a share",
            atWidth(squares, 1),
            atWidth(squares, 0.5),
            atWidth(squares, 0.2),
            atWidth(squares, 0.1),
            atWidth(squares, 0.05),
            atWidth(squares, 0.01))
        .knows(
            "these are the numbers of the nearest keys: return weights, 1 at that number",
            indices(nearest).reshaped(in.length("Tq")),
            indices(nearest).reshaped(in.length("Tq"), 1))
        .hint(
            "Print the squared distances of one query. Which of them is the least, and how often does"
                + " it occur?");
  }

  static Trial scoresGradient(SoftDictionaryTask task, Inputs in) {
    Given weights = weights(in);
    Given value = in.random("value", "(Tk, Dv)");
    Given target = in.random("target", "(Tq, Dv)");
    Values w = weights.values();
    Values v = value.values();
    Values y = target.values();
    Values o = w.matmul(v);
    Values error = o.with(y, (out, right) -> out - right);
    Values g = Products.dots(error, v);
    Values exact = Softmax.gradient(w, g);
    return in.trial("scoresGradient", weights, value, target)
        .asks(() -> task.scoresGradient(weights.array(), value.array(), target.array()))
        .expects("(Tq, Tk)", exact)
        .knows(
            "the sign of the error is wrong: a gradient points uphill, so the error is O - Y",
            exact.times(-1))
        .knows("twice too large: the loss is half the sum of the squares", exact.times(2))
        .knows(
            "divided by a number of answers: the loss is half the sum of the squares, not their"
                + " mean",
            exact.times(1.0 / in.length("Tq")),
            exact.times(1.0 / in.length("Dv")),
            exact.times(1.0 / in.length("Tq") / in.length("Dv")),
            exact.times(2.0 / in.length("Tq") / in.length("Dv")))
        .knows(
            "this is the gradient with respect to the weights: the softmax is not yet differentiated",
            g)
        .knows(
            "the value alone pulls, W (O - Y) V: a score pulls the answer from where it is, O, so"
                + " subtract that from the value",
            w.times(g))
        .knows(
            "the pull starts at the target: a score pulls from the answer O towards the value",
            w.times(g.with(rows(error.times(y), g), (all, own) -> all - own)))
        .knows(
            "the error is missing: this is how the answer changes, not the loss",
            Softmax.gradient(w, Products.dots(o.map(any -> 1), v)))
        .knows(
            "the answer takes the place of the error: subtract the target",
            Softmax.gradient(w, Products.dots(o, v)))
        .knows(
            "the target takes the place of the error: the error is O - Y",
            Softmax.gradient(w, Products.dots(y, v)),
            Softmax.gradient(w, Products.dots(y, v)).times(-1))
        .knows(
            "the outer factor W is missing: a key without weight pulls at nothing",
            g.with(rows(error.times(o), g), (all, own) -> all - own))
        .knows(
            "this is W * (1 - W) * G, the gradient of a sigmoid: in a softmax each weight depends on"
                + " every score of its row",
            w.times(w.map(weight -> 1 - weight)).times(g))
        .knows(
            "the plain mean of the values is subtracted: the answer is their mean by weight",
            w.times(g.with(g.sumAlong(-1), (x, sum) -> x - sum / in.length("Tk"))))
        .knows(
            "the pull's sign is wrong on one side: the value minus the answer, not their sum",
            w.times(g.with(rows(error.times(o), g), Double::sum)))
        .knows(
            "the weights are differentiated twice: multiply by W once", w.times(exact))
        .hint(
            "Take one query, two keys with weights 0.5 and 0.5, values 0 and 2, and the target 0. By"
                + " hand: O = 1, the error is 1, dS = -0.5, 0.5. Print each intermediate array.");
  }

  static Trial widthGradient(SoftDictionaryTask task, Inputs in) {
    Given scores = in.given("scores", "(Tq, Tk)", in.noise("(Tq, Tk)").map(x -> -x * x));
    Given gradient = in.random("scoresGradient", "(Tq, Tk)");
    Values products = scores.values().times(gradient.values());
    double sum = products.sum();
    int count = in.length("Tq") * in.length("Tk");
    return in.trial("widthGradient", scores, gradient)
        .asks(
            () ->
                Nd4j.scalar(in.type(), task.widthGradient(scores.array(), gradient.array())))
        .expects("()", number(-2 * sum))
        .knows(
            "the sign is wrong: a wider dictionary brings scores nearer to 0, dS/d ln h = -2 S",
            number(2 * sum))
        .knows(
            "the factor -2 is missing: S holds h^-2 = e^(-2 ln h), whose derivative is -2 times"
                + " itself",
            number(sum),
            number(-sum))
        .knows(
            "the mean is taken: ln h reaches every score, so add up",
            number(-2 * sum / count),
            number(-2 * sum / in.length("Tq")),
            number(-2 * sum / in.length("Tk")))
        .knows(
            "the scores are missing: each gradient counts as much as its score changes, -2 S",
            number(-2 * gradient.values().sum()),
            number(gradient.values().sum()))
        .knows(
            "the gradient is missing: this is only how the scores change",
            number(-2 * scores.values().sum()),
            number(scores.values().sum()))
        .knows(
            "both are added up before they are multiplied: multiply element by element, then add",
            number(-2 * gradient.values().sum() * scores.values().sum()))
        .knows(
            "only the first query counts: ln h reaches the scores of all of them",
            number(-2 * firstRow(products)))
        .knows(
            "-S in place of -2 S, and twice: the scores are squared",
            number(-2 * products.times(scores.values()).sum()))
        .hint(
            "Take one score, -3, with gradient 1. At ln h + 0.001 it is -3 * e^-0.002 = -2.994: by how"
                + " much has the loss changed, per 0.001?");
  }

  /** Weights as a softmax returns them. */
  private static Given weights(Inputs in) {
    return in.given("weights", "(Tq, Tk)", Softmax.of(in.noise("(Tq, Tk)")));
  }

  private static Values number(double number) {
    return Values.fill(at -> number);
  }

  private static double firstRow(Values products) {
    double sum = 0;
    for (int j = 0; j < products.size(1); j++) {
      sum += products.at(0, j);
    }
    return sum;
  }

  /** Something of each feature of query and key, summed over the features: (Tq, Tk). */
  private static Values pairs(Values query, Values key, DoubleBinaryOperator of) {
    return Values.fill(
        at -> {
          double sum = 0;
          for (int d = 0; d < query.size(1); d++) {
            sum += of.applyAsDouble(query.at(at[0], d), key.at(at[1], d));
          }
          return sum;
        },
        query.size(0),
        key.size(0));
  }

  private static Values squares(Values query, Values key) {
    return pairs(query, key, (q, k) -> (q - k) * (q - k));
  }

  private static Values first(Values features) {
    return Values.fill(at -> at[1] == 0 ? features.at(at) : 0, features.shape());
  }

  /** The sum of each row, at every place of a matrix with as many rows. */
  private static Values rows(Values of, Values like) {
    Values sums = of.sumAlong(-1);
    return Values.fill(at -> sums.at(at[0], 0), like.shape());
  }

  /** 1 at each row's largest numbers, else 0. */
  private static Values best(Values numbers) {
    return numbers.with(numbers.maxAlong(-1), (number, top) -> number == top ? 1 : 0);
  }

  private static Values shared(Values marks) {
    return marks.with(marks.sumAlong(-1), (mark, count) -> mark / count);
  }

  /** Of each row's marks the first alone, or with direction -1 the last. */
  private static Values oneOf(Values marks, int direction) {
    return Values.fill(
        at -> {
          boolean before = false;
          for (int j = at[1] - direction; j >= 0 && j < marks.size(1); j -= direction) {
            before |= marks.at(at[0], j) == 1;
          }
          return before ? 0 : marks.at(at);
        },
        marks.shape());
  }

  private static Values nearestQueries(Values squares) {
    return shared(best(squares.transposed().times(-1))).transposed();
  }

  private static Values atWidth(Values squares, double width) {
    return Softmax.of(squares.times(-0.5 / (width * width)));
  }

  private static Values indices(Values marks) {
    Values first = oneOf(marks, 1);
    return Values.fill(
        at -> {
          int index = 0;
          for (int j = 0; j < marks.size(1); j++) {
            index += first.at(at[0], j) == 1 ? j : 0;
          }
          return index;
        },
        marks.size(0),
        1);
  }
}
