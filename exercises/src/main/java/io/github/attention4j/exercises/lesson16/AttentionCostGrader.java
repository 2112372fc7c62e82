package io.github.attention4j.exercises.lesson16;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.trial.Axes;

/** Grades lesson 16: 10 points over the six steps of {@link AttentionCostTask}. */
@ExerciseGrader
public class AttentionCostGrader {

  private static final Axes TILE = Axes.of("T", "W", "Dv").alike("T", "W").alike("W", "Dv");

  private static final Axes SEQUENCE = Axes.of("B", "T", "D", "Dv", "W").alike("D", "Dv");

  /** Creates the grader; JUnit does. */
  public AttentionCostGrader() {}

  @Check(
      id = "16.1a",
      part = "join",
      points = 1,
      demand = "join a tile to what is known so far",
      hints = {
        "Do the page's section 3 with your code: m = ln 2, l = 1.5, a = 7.5; the scores ln 8 and"
            + " ln 4, the values 1 and 9.",
        "m' is the larger of m and the tile's largest score. l and a were summed with e^(s - m):"
            + " times e^(m - m') they are summed with e^(s - m').",
        "larger = Transforms.max(m, scores.max(true, 1)); mend = exp(m.sub(larger)); weights ="
            + " exp(scores.sub(larger)); l.mul(mend).add(weights.sum(true, 1)),"
            + " a.mul(mend).add(weights.mmul(value))."
      })
  void join(AttentionCostTask task) {
    TILE.check(in -> JoinTrials.join(task, in));
  }

  @Check(
      id = "16.1b",
      part = "join",
      points = 1,
      demand = "stay right with large scores, masked keys, and nothing before",
      hints = {
        "Before the first key m is minus infinity. What is m - m' where all keys are masked, too?",
        "Minus infinity minus minus infinity is NaN. Any finite number in the place of m' makes all"
            + " those exps 0; only what is returned must stay minus infinity.",
        "safe = Transforms.max(larger, -1e30): use it in both exps, and return larger."
      })
  void joinAtTheEdges(AttentionCostTask task) {
    TILE.check(JoinTrials.edges(task));
  }

  @Check(
      id = "16.2a",
      part = "attention",
      points = 2,
      demand = "attend tile by tile, causally or not",
      hints = {
        "Let one tile hold all keys: is it right then? Then two tiles. Then a last tile that is"
            + " smaller.",
        "For each example: m, l, a before the first key; for each tile its scores, over sqrt(D), and"
            + " join; behind the last tile a / l. Causal: the score is minus infinity where the"
            + " key's position is larger than the query's.",
        "for (int from = 0; from < t; from += tile) { int to = Math.min(t, from + tile); .. }: key"
            + " number j of this tile is position from + j."
      })
  void attention(AttentionCostTask task) {
    SEQUENCE.check(TileTrials.all(task));
  }

  @Check(
      id = "16.2b",
      part = "attention",
      points = 1,
      demand = "stay right where a later tile's scores are larger by thousands",
      hints = {
        "What is Math.exp(10000)? Which number do you subtract from the scores of the last tile?",
        "The maximum must rise with every tile that has a larger score; the first tile's will not do.",
        "Let step 1 take the larger of both maxima, and mend l and a by e^(m - m') each time."
      })
  void largeScores(AttentionCostTask task) {
    SEQUENCE.check(TileTrials.large(task));
  }

  @Check(
      id = "16.3",
      part = "flops",
      points = 1,
      demand = "count the flops of causal attention in a window",
      hints = {
        "Draw the pairs of T = 4 and a window of 1: 1 + 2 + 2 + 2. How many flops has a pair?",
        "A pair has 4 D flops. Position i meets the smaller of i + 1 and window + 1 keys.",
        "With r = Math.min(window, length - 1): 4.0 * dim * ((r + 1.0) * length - r * (r + 1.0) / 2)."
      })
  void flops(AttentionCostTask task) {
    Axes.of("T", "D", "W").check(CostTrials.flops(task));
  }

  @Check(
      id = "16.4",
      part = "bytes",
      points = 1,
      demand = "count the bytes that attention in tiles moves",
      hints = {
        "Let one block hold all queries: Q, K, V and O, each once. Then two blocks.",
        "2 T D numbers for Q and O, and 2 T D for K and V, so often as there are blocks: T / block,"
            + " rounded up.",
        "(2 + 2 * Math.ceil((double) length / block)) * length * dim * bytesPerNumber."
      })
  void bytes(AttentionCostTask task) {
    Axes.of("T", "D", "W").check(CostTrials.bytes(task));
  }

  @Check(
      id = "16.5",
      part = "seconds",
      points = 1,
      demand = "say how long it takes at least, under the roofline",
      hints = {
        "1000 flops, 10 bytes, 100 flops a second, 2 bytes a second: 10 seconds to compute, 5 to"
            + " move. Both at the same time.",
        "The slower of the two decides.",
        "Math.max(flops / peak, bytes / bandwidth)."
      })
  void seconds(AttentionCostTask task) {
    Axes.of("T").check(CostTrials.seconds(task));
  }

  @Check(
      id = "16.6",
      part = "decode",
      points = 2,
      demand = "decode with the keys and values that were kept",
      hints = {
        "Decode one position after the other, and print the outputs below those of the whole"
            + " sequence under a causal mask: they must be the same.",
        "Keys and values: what was kept, and what is new behind it. New position i may attend to key"
            + " j if j <= P + i.",
        "keys = pastKey == null ? key : Nd4j.concat(1, pastKey, key), the values likewise; scores"
            + " over sqrt(D); minus 1e9 where j > P + i; softmax over axis 2; times the values."
      })
  void decode(AttentionCostTask task) {
    Axes.of("B", "P", "T", "D", "Dv")
        .alike("P", "T")
        .alike("D", "Dv")
        .check(DecodeTrials.all(task));
  }
}
