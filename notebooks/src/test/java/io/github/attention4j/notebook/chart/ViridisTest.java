package io.github.attention4j.notebook.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ViridisTest {

  private static final int STEPS = 64;

  /** Lightness that strays from the straight line by this much is not seen. */
  private static final double JUST_NOTICEABLE = 2.3;

  @Test
  void lightnessRisesEvenly() {
    double[] lightness =
        IntStream.range(0, STEPS)
            .mapToDouble(step -> lightness(Viridis.at(step / (STEPS - 1.0))))
            .toArray();
    double first = lightness[0];
    double last = lightness[STEPS - 1];
    assertTrue(last - first > 70, "spans most of the lightness there is: " + first + " to " + last);
    for (int step = 1; step < STEPS; step++) {
      assertTrue(lightness[step] >= lightness[step - 1], "rises at step " + step);
      double straight = first + (last - first) * step / (STEPS - 1);
      assertEquals(straight, lightness[step], JUST_NOTICEABLE, "step " + step);
    }
  }

  @Test
  void endsAreThePublishedOnes() {
    assertEquals(new Color(0x440154), Viridis.at(0));
    assertEquals(new Color(0xFDE725), Viridis.at(1));
    assertEquals(Viridis.at(0), Viridis.at(-5));
    assertEquals(Viridis.at(1), Viridis.at(7));
  }

  /** CIELAB's L*, of an sRGB colour under the white point D65. */
  private static double lightness(Color color) {
    double y =
        0.2126 * linear(color.getRed())
            + 0.7152 * linear(color.getGreen())
            + 0.0722 * linear(color.getBlue());
    return y > Math.pow(6 / 29.0, 3) ? 116 * Math.cbrt(y) - 16 : y * Math.pow(29 / 3.0, 3);
  }

  private static double linear(int level) {
    double share = level / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
