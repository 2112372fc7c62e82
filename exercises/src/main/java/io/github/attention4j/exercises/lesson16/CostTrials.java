package io.github.attention4j.exercises.lesson16;

import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.List;
import java.util.function.Function;

/** What lesson 16 asks and expects of the costs by formula, and how they go wrong. */
final class CostTrials {

  private static final double INT = Integer.MAX_VALUE;
  private static final int LONG = 131_072;
  private static final String OVERFLOWS =
      "the product is too large for an int, and comes round from below 0: count in double or long";

  private CostTrials() {}

  static List<Function<Inputs, Trial>> flops(AttentionCostTask task) {
    return List.of(
        in -> flops(task, length(in), in.length("D"), in.length("W") - 1, in),
        in -> flops(task, length(in), in.length("D"), 1000, in).trait("with a window beyond T"),
        in ->
            flops(task, LONG + in.random().nextInt(99), 64 * in.length("D"), 4096, in)
                .trait("with a T of more than 100,000"));
  }

  private static int length(Inputs in) {
    return in.length("T") == 1 ? 1 : 7 * in.length("T") + in.random().nextInt(5);
  }

  private static Trial flops(AttentionCostTask task, int length, int dim, int window, Inputs in) {
    double t = length;
    double d = dim;
    double exact = 4 * d * pairs(t, window);
    return in.trial(
            "flops",
            Given.plain("length", length),
            Given.plain("dim", dim),
            Given.plain("window", window))
        .asksNumber(() -> task.flops(length, dim, window))
        .expects("()", number(exact))
        .knows(
            "every pair of query and key is counted: only those that may meet",
            number(4 * d * t * t))
        .knows(
            "the window is left out: position i meets no more than itself and the window before it",
            number(4 * d * pairs(t, t)))
        .knows(
            "the first positions are given a whole window: there is not so much before them",
            number(4 * d * (window + 1) * t),
            number(4 * d * Math.min(window + 1, t) * t))
        .knows(
            "a position does not meet itself: its window is itself, and so many before it",
            number(4 * d * pairs(t, window - 1.0)))
        .knows(
            "the window reaches behind the position, too: it is causal",
            number(4 * d * (2 * pairs(t, window) - t)))
        .knows(
            "half is missing: a pair has D multiplications and D additions for its score, and as many"
                + " for its output",
            number(exact / 2))
        .knows(
            "a quarter is there: a pair has D multiplications and D additions for its score, and as"
                + " many for its output",
            number(exact / 4))
        .knows("D is left out: a pair has 4 D flops", number(exact / d))
        .knows("D is squared: a pair has 4 D flops", number(exact * d))
        .knowsIf(OVERFLOWS, got -> exact > INT && Math.abs(got.sum()) <= INT)
        .hint("T = 4, D = 1, a window of 1: 1 + 2 + 2 + 2 pairs, 28 flops.");
  }

  /** Pairs of T positions, each with itself and so many before it. */
  private static double pairs(double length, double window) {
    double reach = Math.min(window, length - 1);
    return (reach + 1) * length - reach * (reach + 1) / 2;
  }

  static List<Function<Inputs, Trial>> bytes(AttentionCostTask task) {
    return List.of(
        in -> bytes(task, length(in), in.length("D"), 1 + in.length("W"), in),
        in -> bytes(task, length(in), in.length("D"), 1000, in).trait("with one block for all"),
        in ->
            bytes(task, LONG + in.random().nextInt(99), 64 * in.length("D"), 128, in)
                .trait("with a T of more than 100,000"));
  }

