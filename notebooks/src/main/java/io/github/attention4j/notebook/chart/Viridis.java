package io.github.attention4j.notebook.chart;

import java.awt.Color;

/**
 * The colour map viridis: from dark violet over green to bright yellow, with a lightness that rises
 * evenly, so that equal steps in value look equal, in gray print and to colour-blind eyes too.
 *
 * <p>Source: Stéfan van der Walt and Nathaniel Smith, "A Better Default Colormap for Matplotlib",
 * SciPy 2015 (CC0). The anchors are every 17th of the 256 colours in Matplotlib's {@code
 * lib/matplotlib/_cm_listed.py}, rounded to 8 bits.
 */
final class Viridis {

  private static final int[] ANCHORS = {
    0x440154, 0x481A6C, 0x472F7D, 0x414487, 0x39568C, 0x31688E, 0x2A788E, 0x23888E,
    0x1F988B, 0x22A884, 0x35B779, 0x54C568, 0x7AD151, 0xA5DB36, 0xD2E21B, 0xFDE725
  };

  private Viridis() {}

  /** The colour at a fraction from 0 (dark) to 1 (bright); what lies outside gets the end's. */
  static Color at(double fraction) {
    double position = Math.max(0, Math.min(1, fraction)) * (ANCHORS.length - 1);
    int below = Math.min((int) position, ANCHORS.length - 2);
    double share = position - below;
    Color from = new Color(ANCHORS[below]);
    Color to = new Color(ANCHORS[below + 1]);
    return new Color(
        between(from.getRed(), to.getRed(), share),
        between(from.getGreen(), to.getGreen(), share),
        between(from.getBlue(), to.getBlue(), share));
  }

  /** The map as XChart wants it, which blends linearly between neighbours as {@link #at} does. */
  static Color[] colors() {
    Color[] colors = new Color[ANCHORS.length];
    for (int i = 0; i < colors.length; i++) {
      colors[i] = new Color(ANCHORS[i]);
    }
    return colors;
  }

  private static int between(int from, int to, double share) {
    return (int) (from + share * (to - from)); // cut off, as XChart does
  }
}
