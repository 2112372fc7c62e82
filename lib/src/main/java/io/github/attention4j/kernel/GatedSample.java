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
 * <p>Numbers are copied into Java's arrays a {@link PlaneGroup} at a time. Pooling over the
 * channels is a loop over its places, of which Java makes vector instructions; groups are pooled
 * first, then the planes of a group.
 *
 * <p>An instance is the memory of one worker.
 */
final class GatedSample {
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
  private final PlaneGroup group;
  private final PlanePool pool;
  private final float[] ofChannels; // the channels' gates, all over the group's planes
  private final float[] ofPlaces; // the places' gates, for each of the group
  private final float[] sums; // over the groups
  private final float[] maxima; // over the groups

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
    group = new PlaneGroup(channels, places);
    pool = new PlanePool(places);
    ofChannels = group.another();
    ofPlaces = group.another();
    sums = group.another();
    maxima = group.another();
  }

  /** Gates a sample. */
  void gate(FloatBuffer input, FloatBuffer output, List<Gate> gates) {
    compute(input, gates);
    repeatPlaceGates();
    for (int channel = 0; channel < channels; channel += group.most()) {
      int length = group.read(input, channel);
      group.spread(channelGates, channel, ofChannels);
      GateLoops.multiply(group.planes, ofChannels, ofPlaces, length);
      group.write(output, channel);
    }
  }

  private void repeatPlaceGates() {
    System.arraycopy(placeGates, 0, ofPlaces, 0, places);
    group.repeat(ofPlaces);
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
    if (gated) {
      repeatPlaceGates();
    }
    for (int channel = 0; channel < channels; channel += group.most()) {
      int length = group.read(input, channel);
      if (gated) {
        RowLoops.multiply(group.planes, ofPlaces, length);
      }
      for (int i = 0; i < length / places; i++) {
        pool.pool(group.planes, i * places, places, channelAverages, channelMaxima, channel + i);
      }
    }
    RowLoops.scale(channelAverages, 1f / places, channels);
  }

  /** What is left of the places, each pooled over the channels: over groups, then over a group. */
  private void poolChannels(FloatBuffer input) {
    Arrays.fill(sums, 0);
    Arrays.fill(maxima, Float.NEGATIVE_INFINITY);
    for (int channel = 0; channel < channels; channel += group.most()) {
      int length = group.read(input, channel);
      group.spread(channelGates, channel, ofChannels);
      GateLoops.pool(sums, maxima, group.planes, ofChannels, length);
    }
    group.addUp(sums, placeAverages);
    RowLoops.scale(placeAverages, 1f / channels, places);
    group.maximum(maxima, placeMaxima);
  }
}
