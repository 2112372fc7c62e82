package io.github.attention4j.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Some neighbouring planes {@code (H, W)} of a sample {@code (C, H, W)} at a time, copied into
 * Java's arrays, because Java makes vector instructions only of loops over those. As many as make
 * {@link #ENOUGH} numbers: a loop over a short plane alone would take twice the time.
 *
 * <pre>{@code
 * for (int channel = 0; channel < channels; channel += group.most()) {
 *   int length = group.read(input, channel);
 *   .. group.planes ..
 * }
 * }</pre>
 */
final class PlaneGroup {
  /** So many numbers make a loop worth its beginning, and stay in the first-level cache. */
  private static final int ENOUGH = 1024;

  /**
   * Arrays are made longer by so many numbers: where the same index of two arrays were some 4 KiB
   * apart, the processor would take reads of one for what it has just written to the other.
   */
  private static final int APART = 208;

  final float[] planes; // (most, H, W)
  private final int channels;
  private final int places;
  private final int most;

  /** Memory for samples {@code (C, H, W)} of so many places, H W. */
  PlaneGroup(int channels, int places) {
    this.channels = channels;
    this.places = places;
    most = Math.max(1, Math.min(channels, ENOUGH / places));
    planes = new float[most * places + APART];
  }

  /** How many planes there are at most. */
  int most() {
    return most;
  }

  /** How many planes there are from a channel on. */
  private int count(int channel) {
    return Math.min(most, channels - channel);
  }

  /** Copies planes from a channel on, and says how many numbers these are. */
  int read(FloatBuffer sample, int channel) {
    int length = count(channel) * places;
    sample.get(channel * places, planes, 0, length);
    return length;
  }

  /** Copies the planes back. */
  void write(FloatBuffer sample, int channel) {
    sample.put(channel * places, planes, 0, count(channel) * places);
  }

  /** Memory for as many numbers as the planes have. */
  float[] another() {
    return new float[planes.length];
  }

  /** Repeats the first {@code (H, W)} numbers for every plane. */
  void repeat(float[] ofPlaces) {
    RowLoops.repeat(ofPlaces, places, most);
  }

  /** Writes a number for each channel all over its plane, for the planes from a channel on. */
  void spread(float[] ofChannels, int channel, float[] numbers) {
    for (int i = 0; i < count(channel); i++) {
      Arrays.fill(numbers, i * places, (i + 1) * places, ofChannels[channel + i]);
    }
  }

  /** The sum of the planes of an array, {@code (H, W)}; the planes are overwritten. */
  void addUp(float[] numbers, float[] sum) {
    System.arraycopy(numbers, 0, sum, 0, places);
    for (int i = 1; i < most; i++) {
      System.arraycopy(numbers, i * places, numbers, 0, places);
      RowLoops.add(sum, numbers, places);
    }
  }

  /** The maximum over the planes of an array, likewise. */
  void maximum(float[] numbers, float[] maximum) {
    System.arraycopy(numbers, 0, maximum, 0, places);
    for (int i = 1; i < most; i++) {
      System.arraycopy(numbers, i * places, numbers, 0, places);
      RowLoops.max(maximum, numbers, places);
    }
  }
}
