package io.github.attention4j.datasets;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Pictures of many channels, made by a seed of images such as {@link Digits}: a few channels carry
 * the image and all others hold noise. Which ones do is drawn anew for every picture.
 *
 * <pre>{@code
 * NoisyChannels pictures = NoisyChannels.of(Digits.load(), 2000, 1);
 * pictures.pictures(); // (2000, 16, 8, 8)
 * pictures.carriers(); // (2000, 16): 1 at the two channels of each that carry the digit
 * }</pre>
 *
 * <p>A channel of noise is, with equal chance, one of two kinds, and each has one thing in common
 * with the images:
 *
 * <ul>
 *   <li>{@link Kind#HAZE haze} has the average of one: the pixels of an image of this set that is
 *       drawn at random, shuffled, then each made the mean of the 3 x 3 around it, across the
 *       edges;
 *   <li>{@link Kind#GRAIN grain} has the maximum of one: Gaussian noise, its mean taken away, in
 *       the scale in which its largest pixel is that of an image drawn at random. Its average is 0,
 *       up to rounding.
 * </ul>
 *
 * <p>So the average over a channel's places alone cannot tell an image from haze, nor the maximum
 * alone an image from grain. Both together nearly always can.
 *
 * <p>Letters for shapes: N is {@link #size()}, C {@link #channels()}, H and W the images' height
 * and width. The arrays are FLOAT, every array and table new and the caller's own. A picture
 * depends on the images, the numbers of channels, the seed and its number alone, on every machine
 * alike.
 */
public final class NoisyChannels {
  private static final int CHANNELS = 16;
  private static final int CARRIERS = 2;
  private static final int SIDE = 8;

  /** How high and wide the neighbourhood is over which haze is spread. */
  private static final int WINDOW = 3;

  /** What a channel holds. */
  public enum Kind {
    /** The image. */
    CARRIER,
    /** An image's average, spread out: no place is much brighter than others. */
    HAZE,
    /** An image's maximum in noise around 0: its average is 0. */
    GRAIN
  }

  /** One picture: the image's class, and what each channel holds, (C) and (C, H W). */
  private record Picture(int label, Kind[] kinds, float[][] channels) {}

  private final int height;
  private final int width;
  private final List<Picture> pictures;

  private NoisyChannels(int height, int width, List<Picture> pictures) {
    this.height = height;
    this.width = width;
    this.pictures = pictures;
  }

  /**
   * Makes pictures of 16 channels, two of which carry a digit.
   *
   * @param digits what is carried: picture i shows digit i, and begins again behind the last
   * @param size how many, N
   * @param seed any number; another seed gives other channels and other noise
   * @throws IllegalArgumentException if there would be no picture
   */
  public static NoisyChannels of(Digits digits, int size, long seed) {
    return of(digits, size, CHANNELS, CARRIERS, seed);
  }

  /**
   * Makes pictures of digits.
   *
   * @param channels how many channels a picture has, C
   * @param carriers how many of them carry the digit: 1 to C
   * @throws IllegalArgumentException if there would be no picture, or a number is out of range
   */
  public static NoisyChannels of(Digits digits, int size, int channels, int carriers, long seed) {
    INDArray images = digits.images().reshape(digits.size(), SIDE, SIDE);
    return of(images, digits.labels(), size, channels, carriers, seed);
  }

  /**
   * Makes pictures of any images.
   *
   * @param images what is carried, (M, H, W), 0 = paper: picture i shows image i, and begins again
   *     behind the last
   * @param labels the images' classes, M
   * @throws IllegalArgumentException if there would be no picture, a number is out of range, or the
   *     images have another shape
   */
  public static NoisyChannels of(
      INDArray images, int[] labels, int size, int channels, int carriers, long seed) {
    if (images.rank() != 3 || images.size(0) != labels.length) {
      throw new IllegalArgumentException(
          "noisy channels: images have shape %s, expected (%d, H, W), one for each label"
              .formatted(Arrays.toString(images.shape()), labels.length));
    }
    if (size < 1) {
      throw new IllegalArgumentException(
          "noisy channels: size is %d, expected 1 or more".formatted(size));
    }
    if (carriers < 1 || carriers > channels) {
      throw new IllegalArgumentException(
          "noisy channels: %d carriers of %d channels, expected 1 to %2$d"
              .formatted(carriers, channels));
    }
    int height = Math.toIntExact(images.size(1));
    int width = Math.toIntExact(images.size(2));
    float[][] rows = images.reshape('c', labels.length, height * width).toFloatMatrix();
    if (height < WINDOW || width < WINDOW) {
      throw new IllegalArgumentException(
          "noisy channels: images of %d x %d, expected %d x %3$d or more"
              .formatted(height, width, WINDOW));
    }
    return new NoisyChannels(
        height,
        width,
        IntStream.range(0, size)
            .mapToObj(
                i -> {
                  Random random = new Random(SeededOrder.splitMix64(seed, i + 1));
                  int image = i % rows.length;
                  Kind[] kinds = kinds(channels, carriers, random);
                  float[][] drawn = draw(rows, image, width, kinds, random);
                  return new Picture(labels[image], kinds, drawn);
                })
            .toList());
  }

  private static float[][] draw(
      float[][] images, int carried, int width, Kind[] kinds, Random random) {
    float[][] channels = new float[kinds.length][];
    for (int c = 0; c < kinds.length; c++) {
      float[] other = images[random.nextInt(images.length)];
      channels[c] =
          switch (kinds[c]) {
            case CARRIER -> images[carried];
            case HAZE -> haze(other, width, random);
            case GRAIN -> grain(other, random);
          };
    }
    return channels;
  }

  /** The first so many channels carry, and then all change places (Fisher and Yates). */
  private static Kind[] kinds(int channels, int carriers, Random random) {
    Kind[] kinds = new Kind[channels];
    for (int c = 0; c < channels; c++) {
      kinds[c] = c < carriers ? Kind.CARRIER : random.nextBoolean() ? Kind.HAZE : Kind.GRAIN;
    }
    for (int last = channels - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      Kind kept = kinds[last];
      kinds[last] = kinds[other];
      kinds[other] = kept;
    }
    return kinds;
  }

  private static float[] haze(float[] image, int width, Random random) {
    float[] scattered = image.clone();
    for (int last = scattered.length - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      float kept = scattered[last];
      scattered[last] = scattered[other];
      scattered[other] = kept;
    }
    float[] haze = new float[scattered.length];
    int height = scattered.length / width;
    for (int p = 0; p < haze.length; p++) {
      float sum = 0;
      for (int near = 0; near < WINDOW * WINDOW; near++) {
        int row = (p / width + near / WINDOW - 1 + height) % height;
        int column = (p % width + near % WINDOW - 1 + width) % width;
        sum += scattered[row * width + column];
      }
      haze[p] = sum / (WINDOW * WINDOW);
    }
    return haze;
  }

  /** Gaussian noise, its mean taken away, in the scale in which its largest is the image's. */
  private static float[] grain(float[] image, Random random) {
    double[] noise = new double[image.length];
    double mean = 0;
    for (int p = 0; p < noise.length; p++) {
      noise[p] = random.nextGaussian();
      mean += noise[p] / noise.length;
    }
    double largest = 0;
    double bright = 0;
    for (int p = 0; p < noise.length; p++) {
      noise[p] -= mean;
      largest = Math.max(largest, noise[p]);
      bright = Math.max(bright, image[p]);
    }
    float[] grain = new float[image.length];
    for (int p = 0; p < grain.length; p++) {
      grain[p] = (float) (noise[p] * bright / largest);
    }
    return grain;
  }

  /** Returns N, the number of pictures. */
  public int size() {
    return pictures.size();
  }

  /** Returns C, how many channels a picture has. */
  public int channels() {
    return pictures.get(0).kinds.length;
  }

  /** Returns the class of each picture. */
  public int[] labels() {
    return pictures.stream().mapToInt(Picture::label).toArray();
  }

  /**
   * Returns what the channels of picture {@code i} hold.
   *
   * @throws IndexOutOfBoundsException if i is not from 0 to N - 1
   */
  public List<Kind> kinds(int i) {
    return List.of(pictures.get(i).kinds);
  }

  /**
   * Returns the pictures, (N, C, H, W), in the images' own scale: a digit from 0 to 16, grain
   * around 0.
   */
  public INDArray pictures() {
    float[] values = new float[size() * channels() * height * width];
    int next = 0;
    for (Picture picture : pictures) {
      for (float[] channel : picture.channels) {
        System.arraycopy(channel, 0, values, next, channel.length);
        next += channel.length;
      }
    }
    return Nd4j.createFromArray(values).reshape(size(), channels(), height, width);
  }

  /** Returns the answer that is known: 1 at the channels that carry the image, (N, C). */
  public INDArray carriers() {
    float[][] carriers = new float[size()][channels()];
    for (int i = 0; i < size(); i++) {
      for (int c = 0; c < channels(); c++) {
        carriers[i][c] = pictures.get(i).kinds[c] == Kind.CARRIER ? 1 : 0;
      }
    }
    return Nd4j.createFromArray(carriers);
  }

  /**
   * Returns a table of all channels, a row each: picture, label, channel, kind, average, maximum.
   */
  public Table table() {
    List<float[]> channels =
        pictures.stream().flatMap(picture -> Arrays.stream(picture.channels)).toList();
    return Table.create(
        "noisy channels",
        IntColumn.create("picture", IntStream.range(0, channels.size()).map(i -> i / channels())),
        IntColumn.create(
            "label",
            IntStream.range(0, channels.size()).map(i -> pictures.get(i / channels()).label)),
        IntColumn.create("channel", IntStream.range(0, channels.size()).map(i -> i % channels())),
        StringColumn.create(
            "kind",
            pictures.stream()
                .flatMap(picture -> Arrays.stream(picture.kinds))
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))),
        DoubleColumn.create("average", channels.stream().mapToDouble(NoisyChannels::average)),
        DoubleColumn.create("maximum", channels.stream().mapToDouble(NoisyChannels::maximum)));
  }

  private static double average(float[] channel) {
    return IntStream.range(0, channel.length).mapToDouble(p -> channel[p]).average().orElseThrow();
  }

  private static double maximum(float[] channel) {
    return IntStream.range(0, channel.length).mapToDouble(p -> channel[p]).max().orElseThrow();
  }

  @Override
  public String toString() {
    return "NoisyChannels[%d pictures of %d channels of %d x %d]"
        .formatted(size(), channels(), height, width);
  }
}
