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
    return gaussian("query", sizes.batch(), sizes.queryLength(), sizes.keyDim());
  }

  Given key() {
    return gaussian("key", sizes.batch(), sizes.keyLength(), sizes.keyDim());
  }

  Given value() {
    return gaussian("value", sizes.batch(), sizes.keyLength(), sizes.valueDim());
  }

  Given outputGradient() {
    return gaussian("outputGradient", sizes.batch(), sizes.queryLength(), sizes.valueDim());
  }

  /** Numbers shaped as scores. */
  Given scores(String name) {
    return gaussian(name, sizes.scores());
  }

  /** Numbers to add to scores. */
  Values noise() {
    return Values.gaussian(random, sizes.scores());
  }

  Given weights() {
    return given("weights", Formulas.softmax(noise()));
  }

  Given given(String name, Values numbers) {
    return Given.of(name, numbers, sizes.type());
  }

  private Given gaussian(String name, int... shape) {
    return given(name, Values.gaussian(random, shape));
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
