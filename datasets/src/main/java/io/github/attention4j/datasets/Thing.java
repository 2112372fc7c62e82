package io.github.attention4j.datasets;

import java.util.Locale;

/**
 * A thing in a picture of {@link Scenes}.
 *
 * @param colour what a caption says of it
 * @param shape what a caption calls it
 * @param fill what no caption says
 * @param cell where it stands: its cell, counted from 0, row by row
 */
public record Thing(Colour colour, Shape shape, Fill fill, int cell) {

  /** The colours. */
  public enum Colour {
    /** Bright in the first channel alone. */
    RED,
    /** Bright in the second channel alone. */
    GREEN,
    /** Bright in the third channel alone. */
    BLUE
  }

  /** The shapes. */
  public enum Shape {
    /** As wide and as high as the square. */
    CIRCLE,
    /** Parallel to the picture's sides. */
    SQUARE,
    /** With its tip above. */
    TRIANGLE
  }

  /** How much of a shape is painted. */
  public enum Fill {
    /** All of it. */
    SOLID,
    /** Its outline. */
    HOLLOW,
    /** Every second row. */
    STRIPED,
    /** Every second pixel, as on a chessboard. */
    DOTTED
  }

  /** Returns what a caption calls it, such as {@code red circle}. */
  public String name() {
    return (colour + " " + shape).toLowerCase(Locale.ROOT);
  }
}
