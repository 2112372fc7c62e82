package io.github.attention4j.notebook.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class HeatMapTest {

  private static final Color DARKEST = Viridis.at(0);
  private static final Color BRIGHTEST = Viridis.at(1);

  @Test
  void queriesRunFromTopToBottomAndKeysFromLeftToRight() {
    double[][] weights = new double[20][20];
    weights[2][15] = 1;
    BufferedImage image = HeatMap.of(weights).image();
    Point bright = center(cells(image, BRIGHTEST));
    Point dark = center(cells(image, DARKEST));
    assertTrue(bright.y < dark.y - 100, "query 2 of 20 stands near the top: " + bright);
    assertTrue(bright.x > dark.x + 80, "key 15 of 20 stands at the right: " + bright);
  }

  @Test
  void cellsAreWholePixelsWithoutSeams() {
    double[][] weights = new double[40][40];
    weights[0][0] = 1;
    // 40 cells of 10 pixels, less the bright one; at most one line of pixels more at either edge.
    int expected = 400 * 400 - 10 * 10;
    int dark = cells(HeatMap.of(weights).image(), DARKEST).size();
    assertTrue(dark >= expected && dark <= 401 * 401, "dark pixels: " + dark);
  }

  @Test
  void scaleOfNegativeValuesRunsFromSmallestToLargest() {
    BufferedImage image = HeatMap.of(new double[][] {{-9, -5, -7, -8}}).image();
    assertTrue(cells(image, DARKEST).size() > 1000, "the cell of -9 is darkest");
    assertTrue(cells(image, BRIGHTEST).size() > 1000, "the cell of -5 is brightest");
  }

  @Test
  void constantMapsAreDrawn() {
    for (double value : new double[] {0, -3, 2}) {
      BufferedImage image = HeatMap.of(new double[][] {{value, value}}).image();
      Color expected = value > 0 ? BRIGHTEST : DARKEST;
      assertTrue(cells(image, expected).size() > 5000, "cells of " + value);
    }
  }

  @Test
  void rangeFixesTheScale() {
    double[][] weights = {{0.5, 0.25}};
    BufferedImage image = HeatMap.of(weights).range(0, 1).image();
    assertTrue(cells(image, Viridis.at(0.25)).size() > 1000);
    assertTrue(cells(image, BRIGHTEST).size() < 100, "nothing but the bar is brightest");
  }

  @Test
  void headsShareOneScaleAndStandSideBySide() {
    INDArray heads = Nd4j.zeros(DataType.FLOAT, 2, 5, 5);
    heads.putScalar(new int[] {1, 0, 0}, 1);
    HeatMap map = HeatMap.of(heads).title("two heads").captions("left", "right");
    BufferedImage image = map.image();
    assertTrue(center(cells(image, BRIGHTEST)).x > image.getWidth() / 2);
    assertEquals(
        "heat map \"two heads\": 2 maps of 5 query x 5 key, weight from 0 to 1", map.description());
  }

  @Test
  void integerAndDoubleArraysWorkAsWell() {
    BufferedImage fromInt = HeatMap.of(Nd4j.createFromArray(new int[][] {{0, 1}})).image();
    BufferedImage fromDouble = HeatMap.of(new double[][] {{0, 1}}).image();
    assertEquals(cells(fromDouble, BRIGHTEST), cells(fromInt, BRIGHTEST));
  }

  @Test
  void everyShapeIsDrawnWhateverItsDigits() {
    // Narrow charts leave XChart no room for what it measures: its hidden legend among them, whose
    // width depends on the digits of the largest value.
    long[][] shapes = {{1, 1, 1}, {1, 100, 1}, {1, 1, 100}, {3, 8, 8}, {8, 2, 2}, {2, 300, 2}};
    for (long[] shape : shapes) {
      INDArray third = Nd4j.valueArrayOf(shape, 1 / 3.0, DataType.DOUBLE);
      BufferedImage image = HeatMap.of(third).image();
      assertTrue(image.getWidth() < 2 * Theme.MAX_WIDTH, "width " + image.getWidth());
      int cells = cells(image, BRIGHTEST).size();
      assertTrue(cells > 1000, cells + " pixels for " + third.shapeInfoToString());
    }
  }

  @Test
  void largeMapsStayWithinThePage() {
    BufferedImage image = HeatMap.of(Nd4j.rand(DataType.FLOAT, 128, 128)).image();
    assertTrue(image.getWidth() < Theme.MAX_WIDTH, "width " + image.getWidth());
  }

  @Test
  void wrongInputGetsOneClearLine() {
    assertMessage(
        "HeatMap: expected rank 2 (queries, keys) or rank 3 with several of them, got shape [5]",
        () -> HeatMap.of(Nd4j.zeros(DataType.FLOAT, 5)));
    assertMessage(
        "HeatMap: expected rank 2 (queries, keys) or rank 3 with several of them, got shape [0, 2]",
        () -> HeatMap.of(Nd4j.empty(DataType.FLOAT).reshape(0, 2)));
    assertMessage(
        "HeatMap: the value at [0, 1] is NaN, expected a finite number",
        () -> HeatMap.of(new double[][] {{1, Double.NaN}}));
    assertMessage(
        "HeatMap: the value at [1, 0] is -Infinity, expected a finite number",
        () -> HeatMap.of(Nd4j.createFromArray(new float[][] {{1}, {Float.NEGATIVE_INFINITY}})));
    assertMessage(
        "HeatMap: row 1 has 1 values, expected 2 as in row 0",
        () -> HeatMap.of(new double[][] {{1, 2}, {3}}));
    assertMessage("HeatMap: there are no values", () -> HeatMap.of(new double[0][]));
    HeatMap map = HeatMap.of(new double[][] {{1, 2}});
    assertMessage("HeatMap: 1 keys given, expected 2", () -> map.keys("a"));
    assertMessage("HeatMap: 2 queries given, expected 1", () -> map.queries("a", "b"));
    assertMessage("HeatMap: range from 1.0 to 1.0 is empty", () -> map.range(1, 1));
  }

  private static void assertMessage(
      String expected, org.junit.jupiter.api.function.Executable executable) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }

  /** The pixels of exactly this colour. */
  private static List<Point> cells(BufferedImage image, Color color) {
    List<Point> points = new ArrayList<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (new Color(image.getRGB(x, y)).equals(color)) {
          points.add(new Point(x, y));
        }
      }
    }
    return points;
  }

  private static Point center(List<Point> points) {
    return new Point(
        (int) points.stream().mapToInt(point -> point.x).average().orElseThrow(),
        (int) points.stream().mapToInt(point -> point.y).average().orElseThrow());
  }
}
