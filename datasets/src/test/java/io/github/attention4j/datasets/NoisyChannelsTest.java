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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.Table;

class NoisyChannelsTest {
  private static final Digits DIGITS = Digits.load();
  private static final INDArray IMAGES = DIGITS.images();
  private static final NoisyChannels PICTURES = NoisyChannels.of(DIGITS, 200, 1);
  private static final INDArray CHANNELS = PICTURES.pictures();

  @Test
  void twoOfTwelveChannelsCarryTheDigitsInkBetweenThem() {
    assertArrayEquals(new long[] {200, 12, 8, 8}, CHANNELS.shape());
    assertArrayEquals(Arrays.copyOf(DIGITS.labels(), 200), PICTURES.labels());
    INDArray carriers = PICTURES.carriers();
    for (int i = 0; i < PICTURES.size(); i++) {
      INDArray image = IMAGES.getRow(i).reshape(8, 8);
      List<INDArray> parts = new ArrayList<>();
      for (int c = 0; c < 12; c++) {
        boolean carries = PICTURES.kinds(i).get(c) == Kind.CARRIER;
        assertEquals(carries ? 1 : 0, carriers.getInt(i, c));
        if (carries) {
          parts.add(CHANNELS.slice(i).slice(c));
        }
      }
      assertEquals(2, parts.size());
      assertEquals(image, parts.get(0).add(parts.get(1)), "the parts sum to the image");
      assertEquals(0, parts.get(0).mul(parts.get(1)).sumNumber().doubleValue(), "of no pixel both");
      assertEquals(inked(parts.get(0)), inked(parts.get(1)), 1, "dealt like cards");
    }
  }

  private static int inked(INDArray part) {
    return part.gt(0).castTo(DataType.INT32).sumNumber().intValue();
  }

  /** Which pixel goes where is drawn anew: the same digit falls apart otherwise. */
  @Test
  void theInkIsDealtAnewForEveryPicture() {
    NoisyChannels ones = NoisyChannels.of(Nd4j.ones(1, 8, 8), new int[1], 2, 2, 2, 1);
    assertNotEquals(ones.pictures().slice(0), ones.pictures().slice(1));
  }

  /** The parts of an image of ones have the average 1/2 and the maximum 1. */
  @Test
  void hazeHasTheAverageOfAPartAndGrainItsMaximum() {
    NoisyChannels ones = NoisyChannels.of(Nd4j.ones(1, 8, 8), new int[1], 200, 12, 2, 1);
    double hazes = 0;
    for (int i = 0; i < 200; i++) {
      for (int c = 0; c < 12; c++) {
        INDArray channel = ones.pictures().slice(i).slice(c);
        Kind kind = ones.kinds(i).get(c);
        assertEquals(kind == Kind.GRAIN ? -0.5 : 0.5, channel.meanNumber().doubleValue(), 1e-6);
        assertEquals(kind == Kind.HAZE ? 0.75 : 1, channel.maxNumber().doubleValue(), 1e-6);
        hazes += kind == Kind.HAZE ? 1 : 0;
      }
    }
    assertEquals(0.5, hazes / (200 * 10), 0.03);
  }

  /** What the lesson says of the pools: one alone is misled, and their sum is not. */
  @Test
  void averageAndMaximumTogetherTellWhatEachAloneCannot() {
    INDArray averages = CHANNELS.mean(2, 3);
    INDArray maxima = CHANNELS.max(2, 3);
    assertTrue(onTop(averages) < 0.2, "by the average: " + onTop(averages));
    assertTrue(onTop(maxima) < 0.2, "by the maximum: " + onTop(maxima));
    assertTrue(onTop(averages.add(maxima)) > 0.98, "by both: " + onTop(averages.add(maxima)));
  }

  /** The share of the pictures in which both carriers have more than any other channel. */
  private static double onTop(INDArray numbers) {
    INDArray carriers = PICTURES.carriers();
    INDArray lowest = numbers.add(carriers.rsub(1).mul(1e6)).min(1);
    INDArray highest = numbers.sub(carriers.mul(1e6)).max(1);
    return lowest.gt(highest).castTo(DataType.FLOAT).meanNumber().doubleValue();
  }

  @Test
  void everyChannelCarriesAsOftenAsAnyOther() {
    NoisyChannels many = NoisyChannels.of(DIGITS, 4000, 5);
    INDArray often = many.carriers().sum(0);
    for (int c = 0; c < 12; c++) {
      assertEquals(4000 * 2 / 12.0, often.getDouble(c), 100);
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
    NoisyChannels pictures = NoisyChannels.of(images, new int[] {7, 8, 9}, 4, 5, 1, 1);
    assertArrayEquals(new long[] {4, 5, 12, 10}, pictures.pictures().shape());
    assertArrayEquals(new int[] {7, 8, 9, 7}, pictures.labels());
    int carrier = pictures.kinds(3).indexOf(Kind.CARRIER);
    assertEquals(images.slice(0), pictures.pictures().slice(3).slice(carrier));
    assertEquals(4, pictures.carriers().sumNumber().intValue());
    assertEquals("NoisyChannels[4 pictures of 5 channels of 12 x 10]", pictures.toString());
  }

  @Test
  void theTableHasARowForEveryChannel() {
    Table table = PICTURES.table();
    assertEquals(200 * 12, table.rowCount());
    assertEquals(
        List.of("picture", "label", "channel", "kind", "average", "maximum"), table.columnNames());
    int carrier = PICTURES.kinds(3).indexOf(Kind.CARRIER);
    int row = 12 * 3 + carrier;
    INDArray part = CHANNELS.slice(3).slice(carrier);
    assertEquals(3, table.intColumn("picture").get(row));
    assertEquals(DIGITS.labels()[3], table.intColumn("label").get(row));
    assertEquals(carrier, table.intColumn("channel").get(row));
    assertEquals("carrier", table.getString(row, "kind"));
    assertEquals(part.meanNumber().doubleValue(), table.doubleColumn("average").get(row), 1e-6);
    assertEquals(part.maxNumber().doubleValue(), table.doubleColumn("maximum").get(row));
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
        "31be399abe94ccf6d6b6bd8d524e67dfa5a27b335b41838c884814f00ba0faf6",
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
        "noisy channels: images of 1 x 1, expected 2 pixels or more",
        () -> NoisyChannels.of(Nd4j.zeros(2, 1, 1), new int[2], 1, 4, 2, 1));
  }

  private static void assertMessage(String expected, Executable executable) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }
}
