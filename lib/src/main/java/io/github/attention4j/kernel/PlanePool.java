package io.github.attention4j.kernel;

/**
 * Pools planes over their places: the sum and the largest number of each.
 *
 * <p>Along a plane every step would wait for the one before; and to ask of every number whether it
 * is the largest so far is to ask what the processor cannot foresee, six times in a plane of 14 x
 * 14, whose pooling took twice as long with it. So a plane's quarters are laid beside one another,
 * and added and compared place by place, which are vector instructions; then halves of what is
 * left, until it is short.
 */
final class PlanePool {
  private static final int SHORT = 64;

  private final float[] first;
  private final float[] second;
  private final float[] third;
  private final float[] fourth;
  private final float[] sums;
  private final float[] maxima;

  /** Memory for planes of so many places. */
  PlanePool(int places) {
    int quarter = places / 4;
    first = new float[quarter];
    second = new float[quarter];
    third = new float[quarter];
    fourth = new float[quarter];
    sums = new float[quarter];
    maxima = new float[quarter];
  }

  /**
   * Pools a plane.
   *
   * @param planes one behind the other
   * @param start where the plane begins
   * @param ofPlanes takes the sum of each plane
   * @param largest takes the largest number of each plane, NaN if there is one
   * @param number which plane it is
   */
  void pool(float[] planes, int start, int length, float[] ofPlanes, float[] largest, int number) {
    int left = length / 4;
    System.arraycopy(planes, start, first, 0, left);
    System.arraycopy(planes, start + left, second, 0, left);
    System.arraycopy(planes, start + 2 * left, third, 0, left);
    System.arraycopy(planes, start + 3 * left, fourth, 0, left);
    GateLoops.pool(first, second, third, fourth, sums, maxima, left);
    int end = start + length;
    int next = start + 4 * left;
    while (left > SHORT) {
      int half = left / 2;
      System.arraycopy(sums, left - half, first, 0, half);
      RowLoops.add(sums, first, half);
      System.arraycopy(maxima, left - half, second, 0, half);
      RowLoops.max(maxima, second, half);
      left -= half;
    }
    float sum = GateLoops.sum(sums, left);
    float max = GateLoops.max(maxima, left);
    for (; next < end; next++) {
      sum += planes[next];
      max = Math.max(max, planes[next]);
    }
    ofPlanes[number] = sum;
    largest[number] = max;
  }
}
