package io.github.attention4j.notebook.chart;

import io.github.attention4j.notebook.display.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Small images, gray or in colour, enlarged without smoothing, in rows, each with a caption.
 *
 * <pre>{@code
 * show(ImageGrid.of(digits.reshape(5, 8, 8)).captions("0", "1", "2", "3", "4"));
 * }</pre>
 *
 * <p>In gray, dark is high, as ink on paper; {@link #bright} turns that round, and in colour high
 * is bright anyway. All images share one scale, from the smallest value to the largest.
 */
public final class ImageGrid implements Picture {

  private static final String NAME = "ImageGrid";
  private static final int IMAGE_SIZE = 80;

  /** One plane of an image, gray, or three: red, green and blue. */
  private final List<List<double[][]>> images;

  private String title = "";
  private List<String> captions = List.of();
  private List<WeightOverlay> overlays = List.of();
  private double min;
  private double max;
  private boolean bright;
  private int columns; // 0: as many as fit
  private int size = IMAGE_SIZE;

  private ImageGrid(List<List<double[][]>> images) {
    this.images = images;
    double[] values =
        images.stream()
            .flatMap(List::stream)
            .flatMap(Stream::of)
            .flatMapToDouble(DoubleStream::of)
            .toArray();
    this.min = DoubleStream.of(values).min().orElseThrow();
    this.max = DoubleStream.of(values).max().orElseThrow();
  }

  /**
   * An image, or several.
   *
   * @param images (H, W), or (N, H, W); in colour (N, 3, H, W), red, green and blue
   * @throws IllegalArgumentException if it has another shape, or a value that is not finite
   */
  public static ImageGrid of(INDArray images) {
    if (images.rank() != 4) {
      return new ImageGrid(
          Values.matrices(NAME, "(height, width)", images).stream()
              .map(plane -> List.<double[][]>of(plane))
              .toList());
    }
    if (images.size(1) != 3) {
      throw new IllegalArgumentException(
          "%s: expected (N, 3, height, width) for images in colour, got shape %s"
              .formatted(NAME, Arrays.toString(images.shape())));
    }
    return new ImageGrid(
        IntStream.range(0, (int) images.size(0))
            .mapToObj(image -> Values.matrices(NAME, "(height, width)", images.slice(image)))
            .toList());
  }

  /**
   * Images out of the rows of a matrix.
   *
   * @param rows (N, height * width)
   * @throws IllegalArgumentException if it has another shape, or a value that is not finite
   */
  public static ImageGrid of(INDArray rows, int height, int width) {
    if (rows.rank() != 2 || rows.size(1) != (long) height * width) {
      throw new IllegalArgumentException(
          "%s: expected shape [N, %d] for images of %d x %d, got %s"
              .formatted(NAME, height * width, height, width, Arrays.toString(rows.shape())));
    }
    return of(rows.reshape(rows.size(0), height, width));
  }

  /**
   * One image.
   *
   * @throws IllegalArgumentException if it is empty, its rows differ in length, or a value is not
   *     finite
   */
  public static ImageGrid of(double[][] image) {
    Values.requireMatrix(NAME, image);
    return new ImageGrid(List.of(List.<double[][]>of(image)));
  }

  /** The title above. */
  public ImageGrid title(String title) {
    this.title = title;
    return this;
  }

  /** A caption below each image; a line break starts a second line. */
  public ImageGrid captions(String... captions) {
    return captions(List.of(captions));
  }

  /** A caption below each image; a line break starts a second line. */
  public ImageGrid captions(List<String> captions) {
    Values.requireCount(NAME, "captions", captions, images.size());
    this.captions = List.copyOf(captions);
    return this;
  }

  /**
   * Lays weights over the images, with a line around what has at least half of an image's most: a
   * veil of orange over what has much of gray images, a veil of white over what has little of those
   * in colour.
   *
   * @param weights (h, w) for one image, (N, h, w) for several; fewer and larger cells than the
   *     images' pixels are spread over them
   * @throws IllegalArgumentException if there are not as many maps as images, or a weight is
   *     negative or not finite
   */
  public ImageGrid weights(INDArray weights) {
    List<double[][]> maps = Values.matrices(NAME, "(height, width)", weights);
    if (maps.size() != images.size()) {
      throw new IllegalArgumentException(
          "%s: %d maps of weights given, expected %d".formatted(NAME, maps.size(), images.size()));
    }
    if (maps.stream().flatMap(Stream::of).flatMapToDouble(DoubleStream::of).anyMatch(w -> w < 0)) {
      throw new IllegalArgumentException(NAME + ": a weight is negative");
    }
    this.overlays = maps.stream().map(WeightOverlay::new).toList();
    return this;
  }

  /**
   * The scale's ends, from paper to ink.
   *
   * @throws IllegalArgumentException unless min is less than max
   */
  public ImageGrid range(double min, double max) {
    if (!(min < max)) {
      throw new IllegalArgumentException(
          "%s: range from %s to %s is empty".formatted(NAME, min, max));
    }
    this.min = min;
    this.max = max;
    return this;
  }

  /** Bright is high, as light on a screen. */
  public ImageGrid bright() {
    this.bright = true;
    return this;
  }

  /**
   * How many images make a row; without it as many as fit.
   *
   * @throws IllegalArgumentException unless positive
   */
  public ImageGrid columns(int columns) {
    if (columns < 1) {
      throw new IllegalArgumentException(NAME + ": columns is " + columns + ", expected 1 or more");
    }
    this.columns = columns;
    return this;
  }

  /**
   * How many pixels an image's longer side gets, at least; without it 80.
   *
   * @throws IllegalArgumentException unless positive
   */
  public ImageGrid size(int pixels) {
    if (pixels < 1) {
      throw new IllegalArgumentException(NAME + ": size is " + pixels + ", expected 1 or more");
    }
    this.size = pixels;
    return this;
  }

  @Override
  public BufferedImage image() {
    List<BufferedImage> tiles = IntStream.range(0, images.size()).mapToObj(this::tile).toList();
    return Layout.titled(
        title, columns == 0 ? Layout.rows(tiles, Theme.MAX_WIDTH) : Layout.grid(tiles, columns));
  }

  @Override
  public String description() {
    return "%d image%s of %d x %d%s%s"
        .formatted(
            images.size(),
            images.size() == 1 ? "" : "s",
            images.get(0).get(0).length,
            images.get(0).get(0)[0].length,
            title.isEmpty() ? "" : " \"" + title + "\"",
            captions.isEmpty() ? "" : ": " + String.join(", ", captions).replace('\n', ' '));
  }

  /** One image with its caption. */
  private BufferedImage tile(int index) {
    List<double[][]> planes = images.get(index);
    double[][] values = planes.get(0);
    int pixel = Math.max(1, size / Math.max(values.length, values[0].length));
    FontMetrics metrics = Layout.metrics(Theme.LABEL_FONT);
    String[] lines = captions.isEmpty() ? new String[0] : captions.get(index).split("\n");
    int mostLines = captions.stream().mapToInt(text -> text.split("\n").length).max().orElse(0);
    int widest =
        captions.stream().flatMap(String::lines).mapToInt(metrics::stringWidth).max().orElse(0);
    int imageWidth = values[0].length * pixel;
    int imageHeight = values.length * pixel;
    int width = Math.max(imageWidth, widest) + 2;
    BufferedImage tile = Layout.blank(width, imageHeight + 2 + mostLines * metrics.getHeight());
    Graphics2D graphics = tile.createGraphics();
    Theme.smooth(graphics);
    int left = (width - imageWidth) / 2;
    for (int row = 0; row < values.length; row++) {
      for (int column = 0; column < values[0].length; column++) {
        graphics.setColor(color(planes, row, column));
        graphics.fillRect(left + column * pixel, 1 + row * pixel, pixel, pixel);
      }
    }
    if (!overlays.isEmpty()) {
      Rectangle area = new Rectangle(left, 1, imageWidth, imageHeight);
      overlays.get(index).paint(graphics, area, planes.size() > 1);
    }
    graphics.setStroke(new BasicStroke(1));
    graphics.setColor(Theme.GRID);
    graphics.drawRect(left - 1, 0, imageWidth + 1, imageHeight + 1);
    graphics.setColor(Theme.TEXT);
    graphics.setFont(Theme.LABEL_FONT);
    for (int line = 0; line < lines.length; line++) {
      graphics.drawString(
          lines[line],
          (width - metrics.stringWidth(lines[line])) / 2,
          imageHeight + 2 + line * metrics.getHeight() + metrics.getAscent());
    }
    graphics.dispose();
    return tile;
  }

  private Color color(List<double[][]> planes, int row, int column) {
    int[] levels = planes.stream().mapToInt(plane -> level(plane[row][column])).toArray();
    if (levels.length == 3) {
      return new Color(levels[0], levels[1], levels[2]);
    }
    int gray = bright ? levels[0] : 255 - levels[0];
    return new Color(gray, gray, gray);
  }

  /** From 0 at the scale's lower end to 255 at the upper. */
  private int level(double value) {
    double share = max == min ? 0 : Math.max(0, Math.min(1, (value - min) / (max - min)));
    return (int) Math.round(255 * share);
  }
}
