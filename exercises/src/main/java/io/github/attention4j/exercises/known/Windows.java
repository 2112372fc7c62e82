package io.github.attention4j.exercises.known;

import io.github.attention4j.exercises.trial.Values;

/** A window laid on a map, (O, I, rows, columns) on (B, I, H, W), wherever it is said to stand. */
final class Windows {

  private Windows() {}

  /** What lies beyond the edges: the index that is read, or -1 for a zero. */
  @FunctionalInterface
  interface Edge {
    int read(int index, int length);
  }

  static final Edge ZEROS = (i, length) -> i < 0 || i >= length ? -1 : i;
  static final Edge NEAREST = (i, length) -> Math.max(0, Math.min(length - 1, i));
  static final Edge AROUND = Math::floorMod;
  static final Edge MIRRORED =
      (i, length) -> {
        int folded = Math.floorMod(i, Math.max(1, 2 * length - 2));
        return Math.min(folded, 2 * length - 2 - folded);
      };

  /** The window's first row stands {@code above} rows before the place that it makes. */
  static Values slid(
      Values map, Values weight, Edge edge, int above, int before, int height, int width) {
    return Values.fill(
        index -> {
          double sum = 0;
          for (int u = 0; u < weight.size(2); u++) {
            for (int v = 0; v < weight.size(3); v++) {
              int row = edge.read(index[2] + u - above, map.size(2));
              int column = edge.read(index[3] + v - before, map.size(3));
              for (int i = 0; i < map.size(1) && row >= 0 && column >= 0; i++) {
                sum += weight.at(index[1], i, u, v) * map.at(index[0], i, row, column);
              }
            }
          }
          return sum;
        },
        map.size(0),
        weight.size(0),
        height,
        width);
  }

  /** Examples and channels change places. */
  static Values swapped(Values map) {
    return Values.fill(
        i -> map.at(i[1], i[0], i[2], i[3]), map.size(1), map.size(0), map.size(2), map.size(3));
  }

  static Values turned(Values weight) {
    return upsideDown(mirrored(weight));
  }

  static Values upsideDown(Values weight) {
    return Values.fill(i -> weight.at(i[0], i[1], weight.size(2) - 1 - i[2], i[3]), weight.shape());
  }

  static Values mirrored(Values weight) {
    return Values.fill(i -> weight.at(i[0], i[1], i[2], weight.size(3) - 1 - i[3]), weight.shape());
  }

  static Values channelsReversed(Values map) {
    return Values.fill(i -> map.at(i[0], map.size(1) - 1 - i[1], i[2], i[3]), map.shape());
  }

  /** 0 where the window does not fit in. */
  static Values inner(Values map, int frame) {
    return Values.fill(
        i -> {
          int row = Math.min(i[2], map.size(2) - 1 - i[2]);
          int column = Math.min(i[3], map.size(3) - 1 - i[3]);
          return Math.min(row, column) < frame ? 0 : map.at(i);
        },
        map.shape());
  }
}
