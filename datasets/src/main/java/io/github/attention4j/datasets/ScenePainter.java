package io.github.attention4j.datasets;

import io.github.attention4j.datasets.Thing.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Paints the things of a scene on noisy paper. */
final class ScenePainter {
  /** The pixels of a cell's side. */
  static final int CELL = 8;

  /** The pixels of a shape's side; what is left of a cell is room to shift it. */
  private static final int SHAPE = 7;

  private static final int CHANNELS = 3;
  private static final int PAPER = 235;
  private static final int PAINT = 215;
  private static final int DARK = 45;
  private static final int BRIGHTER = 20;
  private static final int NOISE = 12;
  private static final int CRUMBS = 10;

  private ScenePainter() {}

  /** Returns 3 x (8 side) x (8 side) pixels, 0 to 255: all of red, then of green, of blue. */
  static int[] paint(int side, List<Thing> things, Random random) {
    int width = CELL * side;
    int[] pixels = new int[CHANNELS * width * width];
    Arrays.fill(pixels, PAPER);
    for (Thing thing : things) {
      int left = thing.cell() % side * CELL + random.nextInt(CELL - SHAPE + 1);
      int top = thing.cell() / side * CELL + random.nextInt(CELL - SHAPE + 1);
      int brighter = between(-BRIGHTER, BRIGHTER, random);
      for (int y = 0; y < SHAPE; y++) {
        for (int x = 0; x < SHAPE; x++) {
          if (isPainted(thing, x, y)) {
            for (int channel = 0; channel < CHANNELS; channel++) {
              int paint = channel == thing.colour().ordinal() ? PAINT : DARK;
              pixels[(channel * width + top + y) * width + left + x] = paint + brighter;
            }
          }
        }
      }
    }
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Math.min(255, Math.max(0, pixels[i] + between(-NOISE, NOISE, random)));
    }
    return pixels;
  }

  /** Scatters dark grey pixels over a cell: crumbs, which no caption names. */
  static void scatterCrumbs(int side, int cell, int[] pixels, Random random) {
    int width = CELL * side;
    for (int crumb = 0; crumb < CRUMBS; crumb++) {
      int y = cell / side * CELL + random.nextInt(CELL);
      int x = cell % side * CELL + random.nextInt(CELL);
      for (int channel = 0; channel < CHANNELS; channel++) {
        pixels[(channel * width + y) * width + x] = DARK + between(-NOISE, NOISE, random);
      }
    }
  }

  private static int between(int least, int most, Random random) {
    return least + random.nextInt(most - least + 1);
  }

  private static boolean isPainted(Thing thing, int x, int y) {
    return isInside(thing.shape(), x, y)
        && switch (thing.fill()) {
          case SOLID -> true;
          case HOLLOW -> isEdge(thing.shape(), x, y);
          case STRIPED -> y % 2 == 0;
          case DOTTED -> (x + y) % 2 == 0;
        };
  }

  private static boolean isEdge(Shape shape, int x, int y) {
    return !isInside(shape, x - 1, y)
        || !isInside(shape, x + 1, y)
        || !isInside(shape, x, y - 1)
        || !isInside(shape, x, y + 1);
  }

  private static boolean isInside(Shape shape, int x, int y) {
    double fromMiddle = Math.abs(x - (SHAPE - 1) / 2.0);
    double below = y - (SHAPE - 1) / 2.0;
    return y >= 0
        && y < SHAPE
        && switch (shape) {
          case SQUARE -> fromMiddle < SHAPE / 2.0;
          case CIRCLE -> fromMiddle * fromMiddle + below * below < SHAPE * SHAPE / 4.0;
          case TRIANGLE -> fromMiddle <= y / 2.0;
        };
  }
}
