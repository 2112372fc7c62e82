package io.github.attention4j.notebook.chart;

import io.github.attention4j.notebook.display.Decimals;
import io.github.attention4j.notebook.display.Picture;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A heat map of attention weights: queries from top to bottom, keys from left to right, bright
 * where a query attends; several maps, such as heads, side by side on one scale.
 *
 * <pre>{@code
 * show(HeatMap.of(weights).title("who looks at whom").queries("a", "b").keys("x", "y", "z"));
 * }</pre>
 *
 * <p>The scale runs from 0 to the largest weight, or, if some values are negative, as scores are,
 * from the smallest to the largest; {@link #range} fixes it. Values are printed in the cells when
 * these are large enough.
 */
public final class HeatMap implements Picture {

  private static final String NAME = "HeatMap";

  private final List<double[][]> maps;
  private String title = "";
  private List<String> captions = List.of();
  private List<String> queries;
  private List<String> keys;
  private String queryAxis = "query";
  private String keyAxis = "key";
  private String valueLabel = "weight";
  private double min;
  private double max;

  private HeatMap(List<double[][]> maps) {
    this.maps = maps;
    double[] values = maps.stream().flatMap(Stream::of).flatMapToDouble(DoubleStream::of).toArray();
    this.min = Math.min(0, DoubleStream.of(values).min().orElseThrow());
    this.max = DoubleStream.of(values).max().orElseThrow();
    if (min == max) {
      // All zero: any scale will do. All the same negative value: it is the darkest, zero the
      // brightest.
      max = min == 0 ? 1 : 0;
    }
    this.queries = indices(maps.get(0).length);
    this.keys = indices(maps.get(0)[0].length);
  }

  /**
   * A map, or several.
   *
   * @param weights (Tq, Tk), or (H, Tq, Tk) for one map a head
   * @throws IllegalArgumentException if it has another rank, or a value that is not finite
   */
  public static HeatMap of(INDArray weights) {
    return new HeatMap(Values.matrices(NAME, "(queries, keys)", weights));
  }

  /**
   * A map.
   *
   * @param weights one row a query
   * @throws IllegalArgumentException if it is empty, its rows differ in length, or a value is not
   *     finite
   */
  public static HeatMap of(double[][] weights) {
    Values.requireMatrix(NAME, weights);
    return new HeatMap(List.<double[][]>of(weights));
  }

  /** One map a head, already checked. */
  static HeatMap of(List<double[][]> maps) {
    return new HeatMap(maps);
  }

  /** The title above. */
  public HeatMap title(String title) {
    this.title = title;
    return this;
  }

  /** A caption above each of several maps; without it they are numbered as heads. */
  public HeatMap captions(String... captions) {
    Values.requireCount(NAME, "captions", List.of(captions), maps.size());
    this.captions = List.of(captions);
    return this;
  }

  /** The queries' names, from top to bottom; without it their indices. */
  public HeatMap queries(String... names) {
    return queries(List.of(names));
  }

  /** The queries' names, from top to bottom; without it their indices. */
  public HeatMap queries(List<String> names) {
    Values.requireCount(NAME, "queries", names, queries.size());
    this.queries = List.copyOf(names);
    return this;
  }

  /** The keys' names, from left to right; without it their indices. */
  public HeatMap keys(String... names) {
    return keys(List.of(names));
  }

  /** The keys' names, from left to right; without it their indices. */
  public HeatMap keys(List<String> names) {
    Values.requireCount(NAME, "keys", names, keys.size());
    this.keys = List.copyOf(names);
    return this;
  }

  /** What the two axes are; without it "query" and "key". */
  public HeatMap axes(String queryAxis, String keyAxis) {
    this.queryAxis = queryAxis;
    this.keyAxis = keyAxis;
    return this;
  }

  /** What the values are, written at the colour bar; without it "weight". */
  public HeatMap values(String valueLabel) {
    this.valueLabel = valueLabel;
    return this;
  }

  /**
   * The scale's ends; values outside get the ends' colours.
   *
   * @throws IllegalArgumentException unless min is less than max
   */
  public HeatMap range(double min, double max) {
    if (!(min < max)) {
      throw new IllegalArgumentException(
          "%s: range from %s to %s is empty".formatted(NAME, min, max));
    }
    this.min = min;
    this.max = max;
    return this;
  }

  @Override
  public BufferedImage image() {
    List<HeatMapPanel> panels = maps.stream().map(map -> new HeatMapPanel(this, map)).toList();
    // The captions are not XChart's titles: it makes room by their letters, and the maps would not
    // be level.
    List<BufferedImage> images = new ArrayList<>();
    for (int i = 0; i < panels.size(); i++) {
      images.add(Layout.titled(caption(i), Theme.AXIS_FONT, panels.get(i).image()));
    }
    HeatMapPanel first = panels.get(0);
    BufferedImage bar =
        new ColorBar(min, max, valueLabel).image(first.image().getHeight(), first.plotBounds());
    if (maps.size() > 1) {
      bar = Layout.titled(" ", Theme.AXIS_FONT, bar);
    }
    BufferedImage rows = Layout.rows(images, Theme.MAX_WIDTH - bar.getWidth());
    return Layout.titled(title, Layout.beside(rows, bar));
  }

  @Override
  public String description() {
    double[] values = maps.stream().flatMap(Stream::of).flatMapToDouble(DoubleStream::of).toArray();
    double smallest = DoubleStream.of(values).min().orElseThrow();
    double largest = DoubleStream.of(values).max().orElseThrow();
    Decimals decimals = Decimals.of(values);
    return "heat map%s: %s%d %s x %d %s, %s from %s to %s"
        .formatted(
            title.isEmpty() ? "" : " \"" + title + "\"",
            maps.size() == 1 ? "" : maps.size() + " maps of ",
            queries.size(),
            queryAxis,
            keys.size(),
            keyAxis,
            valueLabel,
            decimals.text(smallest),
            decimals.text(largest));
  }

  List<String> queries() {
    return queries;
  }

  List<String> keys() {
    return keys;
  }

  /** Whether every row and column is to be named: these names are not mere indices. */
  boolean isNamed() {
    return !queries.equals(indices(queries.size())) || !keys.equals(indices(keys.size()));
  }

  String queryAxis() {
    return queryAxis;
  }

  String keyAxis() {
    return keyAxis;
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  int count() {
    return maps.size();
  }

  private String caption(int index) {
    if (maps.size() == 1) {
      return "";
    }
    return captions.isEmpty() ? "head " + index : captions.get(index);
  }

  private static List<String> indices(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }
}
