package io.github.attention4j.notebook.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.notebook.chart.HeatMap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class RenderingTest {

  @Test
  void picturesBecomePngWithADescription() throws IOException {
    XYChart chart = new XYChart(300, 200);
    chart.setTitle("parabola");
    chart.addSeries("y", new double[] {1, 2, 3}, new double[] {1, 4, 9});
    for (Object value :
        List.of(
            new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB),
            HeatMap.of(new double[][] {{1, 2}}),
            chart)) {
      Rendering rendering = Rendering.of(value);
      assertEquals(Set.of("image/png", "text/plain"), rendering.contents().keySet());
      byte[] png = Base64.getDecoder().decode(rendering.contents().get("image/png"));
      assertTrue(ImageIO.read(new ByteArrayInputStream(png)).getWidth() > 20);
    }
    assertEquals("chart: parabola", Rendering.of(chart).text());
    assertEquals(
        "image of 30 x 20",
        Rendering.of(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB)).text());
  }

  @Test
  void tableBecomesAlignedHtmlAndText() {
    Table table =
        Table.create("accuracy <by temperature>")
            .addColumns(
                StringColumn.create("name", "a&b", "<i>c</i>", "$x$"),
                IntColumn.create("count", 7, 1437, -3),
                DoubleColumn.create("share", 0.98331, 0.5, Double.NaN));
    Rendering rendering = Rendering.of(table);
    assertEquals(
        """
        accuracy <by temperature>
        name      count   share
        --------  -----  ------
        a&b           7  0.9833
        <i>c</i>   1437  0.5000
        $x$          -3""",
        rendering.text());
    String html = rendering.contents().get("text/html");
    assertTrue(html.contains(">a&amp;b</td>"), html);
    assertTrue(html.contains(">&lt;i&gt;c&lt;/i&gt;</td>"), html);
    assertTrue(html.contains("text-align:right\">1437</td>"), html);
    assertTrue(html.contains("text-align:left\">&#36;x&#36;</td>"), html);
    assertFalse(html.contains("<by"), html);
  }

  @Test
  void longTableIsCutWithANote() {
    int[] numbers = new int[25];
    String text = Rendering.of(Table.create("t").addColumns(IntColumn.create("n", numbers))).text();
    assertTrue(text.endsWith("the first 20 of 25 rows"), text);
    assertEquals(3 + 20 + 1, text.lines().count());
  }

  @Test
  void emptyTableIsShownToo() {
    assertEquals(
        "t\nn\n-", Rendering.of(Table.create("t").addColumns(IntColumn.create("n"))).text());
  }

  @Test
  void arraysShowTypeShapeAndValues() {
    assertEquals(
        "FLOAT [2, 3]\n 0.1000  0.2000  0.7000\n-0.5000  0.2500  0.0000",
        Rendering.of(Nd4j.createFromArray(new float[][] {{.1f, .2f, .7f}, {-.5f, .25f, 0}}))
            .text());
    assertEquals("LONG [3]\n1  20  3", Rendering.of(Nd4j.createFromArray(1L, 20L, 3L)).text());
    assertEquals("DOUBLE []\n2.500", Rendering.of(Nd4j.scalar(2.5)).text());
    assertEquals("BOOL [2]\n1  0", Rendering.of(Nd4j.createFromArray(true, false)).text());
    assertEquals(
        "FLOAT [0, 3]\n(no elements)", Rendering.of(Nd4j.create(DataType.FLOAT, 0, 3)).text());
    assertEquals(
        "DOUBLE [2]\nNaN  1.500", Rendering.of(Nd4j.createFromArray(Double.NaN, 1.5)).text());
  }

  @Test
  void arraysOfHigherRankShowOneGridForEachIndexBefore() {
    assertEquals(
        """
        LONG [2, 1, 2, 2]
        [0, 0, :, :]
        0  1
        2  3
        [1, 0, :, :]
        4  5
        6  7""",
        Rendering.of(Nd4j.arange(8).castTo(DataType.INT64).reshape(2, 1, 2, 2)).text());
  }

  @Test
  void longArraysAreCut() {
    String text = Rendering.of(Nd4j.arange(6 * 12 * 300).reshape(6, 12, 300)).text();
    assertTrue(
        text.contains("\n0    1    2    3    4    5    6    7  …  299\n")
            || text.lines().anyMatch(line -> line.matches(" *0 +1 .* 7 +… +299")),
        text);
    assertTrue(text.endsWith("… 2 more"), text);
  }

  @Test
  void viewsShowTheirOwnValues() {
    assertEquals(
        "LONG [2]\n1  3",
        Rendering.of(Nd4j.arange(4).castTo(DataType.INT64).reshape(2, 2).getColumn(1)).text());
  }

  @Test
  void anythingElseIsPlainText() {
    assertEquals(Map.of("text/plain", "3"), Rendering.of(3).contents());
    assertEquals("null", Rendering.of(null).text());
    assertEquals("[1.0, 2.0]", Rendering.of(new double[] {1, 2}).text());
    assertEquals("[[1], [2]]", Rendering.of(new int[][] {{1}, {2}}).text());
    assertEquals("$$x^2$$", Rendering.latex("x^2").contents().get("text/latex"));
    assertEquals("# a", Rendering.markdown("# a").contents().get("text/markdown"));
  }

  @Test
  void plainTextIsRequired() {
    assertEquals(
        "Rendering: text/plain is missing in [text/html]",
        assertThrows(
                IllegalArgumentException.class, () -> new Rendering(Map.of("text/html", "<p>")))
            .getMessage());
  }
}
