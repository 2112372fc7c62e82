package io.github.attention4j.exercises.known;

import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.List;

/** How a step is told which keys its queries may attend to. */
enum MaskArgument {
  /** Not at all: they may attend to every key. */
  NONE,
  /** By a mask of the scores' shape, or null. */
  WHOLE,
  /** By nothing: a query may attend to the keys up to its own place. */
  CAUSAL,
  /** By a mask of the keys, (B, Tk), the same for all queries of an example. */
  OF_KEYS,
  /** By the number of keys of each example, (B): the first ones are allowed. */
  LENGTHS;

  /** Draws a mask of the scores' shape that leaves each query some key. */
  Values draw(Inputs in, String axes) {
    return switch (this) {
      case NONE -> Values.fill(index -> 1, in.shape(axes));
      case WHOLE -> in.mask(axes);
      case CAUSAL -> causal(in.shape(axes));
      case OF_KEYS -> spread(in.mask(ofKeys(axes)), in.shape(axes));
      case LENGTHS -> upTo(lengths(in, axes, 1), in.shape(axes));
    };
  }

  /** Draws a mask of the scores' shape that leaves nothing to some queries. */
  Values drawWithNothing(Inputs in, String axes) {
    return this == LENGTHS
        ? upTo(lengths(in, axes, 0), in.shape(axes))
        : in.withEmptyRows(draw(in, axes));
  }

  /** Returns the arguments of a step: its scores, and what says this mask, if it takes that. */
  Given[] arguments(Inputs in, String axes, Given scores, Values mask) {
    return switch (this) {
      case NONE, CAUSAL -> new Given[] {scores};
      case WHOLE ->
          new Given[] {scores, mask == null ? Given.none("mask") : in.given("mask", axes, mask)};
      case OF_KEYS -> {
        Values keys = Values.fill(i -> mask.at(i[0], 0, i[1]), in.shape(ofKeys(axes)));
        yield new Given[] {scores, in.given("mask", ofKeys(axes), keys)};
      }
      case LENGTHS -> {
        String examples = "(%s)".formatted(Inputs.letters(axes).get(0));
        Values counts = mask.sumAlong(-1);
        Values lengths = Values.fill(i -> counts.at(i[0], 0, 0), in.shape(examples));
        yield new Given[] {scores, in.whole("lengths", examples, lengths)};
      }
    };
  }

  /** Returns the mistakes that belong to this way to say it. */
  Trial.Known mistakes(MaskMistakes general, Values scores, Values mask) {
    return switch (this) {
      case NONE -> trial -> {};
      case WHOLE, OF_KEYS -> general.oneForAll();
      case CAUSAL -> new CausalMistakes(scores);
      case LENGTHS ->
          trial -> trial.knows(new LengthMistakes(scores, mask)).knows(general.oneForAll());
    };
  }

  static Values causal(int... shape) {
    int last = shape.length - 1;
    return Values.fill(index -> index[last] <= index[last - 1] ? 1 : 0, shape);
  }

  /** At least one example is of the shortest length, and if there are several one is whole. */
  private static int[] lengths(Inputs in, String axes, int shortest) {
    int[] shape = in.shape(axes);
    int keys = shape[shape.length - 1];
    int[] lengths = new int[shape[0]];
    for (int example = 0; example < lengths.length; example++) {
      lengths[example] = 1 + in.random().nextInt(keys);
    }
    int some = in.random().nextInt(lengths.length);
    lengths[(some + 1) % lengths.length] = keys;
    lengths[some] = shortest == 0 ? 0 : 1 + in.random().nextInt(Math.max(1, keys - 1));
    return lengths;
  }

  private static Values upTo(int[] lengths, int... shape) {
    return Values.fill(index -> index[2] < lengths[index[0]] ? 1 : 0, shape);
  }

  private static Values spread(Values ofKeys, int... shape) {
    return Values.fill(index -> ofKeys.at(index[0], index[2]), shape);
  }

  private static String ofKeys(String axes) {
    List<String> letters = Inputs.letters(axes);
    return "(%s, %s)".formatted(letters.get(0), letters.get(2));
  }
}
