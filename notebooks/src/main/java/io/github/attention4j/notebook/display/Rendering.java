package io.github.attention4j.notebook.display;

import io.github.attention4j.notebook.chart.HistoryChart;
import io.github.attention4j.train.History;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;

/**
 * An object as a notebook shows it: contents by MIME type, among them always {@code text/plain}.
 * Images are base64 text.
 *
 * @param contents MIME type to content, richest first
 * @param metadata MIME type to what Jupyter is told besides, such as the width and height in which
 *     an image is shown, if these are not its pixels
 */
public record Rendering(Map<String, String> contents, Map<String, Map<String, Integer>> metadata) {

  static final String TEXT = "text/plain";
  static final String HTML = "text/html";
  static final String MARKDOWN = "text/markdown";
  static final String LATEX = "text/latex";
  static final String PNG = "image/png";

  /** The types that {@link #of} renders richly; the kernels' renderers are registered for these. */
  static final List<Class<?>> TYPES =
      List.of(
          Rendering.class,
          Picture.class,
          BufferedImage.class,
          Chart.class,
          History.class,
          Table.class,
          INDArray.class);

  /**
   * Keeps the contents in their order.
   *
   * @throws IllegalArgumentException if there is no {@code text/plain}
   */
  public Rendering {
    if (!contents.containsKey(TEXT)) {
      throw new IllegalArgumentException(
          "Rendering: text/plain is missing in " + contents.keySet());
    }
    contents = Collections.unmodifiableMap(new LinkedHashMap<>(contents));
    metadata = Map.copyOf(metadata);
  }

  /** Without metadata. */
  public Rendering(Map<String, String> contents) {
    this(contents, Map.of());
  }

  /** Renders any object; one that has no richer form becomes plain text. */
  public static Rendering of(Object value) {
    if (value instanceof Rendering rendering) {
      return rendering;
    }
    if (value instanceof Picture picture) {
      return image(picture.image(), picture.pixelsPerPoint(), picture.description());
    }
    if (value instanceof BufferedImage image) {
      return image(image, "image of %d x %d".formatted(image.getWidth(), image.getHeight()));
    }
    if (value instanceof Chart<?, ?> chart) {
      return image(BitmapEncoder.getBufferedImage(chart), "chart: " + chart.getTitle());
    }
    if (value instanceof History history) {
      return of(new HistoryChart(history));
    }
    if (value instanceof Table table) {
      return table(table, Map.of());
    }
    if (value instanceof INDArray array) {
      ArrayText text = new ArrayText(array);
      return html(text.html(), text.text());
    }
    return text(
        value instanceof Object[] || value != null && value.getClass().isArray()
            ? unwrapped(Arrays.deepToString(new Object[] {value}))
            : String.valueOf(value));
  }

  /** Plain text. */
  public static Rendering text(String text) {
    return new Rendering(Map.of(TEXT, text));
  }

  /** Markdown; its source serves as the plain text. */
  public static Rendering markdown(String markdown) {
    return both(MARKDOWN, markdown, markdown);
  }

  /** A displayed formula in LaTeX, without the surrounding dollar signs. */
  public static Rendering latex(String formula) {
    return both(LATEX, "$$" + formula + "$$", formula);
  }

  /** HTML with its plain text. */
  public static Rendering html(String html, String text) {
    return both(HTML, html, text);
  }

  /**
   * A table, some of whose cells are links.
   *
   * @param links text of a cell to the address that it leads to
   */
  public static Rendering table(Table table, Map<String, String> links) {
    TextGrid grid = TextGrid.of(table, links);
    return html(grid.html(), grid.text());
  }

  /** Text as HTML shows it, letter by letter. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        // A dollar sign would start a formula.
        .replace("$", "&#36;");
  }

  /** A picture with its description. */
  public static Rendering image(BufferedImage image, String description) {
    return image(image, 1, description);
  }

  private static Rendering image(BufferedImage image, int pixelsPerPoint, String description) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Rendering rendering =
        both(PNG, Base64.getEncoder().encodeToString(bytes.toByteArray()), description);
    if (pixelsPerPoint == 1) {
      return rendering;
    }
    return new Rendering(
        rendering.contents,
        Map.of(
            PNG,
            Map.of(
                "width", image.getWidth() / pixelsPerPoint,
                "height", image.getHeight() / pixelsPerPoint)));
  }

  /** The plain text. */
  public String text() {
    return contents.get(TEXT);
  }

  @Override
  public String toString() {
    return text();
  }

  private static Rendering both(String type, String content, String text) {
    Map<String, String> contents = new LinkedHashMap<>();
    contents.put(type, content);
    contents.put(TEXT, text);
    return new Rendering(contents);
  }

  private static String unwrapped(String bracketed) {
    return bracketed.substring(1, bracketed.length() - 1);
  }
}
