package io.github.attention4j.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loader on files that this test makes: as they should be, missing, damaged and malformed. */
class MnistTest {
  private static final String IMAGES = "train-images-idx3-ubyte";
  private static final String LABELS = "train-labels-idx1-ubyte";
  private static final int PIXELS = 28 * 28;

  @TempDir Path folder;

  /** Three images: a full square of 24 x 24, a bar of 16 x 4, and a blank one. */
  @BeforeEach
  void writeGoodFiles() throws IOException {
    byte[] pixels = new byte[3 * PIXELS];
    fill(pixels, 0, 2, 3, 24, 24);
    fill(pixels, 1, 6, 10, 16, 4);
    write(IMAGES, bytes(0x803, new int[] {3, 28, 28}, pixels));
    write(LABELS, bytes(0x801, new int[] {3}, new byte[] {4, 1, 9}));
  }

  @Test
  void anImageIsTheShareOfInkInItsBlocks() {
    Digits digits = Mnist.load(folder);
    assertEquals(3, digits.size());
    assertArrayEquals(new int[] {4, 1, 9}, digits.labels());
    assertArrayEquals(new int[] {0, 1, 2}, digits.rows());
    for (int[] row : digits.asGrid(0)) { // its square is all ink
      assertArrayEquals(new int[] {16, 16, 16, 16, 16, 16, 16, 16}, row);
    }
    for (int[] row : digits.asGrid(1)) { // 4 of 16 columns, in the middle: two blocks of eight
      assertArrayEquals(new int[] {0, 0, 0, 16, 16, 0, 0, 0}, row);
    }
    for (int[] row : digits.asGrid(2)) {
      assertArrayEquals(new int[8], row);
    }
  }

  /** A square of 20 has blocks of 2.5 pixels; grey counts as its share of white. */
  @Test
  void aBlockMayCoverPartsOfPixels() throws IOException {
    byte[] pixels = new byte[PIXELS];
    fill(pixels, 0, 4, 4, 20, 20);
    Arrays.fill(pixels, 4 * 28 + 4, 4 * 28 + 24, (byte) 51); // the first row: a fifth of white
    write(IMAGES, bytes(0x803, new int[] {1, 28, 28}, pixels));
    write(LABELS, bytes(0x801, new int[] {1}, new byte[] {0}));
    int[][] image = Mnist.load(folder).asGrid(0);
    int first = Math.round(16 * (0.2f + 1.5f) / 2.5f);
    assertArrayEquals(new int[] {first, first, first, first, first, first, first, first}, image[0]);
    assertArrayEquals(new int[] {16, 16, 16, 16, 16, 16, 16, 16}, image[1]);
  }

  /** What the files hold is the same, whatever their names: the content tells what is gzipped. */
  @ParameterizedTest
  @ValueSource(strings = {"", ".gz"})
  void filesMayBeGzipped(String ending) throws IOException {
    Digits plain = Mnist.load(folder);
    for (String name : new String[] {IMAGES, LABELS}) {
      byte[] bytes = Files.readAllBytes(folder.resolve(name));
      Files.delete(folder.resolve(name));
      write(name + ending, gzip(bytes));
    }
    assertEquals(plain.images(), Mnist.load(folder).images());
  }

  @Test
  void theTestPartComesSecond() throws IOException {
    byte[] pixels = new byte[2 * PIXELS];
    write("t10k-images-idx3-ubyte", bytes(0x803, new int[] {2, 28, 28}, pixels));
    write("t10k-labels-idx1-ubyte", bytes(0x801, new int[] {2}, new byte[] {7, 8}));
    Digits digits = Mnist.load(folder);
    assertArrayEquals(new int[] {4, 1, 9, 7, 8}, digits.labels());
    assertTrue(digits.provenance().content().startsWith("5 images"));
  }

  @Test
  void theEnvironmentChooses() {
    assertEquals(1797, Digits.load(Map.of()).size());
    Map<String, String> environment = Map.of("ATTENTION4J_MNIST", folder.toString());
    assertEquals(3, Digits.load(environment).size());
  }

  @Test
  void namesAMissingFolder() {
    Path none = folder.resolve("none");
    DatasetException thrown = assertThrows(DatasetException.class, () -> Mnist.load(none));
    assertEquals(none + ": no such folder; expected MNIST's files there", thrown.getMessage());
  }

  @Test
  void namesAFolderWithoutFiles() throws IOException {
    Files.delete(folder.resolve(IMAGES));
    Files.delete(folder.resolve(LABELS));
    String expected =
        ", expected train-images-idx3-ubyte and train-labels-idx1-ubyte, or the same of t10k, each"
            + " with or without .gz";
    assertFailure(folder + ": found nothing" + expected);
    write("mnist.npz", new byte[1]);
    assertFailure(folder + ": found mnist.npz" + expected);
  }

