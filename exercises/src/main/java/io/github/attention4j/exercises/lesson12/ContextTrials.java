package io.github.attention4j.exercises.lesson12;

import io.github.attention4j.exercises.known.Projections;
import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/** What lesson 12 asks and expects of one step of soft attention, and how it goes wrong. */
final class ContextTrials {

  private static final double LARGE = 1e4;
  private static final double OVERFLOWS = 80; // exp, in FLOAT

  private ContextTrials() {}

  static Trial context(ShowAttendTellTask task, Inputs in) {
    return context(task, in, in.noise("(B, L, D)"), in.noise("(A)"));
  }

  static Trial alike(ShowAttendTellTask task, Inputs in) {
    return context(task, in, in.noise("(B, L, D)").repeated(1, 0), in.noise("(A)"))
        .trait("with locations that are all alike");
  }

  static List<Function<Inputs, Trial>> largeScores(ShowAttendTellTask task) {
    return List.of(
        in ->
            large(task, in, hidden -> Math.signum(hidden) * LARGE)
                .trait("with scores that are all high"),
        in ->
            large(task, in, hidden -> -Math.signum(hidden) * LARGE)
                .trait("with scores that are all very low"));
  }

  /** All locations nearly alike, and v with the signs of the hidden units, or against them. */
  private static Trial large(ShowAttendTellTask task, Inputs in, DoubleUnaryOperator v) {
    Values near = in.noise("(B, L, D)").times(1e-3);
    return new Parts(in, near, in.noise("(A)"), v).trial(task);
  }

  private static Trial context(ShowAttendTellTask task, Inputs in, Values locations, Values v) {
    return new Parts(in, locations, v, null).trial(task);
  }

  /** The arguments of a trial, and what is computed of them. */
  private static final class Parts {

    private final Inputs in;
    private final Given locations;
    private final Given state;
    private final Given locationWeight;
    private final Given stateWeight;
    private final Given bias;
    private final Given v;
    private final Values ofLocations;
    private final Values ofState;

    /**
     * @param towards makes v of the bias, which then outweighs what else is in the tanh; or null
     */
    Parts(Inputs in, Values locations, Values v, DoubleUnaryOperator towards) {
      this.in = in;
      this.locations = in.given("locations", "(B, L, D)", locations);
      double size = towards == null ? 1 : 1e-3;
      state = in.given("state", "(B, N)", in.noise("(B, N)").times(size));
      locationWeight = in.given("locationWeight", "(A, D)", in.noise("(A, D)").times(0.5));
      stateWeight = in.given("stateWeight", "(A, N)", in.noise("(A, N)").times(0.5));
      Values far = in.noise("(A)").map(x -> x + Math.signum(x));
      bias = in.given("bias", "(A)", towards == null ? in.noise("(A)") : far);
      this.v = in.given("v", "(A)", towards == null ? v : bias.values().map(towards));
      ofLocations = Projections.of(locations(), locationWeight.values());
      Values projected = Projections.of(state.values(), stateWeight.values());
      ofState = Values.fill(i -> projected.at(i[0], i[2]), ofLocations.shape());
    }

    Values locations() {
      return locations.values();
    }

    private Values spread(Values hidden) {
      return Values.fill(i -> hidden.at(i[2]), ofLocations.shape());
    }

    /** Returns the scores of a hidden layer, (B, L, A) -> (B, L). */
    private Values scores(Values hidden, Values vector) {
      Values sums = hidden.times(spread(vector)).sumAlong(-1);
      return Values.fill(i -> sums.at(i[0], i[1], 0), hidden.size(0), hidden.size(1));
    }

    private Values scores(Values hidden) {
      return scores(hidden, v.values());
    }

    /** Returns what the locations give by weights, (B, L) -> (B, D). */
    private Values mixed(Values weights) {
      Values rows = weights.reshaped(weights.size(0), 1, weights.size(1));
      return rows.matmul(locations()).reshaped(in.shape("(B, D)"));
    }

    private Values attended(Values scores) {
      return mixed(Softmax.of(scores));
    }

