package io.github.attention4j.notebook.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.factory.Nd4j;

class WeightBarsTest {

  private static WeightBars two() {
    return WeightBars.titled("softmax")
        .keys("a", "b")
        .panel("s = 0", 0.5, 0.5)
        .panel("s = 1", Nd4j.createFromArray(0.25, 0.75));
  }

  @Test
  void eachSettingHasItsPanel() {
    Sheet sheet = two().sheet();
    Written.assertLegible(sheet);
    assertEquals("softmax s = 0 0.0 0.5 1.0 0.50 0.50 a b s = 1 0.25 0.75 a b", Written.all(sheet));
    assertEquals(
        "bars of weights \"softmax\": s = 0, the largest 0.50; s = 1, the largest 0.75",
        two().description());
  }

  @Test
  void barsAreAsHighAsTheirWeights() {
    int one = blue(WeightBars.titled("").panel("p", 1, 0).image());
    int half = blue(WeightBars.titled("").panel("p", 0.5, 0).image());
    int halves = blue(WeightBars.titled("").panel("p", 0.5, 0.5).image());
    assertEquals(one, 2 * half, 0.03 * one);
    assertEquals(one, halves, 0.03 * one);
  }

  @Test
  void manyPanelsAndLongNamesStayOnThePage() {
    List<String> keys = IntStream.range(0, 20).mapToObj(i -> "a long name " + i).toList();
    WeightBars bars = WeightBars.titled("many").keys(keys);
    for (int i = 0; i < 7; i++) {
      double[] weights = new double[20];
      weights[i] = 1;
      bars.panel("a caption that is wrapped above its panel, number " + i, weights);
    }
    Sheet sheet = bars.sheet();
    Written.assertLegible(sheet);
    assertTrue(sheet.image().getWidth() <= 900 * Sheet.PIXELS_PER_POINT);
    assertEquals(7, sheet.texts().stream().filter(t -> t.text().equals("a long name 19")).count());
  }

  @Test
  void refusesWhatItCannotDraw() {
    assertMessage("WeightBars: there are no panels", () -> WeightBars.titled("").image());
    assertMessage("WeightBars: 1 keys given, expected 2", () -> two().keys("a").image());
    assertMessage("WeightBars: p has 1 weights, expected 2", () -> two().panel("p", 1));
    assertMessage("WeightBars: p has a negative weight", () -> two().panel("p", 1, -1));
    assertMessage("WeightBars: p has no values", () -> two().panel("p"));
  }

  private static int blue(BufferedImage image) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += image.getRGB(x, y) == Theme.seriesColor(0).getRGB() ? 1 : 0;
      }
    }
    return count;
  }

  private static void assertMessage(String expected, Executable executable) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }
}
