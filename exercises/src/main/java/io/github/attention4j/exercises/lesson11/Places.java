package io.github.attention4j.exercises.lesson11;

import io.github.attention4j.exercises.trial.Values;

/** A feature map, (B, C, H, W), as a sequence of its places, (B, H*W, C), right and wrong. */
final class Places {

  private Places() {}

  /** Returns the places row by row. */
  static Values of(Values map) {
    int[] flat = {map.size(0), map.size(1), map.size(2) * map.size(3)};
    return map.reshaped(flat).transposed();
  }

  /** Returns the places column by column. */
  static Values byColumns(Values map) {
    return of(map.transposed());
  }

  /** Returns the map's numbers in their old order, as if they were places. */
  static Values reread(Values map) {
    return map.reshaped(map.size(0), map.size(2) * map.size(3), map.size(1));
  }

  /** Returns places, row by row, as a map of some shape. */
  static Values toMap(Values places, Values like) {
    return places.transposed().reshaped(like.shape());
  }

  /** Returns places, column by column, as a map of some shape. */
  static Values toMapByColumns(Values places, Values like) {
    return places.transposed().reshaped(like.transposed().shape()).transposed();
  }

  /** Returns a mask of (B, P, P) that allows every place but the one that asks. */
  static Values others(Values scores) {
    return Values.fill(index -> index[1] == index[2] ? 0 : 1, scores.shape());
  }

  /** Returns the sum over the first axis of three. */
  static Values sum(Values each) {
    return first(each.sumAlong(0));
  }

  /** Returns what stands first along the first axis of three. */
  static Values first(Values each) {
    return Values.fill(i -> each.at(0, i[0], i[1]), each.size(1), each.size(2));
  }
}