    Trial trial(ShowAttendTellTask task) {
      Values b = spread(bias.values());
      Values sums = ofLocations.plus(ofState, b);
      Values hidden = sums.map(Math::tanh);
      Values scores = scores(hidden);
      Values alpha = Softmax.of(scores);
      Values weighed =
          Values.fill(i -> alpha.at(i[0], i[1]) * locations().at(i), locations().shape());
      double magnitude = v.values().map(Math::abs).sum();
      Trial trial =
          in.trial("context", locations, state, locationWeight, stateWeight, bias, v)
              .exponentiates(Math.max(1, magnitude))
              .asks(
                  () ->
                      task.context(
                          locations.array(),
                          state.array(),
                          locationWeight.array(),
                          stateWeight.array(),
                          bias.array(),
                          v.array()))
              .expects("(B, D)", mixed(alpha))
              .knowsIf(
                  "exp of a large score is infinite, and of a very low one 0: the weights become"
                      + " NaN; subtract from a picture's scores the largest of them",
                  got -> magnitude > OVERFLOWS && Double.isNaN(got.sum()))
              .knows(
                  "the tanh is missing: the score is linear, and then the state cancels in the"
                      + " softmax, as in step 1",
                  attended(scores(sums)))
              .knows(
                  "the state is left out, or stands outside the tanh, where it adds the same to all"
                      + " scores and cancels: it says what the decoder is looking for",
                  attended(scores(ofLocations.plus(b).map(Math::tanh))),
                  attended(scores(ofLocations.map(Math::tanh))))
              .knows(
                  "the bias is left out, or stands outside the tanh, where it adds the same to all"
                      + " scores and cancels",
                  attended(scores(ofLocations.plus(ofState).map(Math::tanh))))
              .knows(
                  "v is left out: each hidden unit counts by its own number of v",
                  attended(scores(hidden, v.values().map(any -> 1))))
              .knows(
                  "location and state are multiplied in the tanh: the additive score adds them",
                  attended(scores(ofLocations.times(ofState).plus(b).map(Math::tanh))))
              .knows(
                  "a sigmoid stands in the tanh's place",
                  attended(scores(sums.map(x -> 1 / (1 + Math.exp(-x))))))
              .knows(
                  "a ReLU stands in the tanh's place",
                  attended(scores(sums.map(x -> Math.max(0, x)))))
              .knows(
                  "the tanh of the scores is taken: v comes after the tanh, nothing after v",
                  attended(scores(sums).map(Math::tanh)),
                  attended(scores.map(Math::tanh)))
              .knows(
                  "the scores are divided by sqrt(A): the additive score is not scaled, v learns it",
                  attended(scores.times(1 / Math.sqrt(in.length("A")))))
              .knows(
                  "the scores are not turned into weights: take their softmax over the locations",
                  mixed(scores))
              .knows(
                  "only the heaviest location is taken: that is hard attention; here every location"
                      + " counts by its weight",
                  mixed(heaviest(scores)))
              .knows(
                  "the softmax runs over the pictures: the weights of one picture's locations sum to"
                      + " 1",
                  mixed(overPictures(scores)))
              .knows(
                  "the plain mean of the locations is taken: multiply them by the weights",
                  mixed(alpha.map(any -> 1.0 / alpha.size(1))))
              .knows("these are the weights: the context is what the locations give by them", alpha)
              .knows("each location is weighed, but they are not added up", weighed)
              .knows(
                  "all pictures are looked at from the first one's state: each has its own",
                  attended(scores(ofLocations.plus(ofState.repeated(0, 0), b).map(Math::tanh))))
              .knows(
                  "the projected locations are mixed: the context is made of the locations as they"
                      + " are",
                  alpha
                      .reshaped(alpha.size(0), 1, alpha.size(1))
                      .matmul(ofLocations)
                      .reshaped(in.shape("(B, A)")));
      square(trial, b);
      return trial.hint(
          "Print the scores and the weights of one picture beside numbers made by hand, before"
              + " you look at the context. Then give the state other numbers: the weights must"
              + " move.");
    }

    /** Where A, D and N are alike, a weight fits the wrong way round, too. */
    private void square(Trial trial, Values b) {
      if (in.length("A") == in.length("D") && in.length("A") == in.length("N")) {
        Values other = Projections.product(state.values(), stateWeight.values());
        Values turned = Values.fill(i -> other.at(i[0], i[2]), ofLocations.shape());
        Values product = Projections.product(locations(), locationWeight.values());
        trial.knows(
            "a weight is not transposed: it has a row for each hidden unit that it makes",
            attended(scores(product.plus(turned, b).map(Math::tanh))),
            attended(scores(product.plus(ofState, b).map(Math::tanh))),
            attended(scores(ofLocations.plus(turned, b).map(Math::tanh))));
      }
    }

    /** All weight on the largest score, or evenly on those that are as large. */
    private static Values heaviest(Values scores) {
      Values best = scores.with(scores.maxAlong(-1), (s, top) -> s == top ? 1 : 0);
      return best.with(best.sumAlong(-1), (one, count) -> one / count);
    }

    private static Values overPictures(Values scores) {
      Values exps = scores.with(scores.maxAlong(0), (s, top) -> Math.exp(s - top));
      return exps.with(exps.sumAlong(0), (exp, sum) -> exp / sum);
    }
  }
}