  @Test
  void namesTheMissingHalfOfAPair() throws IOException {
    Files.move(folder.resolve(LABELS), folder.resolve("t10k-labels-idx1-ubyte"));
    assertFailure(
        folder + ": found " + IMAGES + ", but not train-labels-idx1-ubyte or the same with .gz");
    Files.delete(folder.resolve(IMAGES));
    assertFailure(
        folder
            + ": found t10k-labels-idx1-ubyte, but not t10k-images-idx3-ubyte or the same with .gz");
  }

  @Test
  void namesAFileOfAnotherKind() throws IOException {
    byte[] labels = Files.readAllBytes(folder.resolve(LABELS));
    write(IMAGES, labels);
    assertFailure(
        folder.resolve(IMAGES)
            + ": magic number is 0x00000801, expected 0x00000803: unsigned bytes, counted by images,"
            + " rows, columns");
    writeGoodFiles();
    write(LABELS, "<!DOCTYPE html>".getBytes());
    assertFailure(
        folder.resolve(LABELS)
            + ": magic number is 0x3c21444f, expected 0x00000801: unsigned bytes, counted by labels");
  }

  @Test
  void namesAFileOfAnotherLength() throws IOException {
    Path images = folder.resolve(IMAGES);
    byte[] good = Files.readAllBytes(images);
    String says =
        images + ": it says that it has 3 images of 28 rows of 28 columns, so expected 2352";
    write(IMAGES, Arrays.copyOf(good, good.length - 1));
    assertFailure(says + " numbers, found 2351");
    write(IMAGES, Arrays.copyOf(good, good.length + 1));
    assertFailure(says + " numbers, found more");
    write(IMAGES, Arrays.copyOf(good, 11));
    assertFailure(images + ": ends within its header or its compressed data");
    write(IMAGES, new byte[0]);
    assertFailure(images + ": ends within its header or its compressed data");
    byte[] zipped = gzip(good);
    write(IMAGES, Arrays.copyOf(zipped, zipped.length / 2));
    assertFailure(images + ": ends within its header or its compressed data");
  }

  @Test
  void namesADamagedArchive() throws IOException {
    byte[] zipped = gzip(Files.readAllBytes(folder.resolve(LABELS)));
    zipped[zipped.length - 6] ^= 1; // of the checksum
    write(LABELS, zipped);
    assertFailure(folder.resolve(LABELS) + ": cannot be read: Corrupt GZIP trailer");
  }

  @Test
  void namesASizeThatNoFileHas() throws IOException {
    Path images = folder.resolve(IMAGES);
    write(IMAGES, bytes(0x803, new int[] {0, 28, 28}, new byte[0]));
    assertFailure(images + ": it says that it has 0 images: no such file can be read");
    write(IMAGES, bytes(0x803, new int[] {3, -1, 28}, new byte[0]));
    assertFailure(images + ": it says that it has 4294967295 rows: no such file can be read");
    write(IMAGES, bytes(0x803, new int[] {70_000, 30_000, 28}, new byte[0]));
    assertFailure(images + ": it says that it has 28 columns: no such file can be read");
  }

  @Test
  void namesLabelsThatDoNotFit() throws IOException {
    Path labels = folder.resolve(LABELS);
    write(LABELS, bytes(0x801, new int[] {2}, new byte[] {4, 1}));
    assertFailure(labels + ": holds 2 labels, expected 3, for the images of " + IMAGES);
    write(LABELS, bytes(0x801, new int[] {3}, new byte[] {4, 1, 10}));
    assertFailure(labels + ": label 2 is 10, expected an integer from 0 to 9");
    write(LABELS, bytes(0x801, new int[] {3}, new byte[] {-1, 1, 10}));
    assertFailure(labels + ": label 0 is 255, expected an integer from 0 to 9");
  }

  @Test
  void namesAnUnreadableFile() throws IOException {
    Files.delete(folder.resolve(LABELS));
    Files.createDirectory(folder.resolve(LABELS));
    assertFailure(folder.resolve(LABELS) + ": cannot be read: Is a directory");
  }

  private void assertFailure(String message) {
    DatasetException thrown = assertThrows(DatasetException.class, () -> Mnist.load(folder));
    assertEquals(message, thrown.getMessage());
  }

  /** Inks a rectangle of an image. */
  private static void fill(byte[] pixels, int image, int top, int left, int height, int width) {
    for (int row = top; row < top + height; row++) {
      int start = image * PIXELS + row * 28 + left;
      Arrays.fill(pixels, start, start + width, (byte) 255);
    }
  }

  private static byte[] bytes(int magic, int[] sizes, byte[] numbers) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * sizes.length + numbers.length).putInt(magic);
    Arrays.stream(sizes).forEach(buffer::putInt);
    return buffer.put(numbers).array();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }
}
