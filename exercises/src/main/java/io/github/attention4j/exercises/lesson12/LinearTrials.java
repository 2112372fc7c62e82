package io.github.attention4j.exercises.lesson12;

import io.github.attention4j.exercises.known.Projections;
import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.known.SoftmaxMistakes;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.List;
import java.util.function.Function;

/** What lesson 12 asks and expects of the linear score and its gradient, and how they go wrong. */
final class LinearTrials {

  private static final String LOCATIONS = "(B, L, D)";
  private static final String STATE = "(B, N)";
  private static final String WEIGHTS = "(B, L)";
  private static final double LARGE = 1e4;
  private static final double OVERFLOWS = 80; // exp, in FLOAT

  private LinearTrials() {}

  static Trial weights(ShowAttendTellTask task, Inputs in) {
    return weights(task, in, in.noise(LOCATIONS), in.noise(STATE), w(in));
  }

  static Trial alikeLocations(ShowAttendTellTask task, Inputs in) {
    Values alike = in.noise(LOCATIONS).repeated(1, 0);
    return weights(task, in, alike, in.noise(STATE), w(in))
        .trait("with locations that are all alike");
  }

  static List<Function<Inputs, Trial>> largeScores(ShowAttendTellTask task) {
    return List.of(
        in -> lifted(task, in, LARGE).trait("with states that lift all scores by 1e4"),
        in -> lifted(task, in, -LARGE).trait("with states that lower all scores by 1e4"),
        in ->
            weights(task, in, in.noise(LOCATIONS).times(LARGE), in.noise(STATE), w(in))
                .trait("with scores of 1e4 and of -1e4 in one picture"));
  }

  private static Trial lifted(ShowAttendTellTask task, Inputs in, double by) {
    Values w = w(in);
    Values own = part(w, in.length("D"), in.length("N"));
    double square = own.times(own).sum();
    Values state = Values.fill(i -> own.at(i[1]) * by / square, in.shape(STATE));
    return weights(task, in, in.noise(LOCATIONS), state, w);
  }

  private static Values w(Inputs in) {
    return Values.gaussian(in.random(), in.length("D") + in.length("N"));
  }

  private static Trial weights(
      ShowAttendTellTask task, Inputs in, Values locations, Values states, Values numbers) {
    Given given = in.given("locations", LOCATIONS, locations);
    Given state = in.given("state", STATE, states);
    Given w = in.given("w", "(D+N)", numbers);
    int features = in.length("D");
    int width = in.length("N");
    Values a = given.values();
    Values h = state.values();
    Values ofLocation = part(w.values(), 0, features);
    Values ofState = part(w.values(), features, width);
    Values own = scores(a, ofLocation);
    Values lift = Values.fill(i -> lift(h, ofState, i[0]), own.shape());
    Values scores = own.plus(lift);
    double magnitude =
        scores(a.map(Math::abs), ofLocation.map(Math::abs)).plus(lift.map(Math::abs)).largest();
    return in.trial("linearWeights", given, state, w)
        .exponentiates(Math.max(1, magnitude))
        .asks(() -> task.linearWeights(given.array(), state.array(), w.array()))
        .expects(WEIGHTS, Softmax.of(own))
        .knowsIf(
            "exp of a large score is infinite, and of a very low one 0: the row becomes NaN;"
                + " subtract from a picture's scores the largest, or leave out what they have in"
                + " common",
            got -> magnitude > OVERFLOWS && containsNaN(got))
        .knows("the softmax is missing: these are the scores, or parts of them", scores, own, lift)
        .knows(
            "the state's numbers of w meet the locations: the first D belong to a location, the"
                + " others to the state",
            Softmax.of(scores(a, part(w.values(), width, features))))
        .knows(
            "location and state are multiplied: w . [a; h] adds what each of them gives, and then"
                + " the state cancels",
            Softmax.of(own.times(lift)))
        .knows(
            "there is a tanh: it would let the state matter, but here the score is linear",
            Softmax.of(scores.map(Math::tanh)),
            Softmax.of(own.map(Math::tanh)),
            Softmax.of(own.map(Math::tanh).plus(lift.map(Math::tanh))))
        .knows(
            "the scores are divided by sqrt(D + N): here they are plain dot products",
            Softmax.of(own.times(1 / Math.sqrt(features + width))))
        .knows(
            "w is left out: a score is the dot product of location and state with w",
            Softmax.of(scores(a, ofLocation.map(any -> 1))))
        .hint(
            "Take one picture of two locations with one number, 1 and 3, a state 5, and w = (1, 2):"
                + " the scores are 11 and 13, the weights softmax(1, 3).")
        .knows(SoftmaxMistakes.of(in, WEIGHTS, scores));
  }

  private static boolean containsNaN(Values numbers) {
    return Double.isNaN(numbers.sum());
  }

