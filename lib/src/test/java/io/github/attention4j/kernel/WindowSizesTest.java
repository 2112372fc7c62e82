package io.github.attention4j.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many rows of a map are multiplied at once. */
class WindowSizesTest {

  /** Channels, height, width and window, the channels of the product, rows. */
  @ParameterizedTest
  @CsvSource({
    "16, 16, 16, 3, 16, 16", // all: 663,552 multiplications
    "16, 16, 16, 3, 32, 8", // 12 would fit a million, two blocks of 8 do the same
    "32, 16, 16, 3, 32, 6", // 6, 6 and 4: 995,328
    "64, 14, 14, 3, 64, 1", // a row has 589,824
    "512, 7, 7, 3, 512, 4", // a row has more than a million: as many as stay in the cache
    "512, 300, 300, 7, 1, 1", // and a single one, where even that does not
    "2, 24, 24, 7, 1, 24",
    "1, 1, 1, 1, 1, 1"
  })
  void blocksAreSmallEnoughAndAboutEqual(
      int channels, int height, int width, int window, int others, int rows) {
    WindowSizes sizes = new WindowSizes(channels, height, width, window, 1);
    assertEquals(rows, sizes.blockRows(others));
  }
}
