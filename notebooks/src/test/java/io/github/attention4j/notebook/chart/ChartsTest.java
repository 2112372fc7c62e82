package io.github.attention4j.notebook.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Line charts, bar charts, image grids, and pictures side by side. */
class ChartsTest {

  private static final Color BLUE = new Color(0x0072B2);
  private static final Color VERMILION = new Color(0xD55E00);

  @Test
  void everySeriesOfALineChartIsDrawn() {
    LineChart chart =
        LineChart.titled("entropy")
            .x("Dk")
            .y("bits")
            .logX()
            .series("scaled", new double[] {4, 64, 1024}, new double[] {2.5, 2.5, 2.5})
            .series("not scaled", Nd4j.createFromArray(4, 64, 1024), Nd4j.createFromArray(2, 1, 0));
    BufferedImage image = chart.image();
    assertTrue(count(image, BLUE) > 500, "blue pixels: " + count(image, BLUE));
    assertTrue(count(image, VERMILION) > 200, "vermilion pixels: " + count(image, VERMILION));
    assertEquals(
        "line chart \"entropy\": bits over Dk; scaled (3 points), not scaled (3 points)",
        chart.description());
  }

  @Test
  void markIsDrawnInRoomOfItsOwn() {
    LineChart chart =
        LineChart.titled("").series("a", new double[] {0, 1, 2}, new double[] {1, 1, 1});
    int without = count(chart.image(), Theme.LINE);
    int with = count(chart.mark(1.5, "here").image(), Theme.LINE);
    assertTrue(with > without + 50, with + " against " + without);
  }

  @Test
  void longLinesHaveRoundTicks() {
    double[] x = IntStream.range(0, 200).mapToDouble(i -> i / 20.0).toArray();
    LineChart chart = LineChart.titled("").series("line", x, x);
    // XChart's own choice for even spacing would be 25 ticks; a grid line shows each.
    BufferedImage image = chart.image();
    int row = 30; // where the line itself is far at the right
    long lines =
        IntStream.range(1, image.getWidth())
            .filter(x1 -> image.getRGB(x1, row) != -1 && image.getRGB(x1 - 1, row) == -1)
            .count();
    assertTrue(lines > 3 && lines < 10, "vertical lines: " + lines);
  }

  @Test
  void longLinesHaveTheColoursOfShortOnes() {
    double[] x = IntStream.range(0, 50).mapToDouble(i -> i).toArray();
    double[] falling = IntStream.range(0, 50).mapToDouble(i -> 50 - i).toArray();
    BufferedImage image =
        LineChart.titled("").series("first", x, x).series("second", x, falling).image();
    assertTrue(count(image, BLUE) > 100, "blue pixels: " + count(image, BLUE));
    assertTrue(count(image, VERMILION) > 100, "vermilion pixels: " + count(image, VERMILION));
  }

  @Test
  void pointsAreMarkedButNotJoined() {
    double[] x = IntStream.range(0, 40).mapToDouble(i -> i).toArray();
    double[] y = IntStream.range(0, 40).mapToDouble(i -> i % 2).toArray();
    BufferedImage image = LineChart.titled("").points("readings", x, y).image();
    int half = image.getHeight() / 2; // where lines from 0 to 1 would cross
    assertEquals(0, count(image.getSubimage(0, half, image.getWidth(), 1), BLUE));
    assertTrue(count(image, BLUE) > 40 * 20, "blue pixels: " + count(image, BLUE));
  }

  @Test
  void lineChartRefusesWhatItCannotDraw() {
    LineChart chart = LineChart.titled("t");
    assertMessage("LineChart: there are no series", chart::image);
    double[] two = {1, 2};
    assertMessage(
        "LineChart: a has 2 x values and 1 y values",
        () -> chart.series("a", two, new double[] {1}));
    assertMessage("LineChart: a, x has no values", () -> chart.series("a", new double[0], two));
    assertMessage(
        "LineChart: a, y: the value at [1] is NaN, expected a finite number",
        () -> chart.series("a", two, new double[] {1, Double.NaN}));
    assertMessage(
        "LineChart: expected rank 1, got shape [2, 2]",
        () -> chart.series("a", Nd4j.zeros(DataType.FLOAT, 2, 2), Nd4j.zeros(2)));
    chart.series("a", two, new double[] {0, 1});
    assertMessage("LineChart: there are two series named \"a\"", () -> chart.series("a", two, two));
    assertMessage(
        "LineChart: a, y has the value 0.0, but its axis is logarithmic",
        () -> chart.logY().image());
  }

  @Test
  void barChartDrawsAGroupForEachCategory() {
    BarChart chart =
        BarChart.titled("accuracy")
            .categories("0", "1")
            .y("share right")
            .series("with", 0.9, 0.8)
            .series("without", Nd4j.createFromArray(0.5, 0.4));
    BufferedImage image = chart.image();
    assertTrue(count(image, BLUE) > 1.5 * count(image, VERMILION));
    assertTrue(count(image, VERMILION) > 1000);
    assertEquals(
        "bar chart \"accuracy\": share right over 2 categories; with, without",
        chart.description());
  }

  @Test
  void barChartRefusesWhatItCannotDraw() {
    assertMessage("BarChart: there are no series", () -> BarChart.titled("").image());
    assertMessage(
        "BarChart: 1 categories given, expected 2",
        () -> BarChart.titled("").categories("a").series("s", 1, 2).image());
    assertMessage(
        "BarChart: s: the value at [0] is NaN, expected a finite number",
        () -> BarChart.titled("").series("s", Double.NaN));
  }

