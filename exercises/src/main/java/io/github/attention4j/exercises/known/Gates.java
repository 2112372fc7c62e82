package io.github.attention4j.exercises.known;

import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.function.UnaryOperator;

/**
 * Gates over a feature map (B, C, H, W): (B, C, 1, 1) of the channels, (B, 1, H, W) of the places.
 */
public final class Gates {

  private Gates() {}

  /** Returns the sigmoid. */
  public static Values sigmoid(Values logits) {
    return logits.map(logit -> 1 / (1 + Math.exp(-logit)));
  }

  /** Returns the sigmoid's derivative, by the gate that it gave. */
  public static Values slope(Values gate) {
    return gate.map(open -> open * (1 - open));
  }

  /** Returns the numbers with every axis of length 1 repeated to a map's length. */
  public static Values spread(Values gate, Values map) {
    return Values.fill(
        index -> {
          int[] source = index.clone();
          for (int axis = 0; axis < source.length; axis++) {
            source[axis] = Math.min(source[axis], gate.size(axis) - 1);
          }
          return gate.at(source);
        },
        map.shape());
  }

  /** Returns a map times its gate. */
  public static Values gated(Values map, Values gate) {
    return map.times(spread(gate, map));
  }

  /**
   * Returns the mistakes of the sigmoid that makes a gate.
   *
   * @param pooling what is joined to one gate
   * @param logits (B, C, 1, 1) or (B, 1, H, W)
   * @param result makes what the step returns of a gate
   */
  public static Trial.Known squashing(
      Pooling pooling, Values logits, UnaryOperator<Values> result) {
    Values gate = sigmoid(logits);
    return trial -> {
      trial
          .knows("the sigmoid is missing: the logits themselves are the gate", result.apply(logits))
          .knows("the sigmoid is applied twice", result.apply(sigmoid(gate)))
          .knows(
              "the gate is 1 minus what it should be: sigmoid(x) is 1 / (1 + exp(-x))",
              result.apply(gate.map(open -> 1 - open)))
          .knows(
              "the gate is the tanh: it closes with -1 and not with 0; take the sigmoid",
              result.apply(logits.map(Math::tanh)))
          .knows(
              "the gate is a ReLU: it may open beyond 1; take the sigmoid",
              result.apply(logits.map(logit -> Math.max(0, logit))))
          .knows(
              "the gate is rounded to 0 or 1: a sigmoid opens it gradually",
              result.apply(gate.map(Math::rint)),
              result.apply(logits.map(logit -> logit > 0 ? 1 : 0)))
          .knows(
              "the gate is a hard sigmoid, made of straight lines: take 1 / (1 + exp(-x))",
              result.apply(logits.map(logit -> Math.max(0, Math.min(1, logit / 6 + 0.5)))),
              result.apply(logits.map(logit -> Math.max(0, Math.min(1, logit / 5 + 0.5)))))
          .knows("the gate is the sigmoid's derivative", result.apply(slope(gate)))
          .knows(
              "the gate is upside down, 1 + exp(-x), or the input is divided by it: multiply by 1 /"
                  + " (1 + exp(-x))",
              result.apply(gate.map(open -> 1 / open)))
          .knows(
              "a softmax makes the gates of an example sum to 1: each is squashed for itself, by the"
                  + " sigmoid",
              softmaxes(pooling, logits, result))
          .hint(
              "Print logits and gates beside each other: 0 gives 0.5, large ones nearly 1, very"
                  + " negative ones nearly 0, whatever the others are.");
    };
  }

  private static Values[] softmaxes(Pooling pooling, Values logits, UnaryOperator<Values> result) {
    return pooling == Pooling.PLACES
        ? new Values[] {
          result.apply(Pooling.CHANNELS.softmax(logits)), result.apply(softmax(logits, 0))
        }
        : new Values[] {
          result.apply(Pooling.PLACES.softmax(logits)),
          result.apply(softmax(logits, 2)),
          result.apply(softmax(logits, 3))
        };
  }

  private static Values softmax(Values logits, int axis) {
    return Softmax.normalised(logits.map(Math::exp), axis);
  }

  /**
   * Returns the mistakes of the product of a map and its gate.
   *
   * @param pooling what is joined to one gate
   * @param map (B, C, H, W)
   * @param gate (B, C, 1, 1) or (B, 1, H, W)
   */
  public static Trial.Known multiplying(Pooling pooling, Values map, Values gate) {
    Values whole = spread(gate, map);
    Values exact = map.times(whole);
    return trial -> {
      trial
          .knows("this is the gate alone: multiply the input by it", whole, gate)
          .knows("the input is added once more: the output is the product alone", exact.plus(map))
          .knows("the gate is added to the input: multiply", map.plus(whole))
          .knows("the input is multiplied by the gate twice", exact.times(whole))
          .knows(
              "one gate is used for all, the mean of an example's gates",
              gated(map, Pooling.PLACES.mean(Pooling.CHANNELS.mean(gate))))
          .knows(
              "the gates of the first example are used for all of them",
              gated(map, gate.repeated(0, 0)));
      if (pooling == Pooling.PLACES) {
        trial.knows(
            "the gate of the first channel is used for all of them",
            gated(map, gate.repeated(1, 0)));
      } else {
        trial.knows(
            "the gates of the first row, or of the first column, are used for all of them",
            gated(map, gate.repeated(2, 0)),
            gated(map, gate.repeated(3, 0)));
      }
      trial.hint(
          "Divide your output by the input, number by number, and print it: these are the gates, each"
              + " repeated over what it stands for.");
    };
  }
}
