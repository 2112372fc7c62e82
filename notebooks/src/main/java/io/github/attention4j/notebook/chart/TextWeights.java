package io.github.attention4j.notebook.chart;

import io.github.attention4j.notebook.display.Decimals;
import io.github.attention4j.notebook.display.Picture;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Attention weights over text: the queries' words above, the keys' words below, each pair joined by
 * a stroke as thick as the weight; several heads in colours. {@link #heatMap} shows the same as a
 * map with the words at its axes, the better choice for long texts with many small weights.
 *
 * <pre>{@code
 * double[][] weights = {{0.9, 0.1, 0.0}, {0.1, 0.2, 0.7}};
 * show(TextWeights.of(weights).queries("black", "cat").keys("noir", "le", "chat"));
 * }</pre>
 *
 * <p>Shapes: (Tq, Tk), or (H, Tq, Tk) for several heads; the numbers of words are Tq and Tk. For
 * self-attention {@link #words} gives both. Of a batch, {@code weights.slice(0)} is the first
 * example's. Words may be of any script, empty (shown as ∅) or begin and end with spaces (shown as
 * ␣). Strokes of less than 0.02 of the largest weight are left out.
 */
public final class TextWeights implements Picture {

  private static final String NAME = "TextWeights";

  private final List<double[][]> heads;
  private String title = "";
  private List<String> queries;
  private List<String> keys;
  private List<String> captions = List.of();
  private String queryLabel = "query";
  private String keyLabel = "key";
  private int focus = -1;

  private TextWeights(List<double[][]> heads) {
    this.heads = heads;
    if (heads.stream().flatMap(Stream::of).flatMapToDouble(DoubleStream::of).anyMatch(w -> w < 0)) {
      throw new IllegalArgumentException(
          NAME + ": a weight is negative; strokes show weights, a HeatMap shows scores");
    }
  }

  /**
   * Weights of one head or several.
   *
   * @param weights (Tq, Tk), or (H, Tq, Tk)
   * @throws IllegalArgumentException if it has another rank, or a value is negative or not finite
   */
  public static TextWeights of(INDArray weights) {
    return new TextWeights(Values.matrices(NAME, "(queries, keys)", weights));
  }

  /**
   * Weights of one head.
   *
   * @param weights one row a query
   * @throws IllegalArgumentException if it is empty, its rows differ in length, or a value is
   *     negative or not finite
   */
  public static TextWeights of(double[][] weights) {
    Values.requireMatrix(NAME, weights);
    return new TextWeights(List.<double[][]>of(weights));
  }

  /** The title above. */
  public TextWeights title(String title) {
    this.title = title;
    return this;
  }

  /** The words that ask, from left to right above. */
  public TextWeights queries(String... words) {
    return queries(List.of(words));
  }

  /** The words that ask, from left to right above. */
  public TextWeights queries(List<String> words) {
    Values.requireCount(NAME, "queries", words, heads.get(0).length);
    this.queries = List.copyOf(words);
    return this;
  }

  /** The words that are looked at, from left to right below. */
  public TextWeights keys(String... words) {
    return keys(List.of(words));
  }

  /** The words that are looked at, from left to right below. */
  public TextWeights keys(List<String> words) {
    Values.requireCount(NAME, "keys", words, heads.get(0)[0].length);
    this.keys = List.copyOf(words);
    return this;
  }

  /** The words of self-attention, above and below. */
  public TextWeights words(String... words) {
    return words(List.of(words));
  }

  /** The words of self-attention, above and below. */
  public TextWeights words(List<String> words) {
    return queries(words).keys(words);
  }

  /** What stands above and below; without it "query" and "key". */
  public TextWeights axes(String queryLabel, String keyLabel) {
    this.queryLabel = queryLabel;
    this.keyLabel = keyLabel;
    return this;
  }

  /** What the heads are called in the legend; without it they are numbered. */
  public TextWeights captions(String... captions) {
    Values.requireCount(NAME, "captions", List.of(captions), heads.size());
    this.captions = List.of(captions);
    return this;
  }

  /**
   * Shows the strokes of one query alone.
   *
   * @param query its index
   * @throws IllegalArgumentException if there is no such query
   */
  public TextWeights focus(int query) {
    if (query < 0 || query >= heads.get(0).length) {
      throw new IllegalArgumentException(
          "%s: there is no query %d of %d".formatted(NAME, query, heads.get(0).length));
    }
    this.focus = query;
    return this;
  }

  /** The same weights as a heat map, with the words at its axes. */
  public HeatMap heatMap() {
    requireWords();
    HeatMap map = heads.size() == 1 ? HeatMap.of(heads.get(0)) : HeatMap.of(heads);
    map.title(title).axes(queryLabel, keyLabel);
    map.queries(Words.visible(queries)).keys(Words.visible(keys));
    return captions.isEmpty() ? map : map.captions(captions.toArray(String[]::new));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the queries' or the keys' words are missing
   */
  @Override
  public BufferedImage image() {
    return sheet().image();
  }

  @Override
  public int pixelsPerPoint() {
    return Sheet.PIXELS_PER_POINT;
  }

  @Override
  public String description() {
    return "weights over text%s: %d %s x %d %s%s, the largest %s"
        .formatted(
            title.isEmpty() ? "" : " \"" + title + "\"",
            heads.get(0).length,
            queryLabel,
            heads.get(0)[0].length,
            keyLabel,
            heads.size() == 1 ? "" : " in " + heads.size() + " heads",
            Decimals.fixed(2).text(largest()));
  }

  Sheet sheet() {
    requireWords();
    return new TextStrokes(this).sheet();
  }

  private void requireWords() {
    if (queries == null || keys == null) {
      throw new IllegalArgumentException(
          "%s: the words of the %s are missing"
              .formatted(NAME, queries == null ? "queries" : "keys"));
    }
  }

  double largest() {
    return heads.stream().flatMap(Stream::of).flatMapToDouble(DoubleStream::of).max().orElseThrow();
  }

  String title() {
    return title;
  }

  List<double[][]> heads() {
    return heads;
  }

  List<String> queries() {
    return Words.visible(queries);
  }

  List<String> keys() {
    return Words.visible(keys);
  }

  String queryLabel() {
    return queryLabel;
  }

  String keyLabel() {
    return keyLabel;
  }

  String caption(int head) {
    return captions.isEmpty() ? "head " + head : captions.get(head);
  }

  /** Whether a query's strokes are shown. */
  boolean isShown(int query) {
    return focus < 0 || focus == query;
  }
}
