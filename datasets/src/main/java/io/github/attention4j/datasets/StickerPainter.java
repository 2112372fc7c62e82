package io.github.attention4j.datasets;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Paints the stickers of a sheet on noisy paper. */
final class StickerPainter {
  private static final int CELLS = 3; // of a row
  private static final int CELL = Stickers.SIDE / CELLS;
  private static final int CHANNELS = 3;
  private static final int PAPER = 235;
  private static final int BRIGHTER = 20;
  private static final int NOISE = 12;

  private StickerPainter() {}

  /** Returns 3 x S x S pixels, 0 to 255: all of red, then of green, of blue. */
  static int[] paint(List<Sticker> stickers, Random random) {
    int width = Stickers.SIDE;
    int[] pixels = new int[CHANNELS * width * width];
    Arrays.fill(pixels, PAPER);
    for (Sticker sticker : stickers) {
      int room = CELL - Sticker.Shape.SIDE + 1;
      int left = sticker.cell() % CELLS * CELL + random.nextInt(room);
      int top = sticker.cell() / CELLS * CELL + random.nextInt(room);
      int brighter = between(-BRIGHTER, BRIGHTER, random);
      for (int y = 0; y < Sticker.Shape.SIDE; y++) {
        for (int x = 0; x < Sticker.Shape.SIDE; x++) {
          if (sticker.shape().covers(x, y)) {
            for (int channel = 0; channel < CHANNELS; channel++) {
              pixels[(channel * width + top + y) * width + left + x] =
                  sticker.colour().channel(channel) + brighter;
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

  private static int between(int least, int most, Random random) {
    return least + random.nextInt(most - least + 1);
  }
}
