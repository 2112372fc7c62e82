package io.github.attention4j.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ClutteredChannelsTest {
  private static final ClutteredChannels PICTURES = ClutteredChannels.of(Digits.load(), 60, 1);
  private static final INDArray CHANNELS = PICTURES.pictures();

  /** Carriers of a picture are equal; of noise no two channels are. */
  @Test
  void twoOfSixChannelsCarryTheSameCanvas() {
    INDArray carriers = PICTURES.carriers();
    assertArrayEquals(new long[] {60, 6, 16, 16}, CHANNELS.shape());
    double[] often = new double[6];
    for (int i = 0; i < 60; i++) {
      assertEquals(2, carriers.getRow(i).sumNumber().intValue());
      for (int c = 0; c < 6; c++) {
        often[c] += carriers.getInt(i, c);
        for (int d = 0; d < c; d++) {
          boolean both = carriers.getInt(i, c) == 1 && carriers.getInt(i, d) == 1;
          assertEquals(both, channel(i, c).equals(channel(i, d)));
        }
      }
    }
    for (double count : often) {
      assertTrue(count > 8, "every channel carries now and then: " + count);
    }
  }

  private static INDArray channel(int picture, int channel) {
    return CHANNELS.slice(picture).slice(channel);
  }

  /** In the quarter stands a digit of the picture's class, untouched. */
  @Test
  void theDigitIsInItsQuarter() {
    Digits digits = Digits.load();
    INDArray boxes = PICTURES.boxes();
    for (int i = 0; i < 60; i++) {
      assertEquals(64, boxes.slice(i).sumNumber().intValue());
      int first = boxes.slice(i).reshape(256).argMax(0).getInt(0);
      int carrier = PICTURES.carriers().getRow(i).argMax(0).getInt(0);
      INDArray part =
          channel(i, carrier)
              .get(
                  NDArrayIndex.interval(first / 16, first / 16 + 8),
                  NDArrayIndex.interval(first % 16, first % 16 + 8));
      INDArray pixels = part.dup('c').reshape(1, 64).mul(16);
      INDArray distance = digits.images().sub(pixels.broadcast(1797, 64)).norm1(1);
      int same = distance.neg().argMax(0).getInt(0);
      assertEquals(0, distance.getDouble(same), 1e-3);
      assertEquals(PICTURES.labels()[i], digits.labels()[same]);
    }
  }

  @Test
  void noiseIsEvenFromPaperToInk() {
    INDArray noise = CHANNELS.mul(PICTURES.carriers().reshape(60, 6, 1, 1).rsub(1));
    assertEquals(0.5, noise.sumNumber().doubleValue() / (240 * 256), 0.01);
    assertEquals(1 / 3.0, noise.mul(noise).sumNumber().doubleValue() / (240 * 256), 0.01);
    assertTrue(noise.minNumber().doubleValue() >= 0 && noise.maxNumber().doubleValue() < 1);
  }

  @Test
  void theSeedDecides() {
    Digits digits = Digits.load();
    assertEquals(CHANNELS, ClutteredChannels.of(digits, 60, 1).pictures());
    assertNotEquals(CHANNELS, ClutteredChannels.of(digits, 60, 2).pictures());
    assertEquals("ClutteredChannels[60 pictures of 6 channels of 16 x 16]", PICTURES.toString());
  }

  @Test
  void refusesNothing() {
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class, () -> ClutteredChannels.of(Digits.load(), 0, 1));
    assertEquals("cluttered channels: size is 0, expected 1 or more", refusal.getMessage());
  }
}
