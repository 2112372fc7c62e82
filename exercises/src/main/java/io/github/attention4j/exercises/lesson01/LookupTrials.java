package io.github.attention4j.exercises.lesson01;

import io.github.attention4j.exercises.known.Products;
import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** What lesson 01 asks of the exact lookup, and the ways to get it wrong. */
final class LookupTrials {

  private LookupTrials() {}

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
            at -> key.values().at((at[0] + shift) % in.length("Tk"), at[1]), in.shape("(Tq, Dk)"));
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
    Values squares = SoftDictionaryTrials.squares(query.values(), key.values());
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
        .knows("the farthest key takes all: the least distance wins", shared(best(squares)))
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
