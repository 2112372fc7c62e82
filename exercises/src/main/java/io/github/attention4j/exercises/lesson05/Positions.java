package io.github.attention4j.exercises.lesson05;

import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** Sinusoidal positions in plain loops, and ways to get them wrong. */
final class Positions {

  private static final double BASE = 10000;

  private Positions() {}

  /** Returns the positions of a sequence, repeated for each example, (B, T, D). */
  static Values of(Values input) {
    double width = input.size(2);
    return table(input, (t, f) -> wave(f, t / Math.pow(BASE, (f - f % 2) / width)));
  }

  static Trial.Known mistakes(Values input) {
    double width = input.size(2);
    int half = (input.size(2) + 1) / 2;
    Values exact = of(input);
    return trial ->
        trial
            .knows("these are the positions alone: add them to the input", exact)
            .knows("the positions are multiplied with the input: add them", input.times(exact))
            .knows("the positions are added twice", plus(input, exact.times(2)))
            .knows("the positions are subtracted: add them", plus(input, exact.times(-1)))
            .knows(
                "each feature has a wave length of its own: the two of a pair, sine and cosine, share"
                    + " one, so the exponent is 2i / D with i = f / 2 in whole numbers",
                plus(input, table(input, (t, f) -> wave(f, t / Math.pow(BASE, f / width)))))
            .knows(
                "the exponent is i / D: it is 2i / D, so that the wave lengths reach nearly 10000",
                plus(input, table(input, (t, f) -> wave(f, t / Math.pow(BASE, f / 2 / width)))))
            .knows(
                "the exponent is divided as whole numbers, so it is 0 for every feature: divide as"
                    + " doubles",
                plus(input, table(input, (t, f) -> wave(f, t))))
            .knows(
                "sine and cosine are swapped: even features take the sine, odd ones the cosine",
                plus(
                    input,
                    table(input, (t, f) -> wave(f + 1, t / Math.pow(BASE, (f - f % 2) / width)))))
            .knows(
                "every feature takes the sine: odd ones take the cosine",
                plus(
                    input,
                    table(input, (t, f) -> Math.sin(t / Math.pow(BASE, (f - f % 2) / width)))))
            .knows(
                "every feature takes the cosine: even ones take the sine",
                plus(
                    input,
                    table(input, (t, f) -> Math.cos(t / Math.pow(BASE, (f - f % 2) / width)))))
            .knows(
                "all sines come before all cosines, as in some tutorials: here they take turns",
                plus(
                    input,
                    table(
                        input,
                        (t, f) -> {
                          double angle = t / Math.pow(BASE, 2 * (f % half) / width);
                          return f < half ? Math.sin(angle) : Math.cos(angle);
                        })))
            .knows(
                "the positions are counted from 1: the first one is 0",
                plus(
                    input,
                    table(input, (t, f) -> wave(f, (t + 1) / Math.pow(BASE, (f - f % 2) / width)))))
            .knows(
                "the position is multiplied by 10000^(2i / D): divide, the waves grow longer",
                plus(
                    input,
                    table(input, (t, f) -> wave(f, t * Math.pow(BASE, (f - f % 2) / width)))))
            .knows(
                "the base is 1000 or 100000: it is 10000",
                plus(
                    input, table(input, (t, f) -> wave(f, t / Math.pow(1e3, (f - f % 2) / width)))),
                plus(
                    input, table(input, (t, f) -> wave(f, t / Math.pow(1e5, (f - f % 2) / width)))))
            .knows(
                "the plain number of the position is added: add its waves",
                plus(input, table(input, (t, f) -> t)))
            .knows(
                "the angles are added, without sine and cosine",
                plus(input, table(input, (t, f) -> t / Math.pow(BASE, (f - f % 2) / width))))
            .knows(
                "only the first example gets its positions: all examples get the same",
                input.with(
                    Values.fill(i -> i[0] == 0 ? exact.at(i) : 0, exact.shape()), Double::sum))
            .knows(
                "the input is multiplied by sqrt(D) first, as the paper does with its embeddings: here"
                    + " it is taken as it is",
                plus(input.times(Math.sqrt(width)), exact))
            .hint(
                "Print the table for T = 2 and D = 4: 0, 1, 0, 1 and 0.8415, 0.5403, 0.0100, 0.9999.");
  }

  /** The number of a position and a feature. */
  @FunctionalInterface
  private interface Wave {
    double at(int position, int feature);
  }

  private static double wave(int feature, double angle) {
    return feature % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
  }

  private static Values table(Values input, Wave wave) {
    return Values.fill(i -> wave.at(i[1], i[2]), input.shape());
  }

  private static Values plus(Values input, Values positions) {
    return input.with(positions, Double::sum);
  }
}