  /** Returns {@code locations . w}, (B, L, D) and (D) -> (B, L). */
  private static Values scores(Values locations, Values w) {
    return Projections.product(locations, w.reshaped(w.size(0), 1))
        .reshaped(locations.size(0), locations.size(1));
  }

  private static double lift(Values state, Values w, int example) {
    return Values.fill(n -> state.at(example, n[0]) * w.at(n[0]), w.size(0)).sum();
  }

  private static Values part(Values w, int from, int count) {
    return Values.fill(i -> w.at(from + i[0]), count);
  }

  static Trial gradient(ShowAttendTellTask task, Inputs in) {
    Given locations = in.random("locations", LOCATIONS);
    Given state = in.random("state", STATE);
    Given weights = in.given("weights", WEIGHTS, Softmax.of(in.noise(WEIGHTS)));
    Given weightsGradient = in.random("weightsGradient", WEIGHTS);
    Values a = locations.values();
    Values h = state.values();
    Values alpha = weights.values();
    Values g = weightsGradient.values();
    Values product = alpha.times(g);
    Values ds = product.with(alpha.times(product.sumAlong(-1)), (own, all) -> own - all);
    Values exact = onW(ds, a, h);
    int features = in.length("D");
    Values absolute = onW(ds.map(Math::abs), a.map(any -> 0), h);
    return in.trial("linearGradient", locations, state, weights, weightsGradient)
        .asks(
            () ->
                task.linearGradient(
                    locations.array(), state.array(), weights.array(), weightsGradient.array()))
        .expects("(D+N)", exact)
        .knows(
            "the softmax's gradient lacks its second part, the mean of the gradient by the weights:"
                + " then the state's numbers are not 0, though it cancels",
            onW(product, a, h))
        .knows(
            "the softmax is passed over: first carry the gradient from the weights to the scores",
            onW(g, a, h))
        .knows(
            "the plain mean of the gradient is subtracted: take the mean by the weights",
            onW(
                alpha.times(g.with(g.sumAlong(-1), (own, sum) -> own - sum / in.length("L"))),
                a,
                h))
        .knows(
            "the weights are not multiplied on: ds is alpha times the gradient less its mean",
            onW(g.with(product.sumAlong(-1), (own, mean) -> own - mean), a, h))
        .knows(
            "the slope is alpha * (1 - alpha), a sigmoid's: in a softmax all weights of a row depend"
                + " on all scores",
            onW(g.with(alpha, (own, x) -> own * x * (1 - x)), a, h))
        .knows(
            "the softmax's gradient is taken over the pictures: each has its own row of weights",
            onW(product.with(alpha.times(product.sumAlong(0)), (own, all) -> own - all), a, h))
        .knows(
            "the state's numbers stand first: w's first D numbers belong to a location",
            Values.fill(i -> exact.at((i[0] + features) % exact.size(0)), exact.shape()))
        .knows(
            "the state's numbers are missing: they are 0, which is what is to be shown, so return"
                + " them",
            part(exact, 0, features))
        .knows(
            "the gradient's signs are lost on the way to the state: they cancel to 0",
            exact.plus(absolute))
        .knows(
            "only the first picture counts: w is the same for all, so add up",
            onW(Values.fill(i -> i[0] == 0 ? ds.at(i) : 0, ds.shape()), a, h))
        .knows("the mean over the pictures is taken: add up", exact.times(1.0 / in.length("B")))
        .knows("the mean over the locations is taken: add up", exact.times(1.0 / in.length("L")))
        .knows(
            "the mean over pictures and locations is taken: add up",
            exact.times(1.0 / in.length("B*L")))
        .knows(
            "the locations are left out: each score gives w what it was made of, the location"
                + " itself",
            onW(ds, a.map(any -> 1), h))
        .knowsIf(
            "the state's numbers are not 0: the scores' gradients of a picture must sum to 0, and"
                + " the state is the same for all of them",
            got -> hasStateGradient(got, exact, features))
        .hint(
            "Take one picture of two locations, weights 1/2 and 1/2, gradient 1 and 0: the scores'"
                + " gradient is 1/4 and -1/4, and h * (1/4 - 1/4) = 0.");
  }

  /** Returns what the scores' gradient gives w, (B, L) -> (D+N). */
  private static Values onW(Values ds, Values a, Values h) {
    int features = a.size(2);
    return Values.fill(
        n ->
            Values.fill(
                    i ->
                        ds.at(i)
                            * (n[0] < features
                                ? a.at(i[0], i[1], n[0])
                                : h.at(i[0], n[0] - features)),
                    ds.shape())
                .sum(),
        features + h.size(1));
  }

  private static boolean hasStateGradient(Values got, Values exact, int features) {
    Values off = got.with(exact, (one, other) -> Math.abs(one - other));
    return part(off, 0, features).largest() < 1e-4
        && part(off, features, off.size(0) - features).largest() > 1e-3;
  }
}
