package io.github.attention4j.datasets;

import io.github.attention4j.datasets.NoisyChannels.Kind;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One picture of {@link NoisyChannels}.
 *
 * @param label the image's class
 * @param kinds what each channel holds, (C)
 * @param channels its pixels, (C, H W)
 */
record NoisyPicture(int label, Kind[] kinds, float[][] channels) {

  /**
   * Draws a picture.
   *
   * @param images what parts are taken from, (M, H W)
   * @param image which of them is carried
   */
  static NoisyPicture draw(
      float[][] images, int image, int label, int channels, int carriers, Random random) {
    Kind[] kinds = kinds(channels, carriers, random);
    float[][] parts = parts(images[image], carriers, random);
    float[][] drawn = new float[channels][];
    int next = 0;
    for (int c = 0; c < channels; c++) {
      drawn[c] =
          kinds[c] == Kind.CARRIER
              ? parts[next++]
              : noise(
                  kinds[c],
                  parts(images[random.nextInt(images.length)], carriers, random)[0],
                  random);
    }
    return new NoisyPicture(label, kinds, drawn);
  }

  /** The first so many channels carry, and then all change places. */
  private static Kind[] kinds(int channels, int carriers, Random random) {
    Kind[] kinds = new Kind[channels];
    int[] places = shuffled(channels, random);
    for (int c = 0; c < channels; c++) {
      kinds[places[c]] =
          c < carriers ? Kind.CARRIER : random.nextBoolean() ? Kind.HAZE : Kind.GRAIN;
    }
    return kinds;
  }

  /** Deals the inked pixels to the parts like cards. */
  private static float[][] parts(float[] image, int count, Random random) {
    float[][] parts = new float[count][image.length];
    int dealt = 0;
    for (int p : shuffled(image.length, random)) {
      if (image[p] != 0) {
        parts[dealt++ % count][p] = image[p];
      }
    }
    return parts;
  }

  private static float[] noise(Kind kind, float[] part, Random random) {
    double average = average(part);
    double maximum = maximum(part);
    return kind == Kind.HAZE
        ? noise(part.length, average, (average + maximum) / 2, random)
        : noise(part.length, -average, maximum, random);
  }

  /** Gaussian noise, moved and scaled so that it has an average and a maximum. */
  private static float[] noise(int length, double average, double maximum, Random random) {
    double[] noise = new double[length];
    double mean = 0;
    for (int p = 0; p < length; p++) {
      noise[p] = random.nextGaussian();
      mean += noise[p] / length;
    }
    double largest = Arrays.stream(noise).max().orElseThrow() - mean;
    float[] scaled = new float[length];
    for (int p = 0; p < length; p++) {
      scaled[p] = (float) (average + (noise[p] - mean) / largest * (maximum - average));
    }
    return scaled;
  }

  /** The numbers from 0 to count - 1, every order as likely (Fisher and Yates). */
  private static int[] shuffled(int count, Random random) {
    int[] order = IntStream.range(0, count).toArray();
    for (int last = count - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int kept = order[last];
      order[last] = order[other];
      order[other] = kept;
    }
    return order;
  }

  static double average(float[] channel) {
    return IntStream.range(0, channel.length).mapToDouble(p -> channel[p]).average().orElseThrow();
  }

  static double maximum(float[] channel) {
    return IntStream.range(0, channel.length).mapToDouble(p -> channel[p]).max().orElseThrow();
  }
}
