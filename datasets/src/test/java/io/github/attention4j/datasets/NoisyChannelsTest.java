package io.github.attention4j.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.NoisyChannels.Kind;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.Table;

class NoisyChannelsTest {
  private static final Digits DIGITS = Digits.load();
  private static final INDArray IMAGES = DIGITS.images();
  private static final NoisyChannels PICTURES = NoisyChannels.of(DIGITS, 200, 1);
  private static final INDArray CHANNELS = PICTURES.pictures();

  @Test
  void twoOfSixteenChannelsCarryTheDigitAndNoOther() {
    assertArrayEquals(new long[] {200, 16, 8, 8}, CHANNELS.shape());
    assertArrayEquals(Arrays.copyOf(DIGITS.labels(), 200), PICTURES.labels());
    INDArray carriers = PICTURES.carriers();
    for (int i = 0; i < PICTURES.size(); i++) {
      INDArray image = IMAGES.getRow(i).reshape(8, 8);
      for (int c = 0; c < 16; c++) {
        boolean carries = PICTURES.kinds(i).get(c) == Kind.CARRIER;
        assertEquals(carries, CHANNELS.slice(i).slice(c).equals(image), i + ", " + c);
        assertEquals(carries ? 1 : 0, carriers.getInt(i, c));
      }
      assertEquals(2, carriers.getRow(i).sumNumber().intValue());
    }
  }

  /** Exactly so: every channel of noise has it from some image of the set. */
  @Test
  void hazeHasTheAverageOfAnImageAndGrainTheMaximumOfOne() {
    double[] averages = IMAGES.mean(1).toDoubleVector();
    double[] maxima = IMAGES.max(1).toDoubleVector();
    double hazes = 0;
    double brightest = 0;
    for (int i = 0; i < PICTURES.size(); i++) {
      for (int c = 0; c < 16; c++) {
        INDArray channel = CHANNELS.slice(i).slice(c);
        double average = channel.meanNumber().doubleValue();
        double maximum = channel.maxNumber().doubleValue();
        if (PICTURES.kinds(i).get(c) == Kind.HAZE) {
          assertTrue(Arrays.stream(averages).anyMatch(a -> Math.abs(a - average) < 1e-4));
          brightest = Math.max(brightest, maximum);
          hazes++;
        } else if (PICTURES.kinds(i).get(c) == Kind.GRAIN) {
          assertTrue(Arrays.stream(maxima).anyMatch(m -> m == maximum));
          assertEquals(0, average, 1e-5);
        }
      }
    }
    assertEquals(0.5, hazes / (200 * 14), 0.03);
    assertTrue(brightest < 15, "haze of " + brightest);
  }

  @Test
  void everyChannelCarriesAsOftenAsAnyOther() {
    NoisyChannels many = NoisyChannels.of(DIGITS, 4000, 5);
    INDArray often = many.carriers().sum(0);
    for (int c = 0; c < 16; c++) {
      assertEquals(4000 * 2 / 16.0, often.getDouble(c), 100);
    }
  }

  @Test
  void beginsAgainBehindTheLastImageWithOtherChannels() {
    NoisyChannels again = NoisyChannels.of(DIGITS.split(10, 1).test(), 30, 1);
    assertArrayEquals(
        Arrays.copyOf(again.labels(), 10), Arrays.copyOfRange(again.labels(), 10, 20));
    assertNotEquals(again.kinds(0), again.kinds(10));
  }

  @Test
  void takesAnyImagesAndNumbersOfChannels() {
    INDArray images = Nd4j.rand(3, 12, 10).mul(255);
    NoisyChannels pictures = NoisyChannels.of(images, new int[] {7, 8, 9}, 4, 5, 2, 1);
    assertArrayEquals(new long[] {4, 5, 12, 10}, pictures.pictures().shape());
    assertArrayEquals(new int[] {7, 8, 9, 7}, pictures.labels());
    int carrier = pictures.kinds(3).indexOf(Kind.CARRIER);
    assertEquals(images.slice(0), pictures.pictures().slice(3).slice(carrier));
    assertEquals(8, pictures.carriers().sumNumber().intValue());
    assertEquals("NoisyChannels[4 pictures of 5 channels of 12 x 10]", pictures.toString());
  }

  @Test
  void theTableHasARowForEveryChannel() {
    Table table = PICTURES.table();
    assertEquals(200 * 16, table.rowCount());
    assertEquals(
        List.of("picture", "label", "channel", "kind", "average", "maximum"), table.columnNames());
    int row = 16 * 3 + PICTURES.kinds(3).indexOf(Kind.CARRIER);
    assertEquals(3, table.intColumn("picture").get(row));
    assertEquals(DIGITS.labels()[3], table.intColumn("label").get(row));
    assertEquals(row - 48, table.intColumn("channel").get(row));
    assertEquals("carrier", table.getString(row, "kind"));
    assertEquals(
        IMAGES.getRow(3).meanNumber().doubleValue(), table.doubleColumn("average").get(row), 1e-6);
    assertEquals(
        IMAGES.getRow(3).maxNumber().doubleValue(), table.doubleColumn("maximum").get(row));
  }

  @Test
  void aPictureDependsOnSeedAndNumberAlone() {
    assertEquals(CHANNELS.slice(3), NoisyChannels.of(DIGITS, 4, 1).pictures().slice(3));
    assertNotEquals(CHANNELS.slice(3), NoisyChannels.of(DIGITS, 4, 2).pictures().slice(3));
  }

  @Test
  void nothingThatACallerWritesReachesTheNext() {
    INDArray before = NoisyChannels.of(DIGITS, 2, 1).pictures();
    NoisyChannels pictures = NoisyChannels.of(DIGITS, 2, 1);
    pictures.pictures().assign(9);
    pictures.labels()[0] = 9;
    assertEquals(before, pictures.pictures());
    assertEquals(DIGITS.labels()[0], pictures.labels()[0]);
  }

  /** A change of these numbers would change the lesson's results. */
  @Test
  void thePicturesAreTheSameForEver() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (float pixel : CHANNELS.data().asFloat()) {
      digest.update(ByteBuffer.allocate(4).putFloat(pixel).array());
    }
    assertEquals(
        "63a7646ae6deb8bedee8dda63cfc6fe6470361fa1c4d0151582ea3c846054c7a",
        HexFormat.of().formatHex(digest.digest()));
  }

  @Test
  void refusesWhatItCannotMake() {
    assertMessage(
        "noisy channels: size is 0, expected 1 or more", () -> NoisyChannels.of(DIGITS, 0, 1));
    assertMessage(
        "noisy channels: 0 carriers of 4 channels, expected 1 to 4",
        () -> NoisyChannels.of(DIGITS, 1, 4, 0, 1));
    assertMessage(
        "noisy channels: 5 carriers of 4 channels, expected 1 to 4",
        () -> NoisyChannels.of(DIGITS, 1, 4, 5, 1));
    assertMessage(
        "noisy channels: images have shape [2, 64], expected (2, H, W), one for each label",
        () -> NoisyChannels.of(Nd4j.zeros(2, 64), new int[2], 1, 4, 2, 1));
    assertMessage(
        "noisy channels: images have shape [2, 8, 8], expected (3, H, W), one for each label",
        () -> NoisyChannels.of(Nd4j.zeros(2, 8, 8), new int[3], 1, 4, 2, 1));
    assertMessage(
        "noisy channels: images of 8 x 2, expected 3 x 3 or more",
        () -> NoisyChannels.of(Nd4j.zeros(2, 8, 2), new int[2], 1, 4, 2, 1));
  }

  private static void assertMessage(String expected, Executable executable) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }
}
