package io.github.attention4j.datasets;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * A file of unsigned bytes in the IDX format, in which MNIST and its relatives are published.
 *
 * <pre>
 * 2 bytes   0
 * 1 byte    8: the numbers are unsigned bytes
 * 1 byte    how many axes there are
 * 4 bytes   for each axis: its size, the highest byte first
 * then      the numbers, row by row
 * </pre>
 *
 * <p>The first four bytes together are the "magic number": 0x00000803 for images, 0x00000801 for
 * labels. A file may be gzipped, whatever its name is.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST Database of Handwritten Digits, "File
 * formats".
 *
 * @param path the file
 * @param sizes the size of each axis
 * @param numbers the numbers, 0 to 255 as signed bytes
 */
record IdxFile(Path path, int[] sizes, byte[] numbers) {
  private static final int UNSIGNED_BYTES = 0x0800;

  /**
   * Reads a file.
   *
   * @param axes what each axis counts, such as "images", "rows" and "columns"
   * @throws DatasetException if it cannot be read, is of another kind, has an axis of size 0, or
   *     does not hold as many numbers as it says
   */
  static IdxFile read(Path path, String... axes) {
    try (InputStream file = Files.newInputStream(path)) {
      return read(path, new DataInputStream(unzipped(new BufferedInputStream(file))), axes);
    } catch (EOFException e) {
      throw new DatasetException(path + ": ends within its header or its compressed data", e);
    } catch (IOException e) {
      throw new DatasetException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static InputStream unzipped(BufferedInputStream in) throws IOException {
    in.mark(2);
    int first = in.read();
    int second = in.read();
    in.reset();
    boolean zipped = (second << 8 | first) == GZIPInputStream.GZIP_MAGIC;
    return zipped ? new GZIPInputStream(in) : in;
  }

  private static IdxFile read(Path path, DataInputStream in, String... axes) throws IOException {
    int magic = in.readInt();
    int expected = UNSIGNED_BYTES | axes.length;
    if (magic != expected) {
      throw new DatasetException(
          "%s: magic number is 0x%08x, expected 0x%08x: unsigned bytes, counted by %s"
              .formatted(path, magic, expected, String.join(", ", axes)));
    }
    int[] sizes = new int[axes.length];
    long count = 1;
    for (int axis = 0; axis < axes.length; axis++) {
      sizes[axis] = in.readInt();
      if (sizes[axis] < 1 || count * sizes[axis] > Integer.MAX_VALUE - 8) { // the longest array
        throw new DatasetException(
            "%s: it says that it has %d %s: no such file can be read"
                .formatted(path, Integer.toUnsignedLong(sizes[axis]), axes[axis]));
      }
      count *= sizes[axis];
    }
    byte[] numbers = in.readNBytes((int) count);
    if (numbers.length < count || in.read() >= 0) {
      throw new DatasetException(
          "%s: it says that it has %s, so expected %d numbers, found %s"
              .formatted(
                  path,
                  IntStream.range(0, axes.length)
                      .mapToObj(axis -> sizes[axis] + " " + axes[axis])
                      .collect(Collectors.joining(" of ")),
                  count,
                  numbers.length < count ? numbers.length : "more"));
    }
    return new IdxFile(path, sizes, numbers);
  }

  /** Returns how many numbers belong to one item of the first axis. */
  int stride() {
    return numbers.length / sizes[0];
  }

  /** Returns number {@code n} of item {@code i}, 0 to 255. */
  int at(int i, int n) {
    return Byte.toUnsignedInt(numbers[i * stride() + n]);
  }

  @Override
  public String toString() {
    return path.getFileName() + Arrays.toString(sizes);
  }
}
