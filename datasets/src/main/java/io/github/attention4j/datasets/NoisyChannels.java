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
 * a part of the image each, and all others hold noise. Which ones do is drawn anew for every
 * picture.
 *
 * <pre>{@code
 * NoisyChannels pictures = NoisyChannels.of(Digits.load(), 2000, 1);
 * pictures.pictures(); // (2000, 12, 8, 8)
 * pictures.carriers(); // (2000, 12): 1 at the two channels of each that carry half of the digit
 * }</pre>
 *
 * <p>The image's inked pixels are shuffled and dealt to the carriers like cards, and every other
 * pixel of a carrier is 0. So the carriers sum to the image, and no pixel of it is in two of them:
 * who looks at one carrier alone misses what the others have.
 *
 * <p>A channel of noise is, with equal chance, one of two kinds, both Gaussian noise, moved and
 * scaled so that it has one thing in common with a part of an image of this set that is drawn at
 * random:
 *
 * <ul>
 *   <li>{@link Kind#HAZE haze} has the part's average; its maximum is half-way between the part's
 *       average and maximum;
 *   <li>{@link Kind#GRAIN grain} has the part's maximum; its average is the part's with a minus.
 * </ul>
 *
 * <p>So the average over a channel's places alone cannot tell a part of an image from haze, nor the
 * maximum alone from grain. Both together nearly always can.
 *
 * <p>Letters for shapes: N is {@link #size()}, C {@link #channels()}, H and W the images' height
 * and width. The arrays are FLOAT, every array and table new and the caller's own. A picture
 * depends on the images, the numbers of channels, the seed and its number alone, on every machine
 * alike.
 */
public final class NoisyChannels {
  /** How many channels a picture has, C, if nothing else is asked for. */
  public static final int CHANNELS = 12;

  /** How many of them carry a part of the image, if nothing else is asked for. */
  public static final int CARRIERS = 2;

  /** What a channel holds. */
  public enum Kind {
    /** A part of the image. */
    CARRIER,
    /** The average of a part in noise: no place is as bright as ink. */
    HAZE,
    /** The maximum of a part in noise: its average is below paper. */
    GRAIN
  }

  private final int height;
  private final int width;
  private final List<NoisyPicture> pictures;

  private NoisyChannels(int height, int width, List<NoisyPicture> pictures) {
    this.height = height;
    this.width = width;
    this.pictures = pictures;
  }

  /**
   * Makes pictures of 12 channels, two of which carry half of a digit each.
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
   * @param carriers how many of them carry a part of the digit: 1 to C
   * @throws IllegalArgumentException if there would be no picture, or a number is out of range
   */
  public static NoisyChannels of(Digits digits, int size, int channels, int carriers, long seed) {
    INDArray images = digits.images().reshape(digits.size(), Digits.SIDE, Digits.SIDE);
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
    if (height * width < 2) {
      throw new IllegalArgumentException(
          "noisy channels: images of 1 x 1, expected 2 pixels or more");
    }
    return new NoisyChannels(
        height,
        width,
        IntStream.range(0, size)
            .mapToObj(
                i -> {
                  int image = i % rows.length;
                  Random random = new Random(SeededOrder.splitMix64(seed, i + 1));
                  return NoisyPicture.draw(rows, image, labels[image], channels, carriers, random);
                })
            .toList());
  }

  /** Returns N, the number of pictures. */
  public int size() {
    return pictures.size();
  }

  /** Returns C, how many channels a picture has. */
  public int channels() {
    return pictures.get(0).kinds().length;
  }

  /** Returns the class of each picture. */
  public int[] labels() {
    return pictures.stream().mapToInt(NoisyPicture::label).toArray();
  }

  /**
   * Returns what the channels of picture {@code i} hold.
   *
   * @throws IndexOutOfBoundsException if i is not from 0 to N - 1
   */
  public List<Kind> kinds(int i) {
    return List.of(pictures.get(i).kinds());
  }

  /**
   * Returns the pictures, (N, C, H, W), in the images' own scale: a digit's part from 0 to 16,
   * noise also below 0.
   */
  public INDArray pictures() {
    float[] values = new float[size() * channels() * height * width];
    int next = 0;
    for (NoisyPicture picture : pictures) {
      for (float[] channel : picture.channels()) {
        System.arraycopy(channel, 0, values, next, channel.length);
        next += channel.length;
      }
    }
    return Nd4j.createFromArray(values).reshape(size(), channels(), height, width);
  }

  /** Returns the answer that is known: 1 at the channels that carry a part, (N, C). */
  public INDArray carriers() {
    float[][] carriers = new float[size()][channels()];
    for (int i = 0; i < size(); i++) {
      for (int c = 0; c < channels(); c++) {
        carriers[i][c] = pictures.get(i).kinds()[c] == Kind.CARRIER ? 1 : 0;
      }
    }
    return Nd4j.createFromArray(carriers);
  }

  /**
   * Returns a table of all channels, a row each: picture, label, channel, kind, average, maximum.
   */
  public Table table() {
    List<float[]> channels =
        pictures.stream().flatMap(picture -> Arrays.stream(picture.channels())).toList();
    return Table.create(
        "noisy channels",
        IntColumn.create("picture", IntStream.range(0, channels.size()).map(i -> i / channels())),
        IntColumn.create(
            "label",
            IntStream.range(0, channels.size()).map(i -> pictures.get(i / channels()).label())),
        IntColumn.create("channel", IntStream.range(0, channels.size()).map(i -> i % channels())),
        StringColumn.create(
            "kind",
            pictures.stream()
                .flatMap(picture -> Arrays.stream(picture.kinds()))
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))),
        DoubleColumn.create("average", channels.stream().mapToDouble(NoisyPicture::average)),
        DoubleColumn.create("maximum", channels.stream().mapToDouble(NoisyPicture::maximum)));
  }

  @Override
  public String toString() {
    return "NoisyChannels[%d pictures of %d channels of %d x %d]"
        .formatted(size(), channels(), height, width);
  }
}
