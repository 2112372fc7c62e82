package io.github.attention4j.notebook.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How the lessons' pictures look: dark gray text on white, thin light grid lines, and series told
 * apart by colour, marker and dash, so that neither colour-blind readers nor gray print lose any.
 *
 * <p>The series' colours are those of Masataka Okabe and Kei Ito, "Color Universal Design" (2008),
 * without the yellow, which is too faint on white.
 */
final class Theme {

  /** The width of a chart in pixels; it fits the output area of Jupyter's front ends. */
  static final int WIDTH = 680;

  static final int HEIGHT = 400;

  /** The width of a chart of which two stand side by side. */
  static final int WIDTH_OF_SEVERAL = 405;

  static final int HEIGHT_OF_SEVERAL = 310;

  /** The widest that a row of pictures becomes. */
  static final int MAX_WIDTH = 820;

  static final Color BACKGROUND = Color.WHITE;
  static final Color TEXT = new Color(0x333333);
  static final Color LINE = new Color(0x888888);
  static final Color GRID = new Color(0xE4E4E4);

  static final Font LABEL_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  static final Font AXIS_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 14);
  static final Font SMALL_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  private static final Color[] SERIES_COLORS = {
    new Color(0x0072B2), // blue
    new Color(0xD55E00), // vermilion
    new Color(0x009E73), // bluish green
    new Color(0xCC79A7), // reddish purple
    new Color(0xE69F00), // orange
    new Color(0x56B4E9), // sky blue
    new Color(0x000000), // black
  };

  private static final Marker[] SERIES_MARKERS = {
    SeriesMarkers.CIRCLE,
    SeriesMarkers.SQUARE,
    SeriesMarkers.TRIANGLE_UP,
    SeriesMarkers.DIAMOND,
    SeriesMarkers.TRIANGLE_DOWN,
    SeriesMarkers.CROSS,
    SeriesMarkers.PLUS,
  };

  private static final BasicStroke[] SERIES_LINES = {
    line(2f),
    line(2f, 8, 4),
    line(2f, 2, 4),
    line(2f, 10, 4, 2, 4),
    line(1.3f),
    line(1.3f, 8, 4),
    line(1.3f, 2, 4),
  };

  private Theme() {}

  /** One of the series' colours; after the last comes the first again. */
  static Color seriesColor(int index) {
    return SERIES_COLORS[index % SERIES_COLORS.length];
  }

  /** White at 0, a light blue that dark letters stand on at 1. */
  static Color tint(double share) {
    double blue = Math.max(0, Math.min(1, share));
    return new Color(
        (int) (255 - blue * (255 - 0x8C)),
        (int) (255 - blue * (255 - 0xC6)),
        (int) (255 - blue * (255 - 0xEC)));
  }

  /** Applies to what all charts have. */
  static void apply(Styler styler) {
    styler.setBaseFont(LABEL_FONT);
    styler.setChartBackgroundColor(BACKGROUND);
    styler.setPlotBackgroundColor(BACKGROUND);
    styler.setChartFontColor(TEXT);
    styler.setChartTitleFont(TITLE_FONT);
    styler.setChartTitleFontColor(TEXT);
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitlePadding(6);
    styler.setChartPadding(8);
    styler.setPlotBorderVisible(false);
    styler.setLegendFont(LABEL_FONT);
    styler.setLegendBorderColor(BACKGROUND);
    styler.setLegendBackgroundColor(BACKGROUND);
    styler.setSeriesColors(SERIES_COLORS);
    styler.setMarkerSize(7);
    styler.setAntiAlias(true);
    styler.setTextAntiAlias(true);
    styler.setAnnotationTextPanelFont(LABEL_FONT);
    styler.setAnnotationTextPanelFontColor(TEXT);
    styler.setAnnotationTextPanelBackgroundColor(BACKGROUND);
    styler.setAnnotationTextPanelBorderColor(BACKGROUND);
    styler.setAnnotationTextPanelPadding(2);
    styler.setAnnotationLineColor(LINE);
    styler.setAnnotationLineStroke(line(1.3f, 4, 4));
    styler.setXAxisTitleColor(TEXT);
    styler.setYAxisTitleColor(TEXT);
  }

  /** Applies to charts with axes. */
  static void apply(AxesChartStyler styler) {
    apply((Styler) styler);
    styler.setAxisTitleFont(AXIS_FONT);
    styler.setAxisTickLabelsFont(LABEL_FONT);
    styler.setAxisTickLabelsColor(TEXT);
    styler.setAxisTickMarksColor(LINE);
    styler.setAxisTickMarkLength(4);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(line(1f));
    styler.setAxisTitlePadding(10);
    styler.setPlotMargin(0);
  }

  /** Applies to one of a chart's lines. XChart would vary dashes only when colours have run out. */
  static void apply(XYSeries series, int index) {
    series.setMarker(SERIES_MARKERS[index % SERIES_MARKERS.length]);
    series.setLineStyle(SERIES_LINES[index % SERIES_LINES.length]);
  }

  /** Smooth edges and text for what Java2D draws itself. */
  static void smooth(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
  }

  private static BasicStroke line(float width, float... dash) {
    return new BasicStroke(
        width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, dash.length == 0 ? null : dash, 0);
  }
}
