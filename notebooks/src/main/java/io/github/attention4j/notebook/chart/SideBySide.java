package io.github.attention4j.notebook.chart;

import io.github.attention4j.notebook.display.Picture;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * Several pictures as one, side by side, in further rows when they are wider than a page.
 *
 * @param pictures images, charts of XChart's, or the toolbox's own
 */
public record SideBySide(List<Picture> pictures) implements Picture {

  /** Whether all of these are pictures. */
  public static boolean canHold(Object... values) {
    return Stream.of(values)
        .allMatch(
            value ->
                value instanceof Picture
                    || value instanceof BufferedImage
                    || value instanceof Chart<?, ?>);
  }

  /**
   * Puts these side by side.
   *
   * @throws IllegalArgumentException if one is not a picture
   */
  public static SideBySide of(Object... values) {
    return new SideBySide(Stream.of(values).map(SideBySide::picture).toList());
  }

  @Override
  public BufferedImage image() {
    int pixels = pixelsPerPoint();
    List<BufferedImage> images =
        pictures.stream()
            .map(
                picture ->
                    Layout.enlarged(picture.imageOfSeveral(), pixels / picture.pixelsPerPoint()))
            .toList();
    return Layout.rows(images, Theme.MAX_WIDTH * pixels);
  }

  /** As many as the finest of the pictures has. */
  @Override
  public int pixelsPerPoint() {
    return pictures.stream().mapToInt(Picture::pixelsPerPoint).max().orElse(1);
  }

  @Override
  public String description() {
    return pictures.stream().map(Picture::description).collect(Collectors.joining("\n"));
  }

  private static Picture picture(Object value) {
    if (value instanceof Picture picture) {
      return picture;
    }
    if (value instanceof Chart<?, ?> chart) {
      return new Drawn(BitmapEncoder.getBufferedImage(chart), "chart: " + chart.getTitle());
    }
    if (value instanceof BufferedImage image) {
      return new Drawn(image, "image of %d x %d".formatted(image.getWidth(), image.getHeight()));
    }
    throw new IllegalArgumentException("SideBySide: not a picture: " + value);
  }

  private record Drawn(BufferedImage image, String description) implements Picture {}
}
