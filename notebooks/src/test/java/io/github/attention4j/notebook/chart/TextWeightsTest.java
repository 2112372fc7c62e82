package io.github.attention4j.notebook.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class TextWeightsTest {

  private static final List<String> ODD =
      List.of("", " ", "  two", "end ", "a\nb", "tab\t", "注意", "שלום", "🙂", "Donaudampfschiff");

  @Test
  void everyWordIsWrittenWholeAboveAndBelow() {
    TextWeights weights =
        TextWeights.of(new double[][] {{0.9, 0.1, 0}, {0.1, 0.2, 0.7}})
            .title("two words")
            .queries("black", "cat")
            .keys("noir", "le", "chat");
    Sheet sheet = weights.sheet();
    Written.assertLegible(sheet);
    assertEquals("two words black cat noir le chat query key weight 0.90", Written.all(sheet));
    assertEquals(
        "weights over text \"two words\": 2 query x 3 key, the largest 0.90",
        weights.description());
  }

  @Test
  void aStrokeIsAsThickAsItsWeight() {
    double thick = blue(TextWeights.of(new double[][] {{1, 0.5}}).queries("q").keys("a", "b"));
    double thin = blue(TextWeights.of(new double[][] {{1, 0.1}}).queries("q").keys("a", "b"));
    double none = blue(TextWeights.of(new double[][] {{1, 0}}).queries("q").keys("a", "b"));
    assertTrue(thick - none > 3 * (thin - none), thick + ", " + thin + ", " + none);
    assertTrue(thin > none, "a small weight is drawn too");
  }

  @Test
  void theFaintestStrokesAreLeftOut() {
    double none = blue(TextWeights.of(new double[][] {{1, 0}}).queries("q").keys("a", "b"));
    double less = blue(TextWeights.of(new double[][] {{1, 0.019}}).queries("q").keys("a", "b"));
    double more = blue(TextWeights.of(new double[][] {{1, 0.021}}).queries("q").keys("a", "b"));
    assertEquals(none, less);
    assertTrue(more > none);
  }

  @Test
  void aFocusShowsOneQueryAlone() {
    TextWeights all = TextWeights.of(new double[][] {{0.9, 0.1}, {0.2, 0.8}}).words("a", "b");
    double both = blue(all);
    double one = blue(all.focus(1));
    assertTrue(one < 0.7 * both && one > 0.2 * both, one + " of " + both);
  }

  @Test
  void headsAreToldApartByColour() {
    TextWeights heads =
        TextWeights.of(Nd4j.ones(DataType.FLOAT, 2, 3, 3))
            .words("a", "b", "c")
            .captions("left", "right");
    Written.assertLegible(heads.sheet());
    assertTrue(Written.all(heads.sheet()).endsWith("left right weight 1.00"));
    for (int head = 0; head < 2; head++) {
      assertTrue(near(heads.image(), Theme.seriesColor(head)) > 300, "strokes of head " + head);
    }
  }

  @Test
  void oddWordsAreShownVisibly() {
    assertEquals(
        List.of("∅", "␣", "␣␣two", "end␣", "a↵b", "tab⇥", "注意", "שלום", "🙂", "Donaudampfschiff"),
        Words.visible(ODD));
    TextWeights weights = TextWeights.of(Nd4j.eye(ODD.size()).castTo(DataType.DOUBLE)).words(ODD);
    Written.assertLegible(weights.sheet());
    assertTrue(weights.heatMap().image().getWidth() > 200);
  }

  @Test
  void fortyTokensFitThePageUpright() {
    List<String> words = IntStream.range(0, 40).mapToObj(i -> "token " + i).toList();
    TextWeights weights =
        TextWeights.of(Nd4j.eye(40).castTo(DataType.DOUBLE)).title("forty").words(words);
    Sheet sheet = weights.sheet();
    Written.assertLegible(sheet);
    assertTrue(sheet.image().getWidth() <= 900 * Sheet.PIXELS_PER_POINT);
    assertEquals(2 * 40 + 4, sheet.texts().size());
  }

  @Test
  void theHeatMapNamesEachOfFortyTokens() {
    List<String> words = IntStream.range(0, 40).mapToObj(i -> "token " + i).toList();
    List<String> last = new ArrayList<>(words);
    last.set(39, " ".repeat(3)); // a label that is seen must differ from one that is left out
    double[][] eye = Nd4j.eye(40).toDoubleMatrix();
    BufferedImage image = TextWeights.of(eye).words(words).heatMap().image();
    BufferedImage other = TextWeights.of(eye).words(last).heatMap().image();
    assertTrue(image.getWidth() <= 900, "width " + image.getWidth());
    assertTrue(!Arrays.equals(pixels(image), pixels(other)), "the last token has its label");
  }

  @Test
  void everyDrawingIsTheSameEachTime() {
    TextWeights weights =
        TextWeights.of(Nd4j.ones(DataType.FLOAT, 3, 5, 5)).words("a", "b", "c", "d", "e");
    assertArrayEquals(pixels(weights.image()), pixels(weights.image()));
  }

  @Test
  void refusesWhatItCannotDraw() {
    double[][] two = {{1, 0}, {0, 1}};
    assertMessage(
        "TextWeights: the words of the queries are missing", () -> TextWeights.of(two).image());
    assertMessage(
        "TextWeights: the words of the keys are missing",
        () -> TextWeights.of(two).queries("a", "b").heatMap());
    assertMessage(
        "TextWeights: 3 queries given, expected 2", () -> TextWeights.of(two).words("a", "b", "c"));
    assertMessage(
        "TextWeights: a weight is negative; strokes show weights, a HeatMap shows scores",
        () -> TextWeights.of(new double[][] {{-1}}));
    assertMessage(
        "TextWeights: the value at [0, 0] is NaN, expected a finite number",
        () -> TextWeights.of(new double[][] {{Double.NaN}}));
    assertMessage(
        "TextWeights: expected rank 2 (queries, keys) or rank 3 with several of them, got shape"
            + " [1, 1, 1, 1]",
        () -> TextWeights.of(Nd4j.ones(1, 1, 1, 1)));
    assertMessage("TextWeights: there is no query 2 of 2", () -> TextWeights.of(two).focus(2));
    assertMessage(
        "TextWeights: 2 captions given, expected 1", () -> TextWeights.of(two).captions("a", "b"));
  }

  /** How much ink of the first head's colour there is. */
  private static double blue(TextWeights weights) {
    BufferedImage image = weights.image();
    double ink = 0;
    for (int pixel : pixels(image)) {
      Color color = new Color(pixel);
      ink += Math.max(0, color.getBlue() - color.getRed()) / 255.0;
    }
    return ink;
  }

  private static int near(BufferedImage image, Color color) {
    int count = 0;
    for (int pixel : pixels(image)) {
      Color other = new Color(pixel);
      int distance =
          Math.abs(color.getRed() - other.getRed())
              + Math.abs(color.getGreen() - other.getGreen())
              + Math.abs(color.getBlue() - other.getBlue());
      count += distance < 100 ? 1 : 0;
    }
    return count;
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static void assertMessage(String expected, Executable executable) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }
}
