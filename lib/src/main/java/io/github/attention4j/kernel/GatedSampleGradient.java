package io.github.attention4j.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of {@link GatedSample}, likewise one sample after the other.
 *
 * <p>A gate g with the pools a (average of n numbers) and m (maximum) of what it is given, x, lets
 * {@code y = x g} pass. From dy, the gradient of y, to that of x:
 *
 * <pre>{@code
 * dg = sum of dy x               over what the gate multiplies
 * da, dm                         from dg, by the gate itself: ChannelGate.back, SpatialGate.back
 * dx = dy g + da / n             and dm more where x is the first maximum
 * }</pre>
 *
 * <p>So two passes for each gate, from the last to the first: one for dg, one for dx, which is dy
 * of the gate before. The gates are computed anew: that takes less time than to keep what they were
 * made of.
 *
 * <p>An instance is the memory of one worker.
 */
final class GatedSampleGradient {
  private final GatedSample sample;
  private final int channels;
  private final int places;
  private final float[] x; // a plane (H, W) of what a gate is given
  private final float[] slopes; // the same plane of dy, and of dx
  private final float[] ofChannelGates;
  private final float[] ofChannelAverages;
  private final float[] ofChannelMaxima;
  private final float[] ofPlaceGates; // (H, W)
  private final float[] ofPlaceAverages; // (H, W)
  private final float[] ofPlaceMaxima; // (H, W)
  private final int[] firstPlaces; // of the maximum, for each channel
  private final int[] firstChannels; // of the maximum, for each place; -1 while it is looked for

  /** Memory for samples {@code (C, H, W)}. */
  GatedSampleGradient(int channels, int height, int width) {
    sample = new GatedSample(channels, height, width);
    this.channels = channels;
    places = height * width;
    x = new float[places];
    slopes = new float[places];
    ofChannelGates = new float[channels];
    ofChannelAverages = new float[channels];
    ofChannelMaxima = new float[channels];
    ofPlaceGates = new float[places];
    ofPlaceAverages = new float[places];
    ofPlaceMaxima = new float[places];
    firstPlaces = new int[channels];
    firstChannels = new int[places];
  }

  /**
   * Goes back through all gates.
   *
   * @param gradient where the gradient of the input is written
   * @param sums where those of the gates' parameters are added
   */
  void back(
      FloatBuffer input,
      FloatBuffer outputGradient,
      FloatBuffer gradient,
      List<Gate> gates,
      List<float[][]> sums) {
    sample.compute(input, gates);
    FloatBuffer from = outputGradient;
    for (int i = gates.size() - 1; i >= 0; i--) {
      if (gates.get(i) instanceof ChannelGate channelGate) {
        measureChannels(input, from, i > 0, channelGate);
        channelGate.back(
            sample.channelAverages,
            sample.channelMaxima,
            sample.channelGates,
            ofChannelGates,
            ofChannelAverages,
            ofChannelMaxima,
            sums.get(i));
        throughChannels(from, gradient, channelGate);
      } else if (gates.get(i) instanceof SpatialGate spatialGate) {
        measurePlaces(input, from, i > 0, spatialGate);
        spatialGate.back(
            sample.placeAverages,
            sample.placeMaxima,
            sample.height,
            sample.width,
            sample.placeGates,
            ofPlaceGates,
            ofPlaceAverages,
            ofPlaceMaxima,
            sums.get(i));
        throughPlaces(from, gradient, spatialGate);
      }
      from = gradient;
    }
  }

  /** The gradients of the channels' gates. */
  private void measureChannels(FloatBuffer input, FloatBuffer from, boolean gated, ChannelGate to) {
    for (int channel = 0; channel < channels; channel++) {
      input.get(channel * places, x, 0, places);
      from.get(channel * places, slopes, 0, places);
      if (gated) {
        RowLoops.multiply(x, sample.placeGates, places);
      }
      ofChannelGates[channel] = GateLoops.dot(x, 0, slopes);
      if (to.hasMax()) {
        firstPlaces[channel] = GateLoops.indexOf(sample.channelMaxima[channel], x, places);
      }
    }
  }

  private void throughChannels(FloatBuffer from, FloatBuffer gradient, ChannelGate gate) {
    for (int channel = 0; channel < channels; channel++) {
      from.get(channel * places, slopes, 0, places);
      float share = ofChannelAverages[channel] / places;
      GateLoops.scaleAndShift(slopes, sample.channelGates[channel], share, places);
      if (gate.hasMax()) {
        slopes[firstPlaces[channel]] += ofChannelMaxima[channel];
      }
      gradient.put(channel * places, slopes, 0, places);
    }
  }

  /** The gradients of the places' gates. */
  private void measurePlaces(FloatBuffer input, FloatBuffer from, boolean gated, SpatialGate to) {
    Arrays.fill(ofPlaceGates, 0);
    Arrays.fill(firstChannels, -1);
    for (int channel = 0; channel < channels; channel++) {
      input.get(channel * places, x, 0, places);
      from.get(channel * places, slopes, 0, places);
      if (gated) {
        RowLoops.scale(x, sample.channelGates[channel], places);
      }
      GateLoops.addProducts(ofPlaceGates, x, slopes, places);
      if (to.hasMax()) {
        GateLoops.markFirst(firstChannels, channel, x, sample.placeMaxima, places);
      }
    }
  }

  private void throughPlaces(FloatBuffer from, FloatBuffer gradient, SpatialGate gate) {
    RowLoops.scale(ofPlaceAverages, 1f / channels, places);
    for (int channel = 0; channel < channels; channel++) {
      from.get(channel * places, slopes, 0, places);
      RowLoops.scaleAndAdd(slopes, sample.placeGates, ofPlaceAverages, places);
      gradient.put(channel * places, slopes, 0, places);
    }
    for (int place = 0; gate.hasMax() && place < places; place++) {
      int number = Math.max(0, firstChannels[place]) * places + place;
      gradient.put(number, gradient.get(number) + ofPlaceMaxima[place]);
    }
  }
}