  @Test
  void imageGridEnlargesPixelsAndPutsInkOnPaper() {
    double[][] image = new double[8][8];
    image[0][0] = 16;
    ImageGrid grid = ImageGrid.of(image).captions("a digit\nsecond line");
    assertEquals(100, count(grid.image(), Color.BLACK), "one pixel has become 10 x 10");
    assertEquals(63 * 100, count(grid.bright().image(), Color.BLACK));
    assertEquals("1 image of 8 x 8: a digit second line", grid.description());
  }

  @Test
  void imageGridTakesRowsAsImages() {
    BufferedImage five = ImageGrid.of(Nd4j.rand(DataType.FLOAT, 5, 64), 8, 8).image();
    BufferedImage inTwoRows =
        ImageGrid.of(Nd4j.rand(DataType.FLOAT, 5, 64), 8, 8).columns(3).image();
    assertTrue(five.getWidth() > 5 * 80 && five.getHeight() < 2 * 80);
    assertTrue(inTwoRows.getWidth() < 4 * 80 && inTwoRows.getHeight() > 2 * 80);
  }

  @Test
  void weightsLieOverAnImage() {
    double[][] paper = new double[8][8];
    double[][] weights = {{1, 0.1}, {0, 0}};
    ImageGrid grid = ImageGrid.of(paper);
    int before = count(grid.image(), Color.WHITE);
    BufferedImage image = grid.weights(Nd4j.createFromArray(weights)).image();
    // A quarter of 80 x 80 has the largest weight, another a small one, the rest stays paper.
    assertEquals(before - 2 * 40 * 40, count(image, Color.WHITE));
    assertEquals(40 * 40 - 36 * 36, count(image, VERMILION), "a line around the largest");
    assertEquals(
        before, count(grid.weights(Nd4j.zeros(DataType.FLOAT, 2, 2)).image(), Color.WHITE));
    assertMessage(
        "ImageGrid: 3 maps of weights given, expected 1",
        () -> grid.weights(Nd4j.zeros(DataType.FLOAT, 3, 2, 2)));
    assertMessage(
        "ImageGrid: a weight is negative",
        () -> grid.weights(Nd4j.createFromArray(new double[][] {{-1}})));
  }

  @Test
  void imageGridDrawsInColour() {
    INDArray image = Nd4j.zeros(DataType.FLOAT, 1, 3, 2, 2);
    image.putScalar(0, 0, 0, 0, 1); // the upper left is red, the lower right white, the rest black
    for (int channel = 0; channel < 3; channel++) {
      image.putScalar(new int[] {0, channel, 1, 1}, 1);
    }
    ImageGrid grid = ImageGrid.of(image);
    assertEquals(40 * 40, count(grid.image(), Color.RED));
    assertEquals(2 * 40 * 40, count(grid.image(), Color.BLACK));
    assertEquals("1 image of 2 x 2", grid.description());

    INDArray weights = Nd4j.createFromArray(new double[][] {{1, 0}, {0, 0}});
    BufferedImage veiled = grid.weights(weights).image();
    assertEquals(36 * 36, count(veiled, Color.RED), "what has the weight, within a line");
    assertEquals(0, count(veiled, Color.BLACK));
    assertMessage(
        "ImageGrid: expected (N, 3, height, width) for images in colour, got shape [1, 2, 4, 4]",
        () -> ImageGrid.of(Nd4j.zeros(DataType.FLOAT, 1, 2, 4, 4)));
  }

  @Test
  void imageGridRefusesWhatItCannotDraw() {
    assertMessage(
        "ImageGrid: expected shape [N, 64] for images of 8 x 8, got [2, 63]",
        () -> ImageGrid.of(Nd4j.zeros(DataType.FLOAT, 2, 63), 8, 8));
    assertMessage(
        "ImageGrid: expected rank 2 (height, width) or rank 3 with several of them, got shape [4]",
        () -> ImageGrid.of(Nd4j.zeros(DataType.FLOAT, 4)));
    ImageGrid grid = ImageGrid.of(new double[][] {{1}});
    assertMessage("ImageGrid: 2 captions given, expected 1", () -> grid.captions("a", "b"));
    assertMessage("ImageGrid: columns is 0, expected 1 or more", () -> grid.columns(0));
  }

  @Test
  void picturesStandSideBySide() {
    BufferedImage left = Layout.blank(100, 50);
    BufferedImage right = Layout.blank(80, 60);
    SideBySide both = SideBySide.of(left, right);
    assertEquals(60, both.image().getHeight());
    assertTrue(both.image().getWidth() >= 180);
    assertEquals("image of 100 x 50\nimage of 80 x 60", both.description());
    assertEquals(1, both.pixelsPerPoint());
    SideBySide dense = SideBySide.of(left, WeightBars.titled("").panel("p", 1));
    assertEquals(2, dense.pixelsPerPoint());
    assertTrue(dense.image().getWidth() >= 2 * (100 + 120));
    assertMessage("SideBySide: not a picture: text", () -> SideBySide.of(left, "text"));
  }

  private static void assertMessage(String expected, Executable executable) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }

  private static int count(BufferedImage image, Color color) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += new Color(image.getRGB(x, y)).equals(color) ? 1 : 0;
      }
    }
    return count;
  }
}
