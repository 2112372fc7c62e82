package io.github.attention4j.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanePoolTest {
  /** None, one and three halvings; no quarter at all, and numbers left over. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 64, 196, 255, 256, 259, 260, 1024, 1931})
  void aPlaneIsPooledAlone(int length) {
    Random random = new Random(length);
    float[] planes = new float[3 * length];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (float) random.nextGaussian() - 3;
    }
    PlanePool pool = new PlanePool(length);
    float[] sums = new float[3];
    float[] maxima = new float[3];
    for (int highest = 0; highest < length; highest += 1 + length / 50) {
      planes[length + highest] = 5 + random.nextFloat(); // above all others
      double sum = 0;
      for (int i = length; i < 2 * length; i++) {
        sum += planes[i];
      }
      pool.pool(planes, length, length, sums, maxima, 1);
      assertArrayEquals(new float[] {0, (float) sum, 0}, sums, 1e-6f * (10 + 3 * length));
      assertArrayEquals(new float[] {0, planes[length + highest], 0}, maxima);
      planes[length + highest] = -3;
    }
    planes[length + random.nextInt(length)] = Float.NaN;
    pool.pool(planes, length, length, sums, maxima, 2);
    assertArrayEquals(new float[] {Float.NaN, Float.NaN}, new float[] {sums[2], maxima[2]});
  }
}
