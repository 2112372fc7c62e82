package io.github.attention4j.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Gates one sample {@code (C, H, W)} after the other.
 *
 * <p>The definition goes over the whole feature map again and again: each pool reads it, each gate
 * reads and writes it. Here
 *
 * <ul>
 *   <li>one pass reads it for each gate, for both pools at once. A second gate pools what the first
 *       one lets pass, so its pass multiplies on the way and writes nothing;
 *   <li>one pass more multiplies by the gates and writes the output;
 *   <li>a sample goes all the way before the next one begins: it is read from memory once, and from
 *       the cache then.
 * </ul>
 *
 * <p>Numbers are copied into Java's arrays a plane {@code (H, W)} at a time, because Java makes
 * vector instructions only of loops over those. Pooling over the channels is such a loop, over the
 * places; pooling over a plane becomes one by adding up {@link #LANES} numbers at a time, each to
 * its own sum.
 *
 * <p>An instance is the memory of one worker.
 */
final class GatedSample {
  /** How many sums and maxima a plane is pooled into before they are pooled themselves. */
  private static final int LANES = 512;

  final int channels;
  final int height;
  final int width;
  final int places;
  final float[] channelGates;
  final float[] placeGates; // (H, W)
  final float[] channelAverages; // what the channels' gates were made of
  final float[] channelMaxima;
  final float[] placeAverages; // (H, W), what the places' gates were made of
  final float[] placeMaxima; // (H, W)
  private final float[] plane; // (H, W)
  private final float[] sums = new float[LANES];
  private final float[] maxima = new float[LANES];
  private final float[] spare = new float[LANES];

  /** Memory for samples {@code (C, H, W)}. */
  GatedSample(int channels, int height, int width) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    places = height * width;
    channelGates = new float[channels];
    placeGates = new float[places];
    channelAverages = new float[channels];
    channelMaxima = new float[channels];
    placeAverages = new float[places];
    placeMaxima = new float[places];
    plane = new float[places];
  }

  /** Gates a sample. */
  void gate(FloatBuffer input, FloatBuffer output, List<Gate> gates) {
    compute(input, gates);
    for (int channel = 0; channel < channels; channel++) {
      input.get(channel * places, plane, 0, places);
      GateLoops.multiply(plane, channelGates[channel], placeGates, places);
      output.put(channel * places, plane, 0, places);
    }
  }

  /** Computes a sample's gates; where there is none of a kind, it is 1. */
  void compute(FloatBuffer input, List<Gate> gates) {
    Arrays.fill(channelGates, 1);
    Arrays.fill(placeGates, 1);
    for (Gate gate : gates) {
      if (gate instanceof ChannelGate channelGate) {
        poolPlanes(input, gate != gates.get(0));
        channelGate.compute(channelAverages, channelMaxima, channelGates);
      } else if (gate instanceof SpatialGate spatialGate) {
        poolChannels(input);
        spatialGate.compute(placeAverages, placeMaxima, height, width, placeGates);
      }
    }
  }

  /** What is left of the channels, each pooled over its places. */
  private void poolPlanes(FloatBuffer input, boolean gated) {
    int lanes = Math.min(LANES, places);
    for (int channel = 0; channel < channels; channel++) {
      Arrays.fill(sums, 0, lanes, 0);
      Arrays.fill(maxima, 0, lanes, Float.NEGATIVE_INFINITY);
      for (int place = 0; place < places; place += lanes) {
        int count = Math.min(lanes, places - place);
        input.get(channel * places + place, plane, 0, count);
        if (gated) {
          System.arraycopy(placeGates, place, spare, 0, count);
          RowLoops.multiply(plane, spare, count);
        }
        GateLoops.pool(sums, maxima, plane, 1, count);
      }
      channelAverages[channel] = GateLoops.sum(sums, spare, lanes) / places;
      channelMaxima[channel] = GateLoops.max(maxima, spare, lanes);
    }
  }

  /** What is left of the places, each pooled over the channels. */
  private void poolChannels(FloatBuffer input) {
    Arrays.fill(placeAverages, 0);
    Arrays.fill(placeMaxima, Float.NEGATIVE_INFINITY);
    for (int channel = 0; channel < channels; channel++) {
      input.get(channel * places, plane, 0, places);
      GateLoops.pool(placeAverages, placeMaxima, plane, channelGates[channel], places);
    }
    for (int place = 0; place < places; place++) {
      placeAverages[place] /= channels;
    }
  }
}
