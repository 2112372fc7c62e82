package io.github.attention4j.datasets;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A sticker on a sheet of {@link Stickers}: a name, colour and shape, and a place.
 *
 * @param colour its colour
 * @param shape its shape
 * @param cell where it stands: its cell, counted from 0, row by row
 */
public record Sticker(Colour colour, Shape shape, int cell) {

  /** The colours, of three channels each. */
  public enum Colour {
    /** Bright in the first channel. */
    RED(215, 45, 45),
    /** Bright in the second channel. */
    GREEN(45, 170, 60),
    /** Bright in the third channel. */
    BLUE(45, 80, 215),
    /** Bright in the first channel, and half as bright in the second. */
    ORANGE(225, 130, 40),
    /** Bright in the first and the third channel. */
    PURPLE(165, 60, 190);

    private final int[] channels;

    Colour(int... channels) {
      this.channels = channels;
    }

    int channel(int channel) {
      return channels[channel];
    }
  }

  /** The shapes, all as wide and as high. */
  public enum Shape {
    /** Round. */
    CIRCLE,
    /** Parallel to the picture's sides. */
    SQUARE,
    /** With its tip above. */
    TRIANGLE,
    /** Two bars, upright and level. */
    CROSS,
    /** A square on its tip. */
    DIAMOND;

    /** The pixels of a shape's side. */
    static final int SIDE = 7;

    /** Whether it covers a pixel of its SIDE x SIDE. */
    boolean covers(int x, int y) {
      int across = Math.abs(x - SIDE / 2);
      int down = Math.abs(y - SIDE / 2);
      return switch (this) {
        case CIRCLE -> across * across + down * down < SIDE * SIDE / 4.0;
        case SQUARE -> true;
        case TRIANGLE -> 2 * across <= y;
        case CROSS -> across <= 1 || down <= 1;
        case DIAMOND -> across + down <= SIDE / 2;
      };
    }
  }

  /** Returns what a caption calls it, such as {@code red circle}. */
  public String name() {
    return String.join(" ", words());
  }

  /** Returns its name's two words, the colour and the shape. */
  List<String> words() {
    return List.of(word(colour), word(shape));
  }

  /** Returns whether it is one of those that are kept back while a model learns. */
  public boolean isKeptBack() {
    return colour.ordinal() == shape.ordinal();
  }

  static Stream<String> words(Enum<?>[] values) {
    return Stream.of(values).map(Sticker::word);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
