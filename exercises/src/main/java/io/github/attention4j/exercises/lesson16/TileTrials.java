package io.github.attention4j.exercises.lesson16;

import io.github.attention4j.exercises.known.Products;
import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What lesson 16 asks and expects of attention in tiles, and how it goes wrong. */
final class TileTrials {

  private static final double NONE = Double.NEGATIVE_INFINITY;
  private static final double LARGE = 2e3;
  private static final int MORE = 4; // positions, so that there are several tiles

  private TileTrials() {}

  static List<Function<Inputs, Trial>> all(AttentionCostTask task) {
    return List.of(
        in -> attention(task, in, tile(in), false, level -> 0).trait("where all may be seen"),
        in -> attention(task, in, tile(in), true, level -> 0).trait("that are causal"));
  }

  static List<Function<Inputs, Trial>> large(AttentionCostTask task) {
    return List.of(
        in ->
            attention(task, in, tile(in), false, part -> part < 0.5 ? 0 : LARGE)
                .trait("whose later scores are larger by thousands"),
        in ->
            attention(task, in, tile(in), true, part -> -LARGE)
                .trait("whose scores are all very low"));
  }

  private static int tile(Inputs in) {
    return (in.length("W") + 1) / 2;
  }

  private static int positions(Inputs in) {
    return in.length("T") == 1 ? 1 : in.length("T") + MORE;
  }

  /** How much is added to a key's numbers, by its place from 0 to 1. */
  private interface Level {
    double at(double place);
  }

  private static Trial attention(
      AttentionCostTask task, Inputs in, int tile, boolean causal, Level level) {
    int batch = Math.min(2, in.length("B"));
    int count = positions(in);
    int width = in.length("D");
    double first = level.at(0);
    double last = level.at(1);
    boolean isLarge = first != 0 || last != 0;
    Values noise = Values.gaussian(in.random(), batch, count, width);
    // With large scores no number of a query is negative, and none of a value is small.
    Values queries = isLarge ? noise.map(x -> 0.5 + Math.abs(x)) : noise;
    Values keys =
        Values.fill(
            i -> in.random().nextGaussian() + level.at(i[1] / (double) count), batch, count, width);
    Values numbers = Values.gaussian(in.random(), batch, count, in.length("Dv"));
    Given query = in.given("query", "(B, T, D)", queries);
    Given key = in.given("key", "(B, T, D)", keys);
    Given value = in.given("value", "(B, T, Dv)", isLarge ? numbers.map(x -> x + 3) : numbers);
    Values dots = Products.dots(query.values(), key.values());
    Values scores = dots.times(1 / Math.sqrt(width));
    Values v = value.values();
    Seen may = (i, j) -> !causal || j <= i;
    Values masked = under(scores, may);
    double magnitude = Products.dots(query.values(), key.values().map(Math::abs)).largest();
    return in.trial(
            "attention",
            query,
            key,
            value,
            Given.plain("tile", tile),
            Given.plain("causal", causal))
        .exponentiates(isLarge ? Math.abs(magnitude) : 1)
        .asks(() -> task.attention(query.array(), key.array(), value.array(), tile, causal))
        .expects("(B, T, Dv)", attended(scores, v, may))
        .knows(
            "the sum l is not mended when a tile raises the maximum: multiply it by e^(m - m')",
            tiled(masked, v, tile, Part.RIGHT.sumBy((m, larger) -> 1)))
        .knows(
            "the sum a is not mended when a tile raises the maximum: multiply it by e^(m - m')",
            tiled(masked, v, tile, Part.RIGHT.outputBy((m, larger) -> 1)))
        .knows(
            "neither l nor a is mended when a tile raises the maximum: multiply them by e^(m - m')",
            tiled(masked, v, tile, Part.RIGHT.sumBy((m, larger) -> 1).outputBy((m, larger) -> 1)))
        .knows(
            "each tile's exps are taken with its own maximum: take them with that of all keys so far",
            tiled(masked, v, tile, Part.RIGHT.tileBy((larger, top) -> top)))
        .knows(
            "the first tile's maximum stays: a score that is larger by thousands overflows",
            tiled(masked, v, tile, Part.RIGHT.maximum((m, top) -> m == NONE ? top : m)))
        .knows(
            "the maximum is missing: exp of a large score is infinite, of a very low one 0",
            tiled(
                masked,
                v,
                tile,
                Part.RIGHT
                    .sumBy((m, larger) -> 1)
                    .outputBy((m, larger) -> 1)
                    .tileBy((larger, top) -> 0)))
        .knows(
            "each tile is a softmax of its own: the sum l runs over the tiles, and divides at the"
                + " end",
            apart(scores, v, tile, may),
            apart(scores, v, tile, may).times(1.0 / tiles(count, tile)))
        .knows(
            "the last, smaller tile is left out: does the loop end at a whole tile?",
            attended(scores, v, (i, j) -> may.of(i, j) && j < count / tile * tile),
            nothing(attended(scores, v, (i, j) -> may.of(i, j) && j < count / tile * tile)))
        .knows(
            "the last tile is filled up with keys of score 0: they are no keys, let it be smaller",
            padded(scores, v, tile, may))
        .knows(
            "only the first tile counts: does the loop end too early?",
            attended(scores, v, (i, j) -> may.of(i, j) && j < tile))
        .knows(
            "the last division is missing: behind the last tile, a is divided by l",
            divided(masked, v, tile))
        .knows(
            "the mask is counted from the tile's first key: key j of a tile is position from + j",
            attended(scores, v, (i, j) -> !causal || j % tile <= i))
        .knows(
            "a tile is seen whole or not at all: in the tile of its own position, a query sees the"
                + " keys up to itself",
            attended(scores, v, (i, j) -> !causal || j / tile * tile <= i))
        .knows("the mask is missing where it is causal", attended(scores, v, (i, j) -> true))
        .knows(
            "it is always causal: mask only where that is asked for",
            attended(scores, v, (i, j) -> j <= i))
        .knows(
            "a position sees the next one, too: allow j <= i and no more",
            attended(scores, v, (i, j) -> !causal || j <= i + 1))
        .knows(
            "the mask is the wrong way round: position i sees the positions 0 .. i",
            attended(scores, v, (i, j) -> !causal || j >= i))
        .knows("the scores are not divided by sqrt(D)", attended(dots, v, may))
        .knows(
            "the scores are divided by D: by its root", attended(dots.times(1.0 / width), v, may))
        .knows(
            "the scores are divided by the root of the tile's width: D is that of the features",
            attended(dots.times(1 / Math.sqrt(tile)), v, may))
        .knows(
            "query and key have changed places: a row belongs to a query",
            attended(scores.transposed(), v, may))
        .knowsIf(
            "there is NaN: is minus infinity subtracted from itself, or 0 divided by 0, in a tile"
                + " whose keys are all masked?",
            got -> causal && Double.isNaN(got.sum()))
        .hint(
            "Take one example with D = 1, all keys in one tile: it must be right. Then tiles of one"
                + " key, and print m, l and a behind each.");
  }

