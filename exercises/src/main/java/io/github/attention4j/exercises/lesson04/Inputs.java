package io.github.attention4j.exercises.lesson04;

import io.github.attention4j.exercises.check.Given;
import io.github.attention4j.exercises.check.Values;
import java.util.Random;

/**
 * Draws the arguments of one trial.
 *
 * @param sizes lengths of the axes
 * @param random source of all numbers
 */
record Inputs(Sizes sizes, Random random) {

  Given query() {
    return gaussian("query", "(B, Tq, Dk)", sizes.batch(), sizes.queryLength(), sizes.keyDim());
  }

  Given key() {
    return gaussian("key", "(B, Tk, Dk)", sizes.batch(), sizes.keyLength(), sizes.keyDim());
  }

  Given value() {
    return gaussian("value", "(B, Tk, Dv)", sizes.batch(), sizes.keyLength(), sizes.valueDim());
  }

  Given outputGradient() {
    return gaussian(
        "outputGradient", "(B, Tq, Dv)", sizes.batch(), sizes.queryLength(), sizes.valueDim());
  }

  /** Random numbers, one for each query and key. */
  Given scores(String name) {
    return scores(name, noise());
  }

  /** As {@link #scores(String)}, the bare numbers. */
  Values noise() {
    return Values.gaussian(random, sizes.scores());
  }

  Given weights() {
    return scores("weights", Formulas.softmax(noise()));
  }

  /** The given numbers, one for each query and key. */
  Given scores(String name, Values numbers) {
    return Given.of(name, "(B, Tq, Tk)", numbers, sizes.type());
  }

  private Given gaussian(String name, String axes, int... shape) {
    return Given.of(name, axes, Values.gaussian(random, shape), sizes.type());
  }

  /**
   * A mask that allows each query at least one key and, if it has several, forbids at least one.
   */
  Values mask() {
    int keys = sizes.keyLength();
    Values coins = Values.fill(index -> random.nextInt(2), sizes.scores());
    Values kept = Values.fill(index -> random.nextInt(keys), sizes.batch(), sizes.queryLength(), 1);
    return Values.fill(
        index -> {
          int allowed = (int) kept.at(index[0], index[1], 0);
          int forbidden = (allowed + 1) % keys;
          return index[2] == allowed ? 1 : index[2] == forbidden ? 0 : coins.at(index);
        },
        sizes.scores());
  }
}