  private static Trial bytes(AttentionCostTask task, int length, int dim, int block, Inputs in) {
    int size = 2 << in.random().nextInt(3);
    double t = length;
    double rows = t * dim * size; // a whole matrix, in bytes
    double blocks = Math.ceil(t / block);
    double exact = (2 + 2 * blocks) * rows;
    return in.trial(
            "bytes",
            Given.plain("length", length),
            Given.plain("dim", dim),
            Given.plain("block", block),
            Given.plain("bytesPerNumber", size))
        .asksNumber(() -> task.bytes(length, dim, block, size))
        .expects("()", number(exact))
        .knows(
            "keys and values are read once: they are read once for each block of queries",
            number(4 * rows))
        .knows(
            "the last, smaller block is left out: round up",
            number((2 + 2 * Math.floor(t / block)) * rows))
        .knows(
            "a part of a block is counted as a part: keys and values are read whole for it, too",
            number((2 + 2 * t / block) * rows))
        .knows(
            "keys and values are read once for each query: once for each block of them",
            number((2 + 2 * t) * rows))
        .knows(
            "queries and outputs are moved for each block, too: each of them belongs to one block",
            number(4 * blocks * rows))
        .knows(
            "the values are left out: they are read as often as the keys",
            number((2 + blocks) * rows))
        .knows(
            "the values are read once: they are read as often as the keys",
            number((3 + blocks) * rows))
        .knows("the output is left out: it is written once", number((1 + 2 * blocks) * rows))
        .knows(
            "the queries and the output are left out: each is moved once",
            number(2 * blocks * rows))
        .knows(
            "the scores are moved, too: in tiles they never leave the cache",
            number(exact + t * t * size),
            number(exact + 2 * t * t * size))
        .knows("these are numbers, not bytes: each has several", number(exact / size))
        .knows("these are bits: a byte has 8 of them", number(exact * 8))
        .knows(
            "every number is given 4 bytes, or 8: bytesPerNumber says how many it has",
            number(exact / size * 4),
            number(exact / size * 8))
        .knows(
            "the bytes of a number are squared: length and dim are numbers, each of so many bytes",
            number(exact * size))
        .knowsIf(OVERFLOWS, got -> exact > INT && Math.abs(got.sum()) <= INT)
        .hint("T = 3, D = 1, blocks of 2, 4 bytes: (3 + 3 + 2 * (3 + 3)) * 4 = 72.");
  }

  static List<Function<Inputs, Trial>> seconds(AttentionCostTask task) {
    return List.of(
        in -> seconds(task, 20, in).trait("where computing decides"),
        in -> seconds(task, 0.05, in).trait("where moving decides"));
  }

  /**
   * @param slower by how much computing takes longer than moving
   */
  private static Trial seconds(AttentionCostTask task, double slower, Inputs in) {
    double peak = 1e9 * (1 + in.random().nextInt(400));
    double bandwidth = 1e9 * (1 + in.random().nextInt(50));
    double bytes = 1e5 * (1 + in.random().nextInt(1000));
    double moving = bytes / bandwidth;
    double flops = Math.rint(moving * slower * (1 + in.random().nextDouble()) * peak);
    double computing = flops / peak;
    return in.trial(
            "seconds",
            Given.plain("flops", flops),
            Given.plain("bytes", bytes),
            Given.plain("peak", peak),
            Given.plain("bandwidth", bandwidth))
        .asksNumber(() -> task.seconds(flops, bytes, peak, bandwidth))
        .expects("()", number(Math.max(computing, moving)))
        .knows(
            "computing and moving are added: the machine does both at the same time",
            number(computing + moving))
        .knows(
            "the faster of the two decides: wait for the slower",
            number(Math.min(computing, moving)))
        .knows("moving is left out: bytes by bandwidth may take longer", number(computing))
        .knows("computing is left out: flops by peak may take longer", number(moving))
        .knows(
            "these are the flops a second that it reaches: flops divided by these are the seconds",
            number(Math.min(peak, bandwidth * flops / bytes)))
        .knows(
            "the roofline is taken the wrong way round: the lower of peak and bandwidth * intensity"
                + " holds",
            number(flops / Math.max(peak, bandwidth * flops / bytes)))
        .knows(
            "intensity is bytes by flops here: it is flops by bytes",
            number(flops / Math.min(peak, bandwidth * bytes / flops)))
        .knows(
            "divided the wrong way round: flops by peak, and bytes by bandwidth",
            number(Math.max(peak / flops, bandwidth / bytes)))
        .knows(
            "flops meet the bandwidth and bytes the peak: flops by peak, and bytes by bandwidth",
            number(Math.max(flops / bandwidth, bytes / peak)))
        .hint(
            "1000 flops, 10 bytes, 100 flops a second, 2 bytes a second: 10 seconds to compute, 5 to"
                + " move, so 10.");
  }

  private static Values number(double value) {
    return Values.fill(index -> value);
  }
}
