package io.github.attention4j.kernel;

/**
 * Maps with zeros around them, in one array each, for 3x3 windows.
 *
 * <p>Rows stand behind one another with zeros between them, which serve the end of one row and the
 * beginning of the next. What a place {@code (u, v)} of the windows sees, {@code u, v = -1, 0, 1},
 * is then the same array from another {@linkplain #first beginning}: no number is copied.
 *
 * <pre>{@code
 * 0 0 0 0      of a map of 2 rows of 3 places: what the windows' middle sees begins at a, what
 * 0 a b c      their left sees at the zero before it, and what their upper left sees at the first
 * 0 d e f      zero; of {@code columns} numbers each, those at a zero's place belong to no place
 * 0 0 0 0
 * 0 0
 * }</pre>
 *
 * @param above the rows of zeros above and below: the dilation, or 0 where it leads out of the map
 *     from every row
 * @param beside the zeros between two rows, likewise
 */
record PaddedSizes(int height, int width, int above, int beside) {

  /** The sizes of maps for windows that look so far. */
  static PaddedSizes of(int height, int width, long dilation) {
    return new PaddedSizes(
        height,
        width,
        dilation < height ? (int) dilation : 0,
        dilation < width ? (int) dilation : 0);
  }

  /** From the beginning of a row to that of the next. */
  int rowLength() {
    return width + beside;
  }

  /** The numbers that a place of the windows sees. */
  int columns() {
    return height * rowLength();
  }

  /** The numbers of a map with all its zeros. */
  int length() {
    return columns() + 2 * first(0, 0);
  }

  /** Whether a place of the windows sees anything but zeros. */
  boolean sees(int u, int v) {
    return (u == 0 || above > 0) && (v == 0 || beside > 0);
  }

  /** Where that begins which a place of the windows sees. */
  int first(int u, int v) {
    return (u + 1) * above * rowLength() + (v + 1) * beside;
  }
}
