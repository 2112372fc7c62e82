package io.github.attention4j.exercises.lesson05;

import io.github.attention4j.datasets.Brackets;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.experiment.Answers;
import io.github.attention4j.exercises.experiment.AttentionMap;
import io.github.attention4j.exercises.experiment.Measurement;
import io.github.attention4j.exercises.trial.Values;
import org.junit.jupiter.api.TestReporter;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Grades lesson 05's experiment: 10 points, on strings with patterns that nobody trained on. */
@ExerciseGrader
public class BracketMatcherGrader {
  private static final int STRINGS = 200;
  private static final int LENGTH = 16;

  /** All closers of a string together have a weight of 1 for as many openers. */
  private static final double MOST = 2.0 / LENGTH;

  /** The page draws with seeds from 1 on. */
  private static final long SEED = -50;

  private final Brackets brackets = Brackets.split(1, STRINGS, LENGTH, SEED).test();
  private final Values openers = Values.of(brackets.map());
  private final Values right = Values.of(brackets.kinds());
  private final Values closers = Values.of(brackets.closers());

  /** Creates the grader; JUnit does. */
  public BracketMatcherGrader() {}

  @Check(
      id = "05.e1",
      part = "weights",
      points = 2,
      demand = "attend: weights that sum to 1, none of them on a later token",
      hints = {
        "Row i of a string's map holds the weights of token i. Which columns may it use?",
        "The library's mask for this is called causal.",
        "attention.attend(ops, input, Mask.causal()).weights()"
      })
  void looksBack(BracketMatcher matcher, TestReporter reporter) {
    Values later = Values.fill(index -> index[2] > index[1] ? 1 : 0, STRINGS, LENGTH, LENGTH);
    Measurement.of("largest weight on a later token", map(matcher).values().times(later).largest())
        .knows("tokens attend to later ones: hide these by a causal mask", true)
        .atMost(1e-3, reporter);
  }

  @Check(
      id = "05.e2",
      part = "weights",
      points = 3,
      demand = "look at the opener: the heaviest key of 95 % of the closers",
      hints = {
        "Plot the map of one string beside the one that is known to be right.",
        "One layer of self-attention cannot count: are there two, and positions in their input?",
        "The page's setting, trained for 750 steps, is enough."
      })
  void looksAtTheOpener(BracketMatcher matcher, TestReporter reporter) {
    map(matcher)
        .heaviest("closers that look most at their opener", openers)
        .beside("always the bracket before", justBefore())
        .knows("closers look at the bracket before them: train longer", isRatherJustBefore(matcher))
        .atLeast(0.95, reporter);
  }

  @Check(
      id = "05.e3",
      part = "kinds",
      points = 3,
      demand = "answer: the right kind at 95 % of the closers at least",
      hints = {
        "The output of the layer that looks at the openers knows their kinds. What maps it to four"
            + " numbers?",
        "Learn from the loss at the closers alone; openers have nothing to answer.",
        "The index of the largest of the four numbers is the kind: logits.argMax(2)"
      })
  void answers(BracketMatcher matcher, TestReporter reporter) {
    Values kinds = kinds(matcher);
    Measurement.of("closers answered right", share(kinds, right))
        .beside("always the commonest kind", commonest())
        .knows("every closer gets the same answer", Answers.areOne(kinds))
        .atLeast(0.95, reporter);
  }

  @Check(
      id = "05.e4",
      part = "weightsWithoutPositions",
      points = 2,
      demand = "need positions: without them and a mask, find no opener",
      hints = {
        "Without positions, permuting the tokens permutes the output. What do two closers of one"
            + " string have in common then?",
        "Train the same model once more without adding positions, with Mask.all().",
        "A few steps will do: no training can tell its closers apart."
      })
  void collapses(BracketMatcher matcher, TestReporter reporter) {
    INDArray weights = matcher.weightsWithoutPositions(brackets.tokens());
    double found = AttentionMap.of(weights, STRINGS, LENGTH, LENGTH).massOn(openers);
    Measurement.of("weight on the opener without positions", found)
        .beside("the most there can be: one row of weights for all closers of a string", MOST)
        .knows("it knows the order of the tokens: by positions, or by a causal mask?", true)
        .atMost(MOST + 1e-3, reporter);
  }

  private AttentionMap map(BracketMatcher matcher) {
    return AttentionMap.of(matcher.weights(brackets.tokens()), STRINGS, LENGTH, LENGTH);
  }

  private Values kinds(BracketMatcher matcher) {
    INDArray kinds = matcher.kinds(brackets.tokens());
    String what = "the likeliest kind of each token, not a number for each, (B, T)";
    return Answers.of("kinds", kinds, what, STRINGS, LENGTH);
  }

  /** The map on which every closer looks at the bracket before it. */
  private static Values before() {
    return Values.fill(index -> index[2] == index[1] - 1 ? 1 : 0, STRINGS, LENGTH, LENGTH);
  }

  private double justBefore() {
    return before().times(openers).sum() / closers.sum();
  }

  private boolean isRatherJustBefore(BracketMatcher matcher) {
    Values nearest = before().times(openers.maxAlong(-1)); // at the closers alone
    return map(matcher).heaviestOn(nearest) > 0.9;
  }

  /** The share of the closers for which two answers are the same. */
  private double share(Values answers, Values others) {
    Values same = answers.with(others, (answer, other) -> answer == other ? 1 : 0);
    return same.times(closers).sum() / closers.sum();
  }

  private double commonest() {
    double most = 0;
    for (int kind = 0; kind < Brackets.KINDS; kind++) {
      double always = kind;
      most = Math.max(most, share(right.map(any -> always), right));
    }
    return most;
  }
}
