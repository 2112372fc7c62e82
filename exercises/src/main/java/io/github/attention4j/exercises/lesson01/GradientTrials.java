package io.github.attention4j.exercises.lesson01;

import io.github.attention4j.exercises.known.Products;
import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import org.nd4j.linalg.factory.Nd4j;

/** What lesson 01 asks of the gradients, and the ways to get them wrong. */
final class GradientTrials {

  private GradientTrials() {}

  static Trial scoresGradient(SoftDictionaryTask task, Inputs in) {
    Given weights = SoftDictionaryTrials.weights(in);
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
        .knows("the weights are differentiated twice: multiply by W once", w.times(exact))
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
        .asks(() -> Nd4j.scalar(in.type(), task.widthGradient(scores.array(), gradient.array())))
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

  /** The sum of each row, at every place of a matrix with as many rows. */
  private static Values rows(Values of, Values like) {
    Values sums = of.sumAlong(-1);
    return Values.fill(at -> sums.at(at[0], 0), like.shape());
  }
}