  /** Whether query i sees key j. */
  private interface Seen {
    boolean of(int i, int j);
  }

  private static Values attended(Values scores, Values value, Seen seen) {
    Values mask = Values.fill(i -> seen.of(i[1], i[2]) ? 1 : 0, scores.shape());
    return Softmax.of(scores, mask).matmul(value);
  }

  private static Values under(Values scores, Seen seen) {
    return Values.fill(i -> seen.of(i[1], i[2]) ? scores.at(i) : NONE, scores.shape());
  }

  private static int tiles(int count, int tile) {
    return (count + tile - 1) / tile;
  }

  /** NaN in place of 0: who divides nothing by nothing. */
  private static Values nothing(Values output) {
    return output.map(x -> x == 0 ? Double.NaN : x);
  }

  private static Values apart(Values scores, Values value, int tile, Seen may) {
    return IntStream.range(0, tiles(value.size(1), tile))
        .mapToObj(n -> attended(scores, value, (i, j) -> may.of(i, j) && j / tile == n))
        .reduce(Values::plus)
        .orElseThrow();
  }

  /** Attention to a whole number of tiles, the keys and values behind the last being 0. */
  private static Values padded(Values scores, Values value, int tile, Seen may) {
    int count = value.size(1);
    int whole = tiles(count, tile) * tile;
    Values wide =
        Values.fill(i -> i[2] < count ? scores.at(i) : 0, scores.size(0), scores.size(1), whole);
    Values longer =
        Values.fill(i -> i[1] < count ? value.at(i) : 0, value.size(0), whole, value.size(2));
    return attended(wide, longer, may);
  }

  private static Values tiled(Values scores, Values value, int tile, Part part) {
    Values known = run(scores, value, tile, part);
    return Values.fill(
        i -> known.at(i[0], i[1], 2 + i[2]) / known.at(i[0], i[1], 1), value.shape());
  }

  /** The sums as they are behind the last tile. */
  private static Values divided(Values scores, Values value, int tile) {
    Values known = run(scores, value, tile, Part.RIGHT);
    return Values.fill(i -> known.at(i[0], i[1], 2 + i[2]), value.shape());
  }

  /** Returns m, l and a behind the last tile, (B, T, 2+Dv). */
  private static Values run(Values scores, Values value, int tile, Part part) {
    int count = value.size(1);
    Values[] known = new Values[value.size(0)];
    for (int b = 0; b < known.length; b++) {
      int example = b;
      known[b] = Part.nothing(count, value.size(2));
      for (int n = 0; n < tiles(count, tile); n++) {
        int from = n * tile;
        int width = Math.min(count, from + tile) - from;
        known[b] =
            part.joined(
                known[b],
                Values.fill(i -> scores.at(example, i[0], from + i[1]), count, width),
                Values.fill(i -> value.at(example, from + i[0], i[1]), width, value.size(2)));
      }
    }
    return Values.fill(i -> known[i[0]].at(i[1], i[2]), known.length, count, 2 + value.size(2));
  }
}
