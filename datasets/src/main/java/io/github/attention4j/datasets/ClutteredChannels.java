package io.github.attention4j.datasets;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Cluttered pictures of many channels, made by a seed: two of six channels carry a canvas, all
 * others hold noise. A canvas is 16 x 16; a real digit stands in one of its four quarters, and in
 * the other three lie scraps of other digits. Which channels carry, and which quarter holds the
 * digit, is drawn anew for every picture: there is something to find along both axes.
 *
 * <pre>{@code
 * ClutteredChannels pictures = ClutteredChannels.of(Digits.load(), 1000, 1);
 * pictures.pictures(); // (1000, 6, 16, 16)
 * pictures.carriers(); // (1000, 6): 1 at the two channels of each that carry the canvas
 * pictures.boxes(); // (1000, 1, 16, 16): 1 in the quarter that holds the digit
 * }</pre>
 *
 * <p>A scrap is 3 x 3 pixels out of any of the digits; scraps may lie on each other, and the darker
 * pixel shows. A pixel of noise is drawn evenly from 0 (paper) to 1 (ink): a channel of noise is
 * far darker on average than a canvas, which is mostly paper.
 *
 * <p>N is {@link #size()}. The arrays are FLOAT, every one new and the caller's own. A picture
 * depends on the digits, the seed and its number alone, on every machine alike.
 */
public final class ClutteredChannels {
  /** How many channels a picture has, C. */
  public static final int CHANNELS = 6;

  /** How many of them carry the canvas. */
  public static final int CARRIERS = 2;

  /** Height and width of a canvas. */
  public static final int SIDE = 2 * Digits.SIDE;

  private static final int SCRAP = 3;
  private static final int SCRAPS = 6;

  /** A picture: its digit's class, its quarter from 0 to 3, its channels, and what is in them. */
  private record Picture(int label, int quarter, boolean[] carries, float[] values) {}

  private final Picture[] pictures;

  private ClutteredChannels(Picture[] pictures) {
    this.pictures = pictures;
  }

  /**
   * Makes pictures.
   *
   * @param digits what digits and scraps are taken from
   * @param size how many, N
   * @param seed any number; another seed gives other pictures
   * @throws IllegalArgumentException if there would be no picture
   */
  public static ClutteredChannels of(Digits digits, int size, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "cluttered channels: size is %d, expected 1 or more".formatted(size));
    }
    int[] labels = digits.labels();
    return new ClutteredChannels(
        IntStream.range(0, size)
            .mapToObj(i -> draw(digits, labels, new Random(SeededOrder.splitMix64(seed, i + 1))))
            .toArray(Picture[]::new));
  }

  private static Picture draw(Digits digits, int[] labels, Random random) {
    int digit = random.nextInt(labels.length);
    int quarter = random.nextInt(4);
    float[] canvas = new float[SIDE * SIDE];
    for (int i = 0; i < SCRAPS; i++) {
      scrap(digits.asGrid(random.nextInt(labels.length)), quarter, canvas, random);
    }
    int[][] grid = digits.asGrid(digit);
    for (int row = 0; row < Digits.SIDE; row++) {
      for (int column = 0; column < Digits.SIDE; column++) {
        int place = (top(quarter) + row) * SIDE + left(quarter) + column;
        canvas[place] = grid[row][column] / (float) Digits.INK;
      }
    }
    boolean[] carries = new boolean[CHANNELS];
    for (int left = CARRIERS; left > 0; ) {
      int channel = random.nextInt(CHANNELS);
      left -= carries[channel] ? 0 : 1;
      carries[channel] = true;
    }
    float[] values = new float[CHANNELS * canvas.length];
    for (int i = 0; i < values.length; i++) {
      boolean carried = carries[i / canvas.length];
      values[i] = carried ? canvas[i % canvas.length] : random.nextFloat();
    }
    return new Picture(labels[digit], quarter, carries, values);
  }

  /** Puts a scrap of a digit into one of the other quarters. */
  private static void scrap(int[][] source, int quarter, float[] canvas, Random random) {
    int other = (quarter + 1 + random.nextInt(3)) % 4;
    int room = Digits.SIDE - SCRAP + 1;
    int y = random.nextInt(room);
    int x = random.nextInt(room);
    int top = top(other) + random.nextInt(room);
    int left = left(other) + random.nextInt(room);
    for (int pixel = 0; pixel < SCRAP * SCRAP; pixel++) {
      int row = pixel / SCRAP;
      int column = pixel % SCRAP;
      int place = (top + row) * SIDE + left + column;
      float ink = source[y + row][x + column] / (float) Digits.INK;
      canvas[place] = Math.max(canvas[place], ink);
    }
  }

  private static int top(int quarter) {
    return quarter / 2 * Digits.SIDE;
  }

  private static int left(int quarter) {
    return quarter % 2 * Digits.SIDE;
  }

  /** Returns N, the number of pictures. */
  public int size() {
    return pictures.length;
  }

  /** Returns the class of each picture's digit. */
  public int[] labels() {
    return Stream.of(pictures).mapToInt(Picture::label).toArray();
  }

  /** Returns the pictures, (N, C, S, S), from 0 (paper) to 1 (ink), S = {@link #SIDE}. */
  public INDArray pictures() {
    int length = CHANNELS * SIDE * SIDE;
    float[] values = new float[size() * length];
    for (int i = 0; i < size(); i++) {
      System.arraycopy(pictures[i].values, 0, values, i * length, length);
    }
    return Nd4j.createFromArray(values).reshape(size(), CHANNELS, SIDE, SIDE);
  }

  /** Returns the right answer along the channels: 1 where one carries the canvas, (N, C). */
  public INDArray carriers() {
    float[][] carriers = new float[size()][CHANNELS];
    for (int i = 0; i < size(); i++) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        carriers[i][channel] = pictures[i].carries[channel] ? 1 : 0;
      }
    }
    return Nd4j.createFromArray(carriers);
  }

  /** Returns the right answer over the places: 1 in the digit's quarter, (N, 1, S, S). */
  public INDArray boxes() {
    float[] boxes = new float[size() * SIDE * SIDE];
    for (int i = 0; i < boxes.length; i++) {
      int place = i % (SIDE * SIDE);
      int quarter = place / SIDE / Digits.SIDE * 2 + place % SIDE / Digits.SIDE;
      boxes[i] = pictures[i / (SIDE * SIDE)].quarter == quarter ? 1 : 0;
    }
    return Nd4j.createFromArray(boxes).reshape(size(), 1, SIDE, SIDE);
  }

  @Override
  public String toString() {
    return "ClutteredChannels[%d pictures of %d channels of %d x %d]"
        .formatted(size(), CHANNELS, SIDE, SIDE);
  }
}
