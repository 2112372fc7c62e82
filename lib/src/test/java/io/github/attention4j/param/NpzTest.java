package io.github.attention4j.param;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.Close;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Files of arrays, held to files that numpy wrote (src/test/resources/numpy/make.py). */
class NpzTest {
  @TempDir Path folder;

  private static Path numpy(String name) {
    return Path.of("src/test/resources/numpy", name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "compressed.npz"})
  void readsWhatNumpyWrites(String name) throws IOException {
    Map<String, INDArray> arrays = Npz.read(numpy(name));
    INDArray numbers = Nd4j.arange(24).castTo(DataType.DOUBLE).div(4).sub(3);
    INDArray first = numbers.get(NDArrayIndex.interval(0, 6)).dup();
    Map<String, INDArray> expected = new LinkedHashMap<>();
    expected.put("float.rank4", numbers.reshape(2, 3, 2, 2).castTo(DataType.FLOAT));
    expected.put("double.rank2", first.add(1e-9).reshape(2, 3));
    expected.put("double.rank1", numbers.get(NDArrayIndex.interval(0, 5)).dup());
    expected.put("double.rank0", Nd4j.scalar(2.5));
    expected.put("double.empty", Nd4j.create(DataType.DOUBLE, 0, 3));
    expected.put("double.fortran", numbers.reshape(2, 3, 4));
    expected.put("int.rank1", Nd4j.createFromArray(1, -2, Integer.MAX_VALUE));
    expected.put("long.rank0", Nd4j.scalar((1L << 53) + 1));
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(arrays.keySet()));
    expected.forEach(
        (key, array) -> {
          assertEquals(array.dataType(), arrays.get(key).dataType(), key);
          assertArrayEquals(array.shape(), arrays.get(key).shape(), key);
          assertArrayEquals(Close.elements(array), Close.elements(arrays.get(key)), key);
        });
    assertEquals((1L << 53) + 1, arrays.get("long.rank0").getLong(0));
  }

  /** To the byte: so numpy reads what we write. */
  @Test
  void writesWhatNumpyWrites() throws IOException {
    Map<String, INDArray> arrays = Npz.read(numpy("stored.npz"));
    arrays.keySet().removeIf(name -> name.matches("(int|long|double.fortran).*"));
    Path file = folder.resolve("ours.npz");
    Npz.write(file, arrays);
    try (ZipFile ours = new ZipFile(file.toFile());
        ZipFile theirs = new ZipFile(numpy("stored.npz").toFile())) {
      assertEquals(5, ours.size());
      for (ZipEntry entry : ours.stream().toList()) {
        assertArrayEquals(
            theirs.getInputStream(theirs.getEntry(entry.getName())).readAllBytes(),
            ours.getInputStream(entry).readAllBytes(),
            entry.getName());
      }
    }
  }

  @Test
  void theSameArraysGiveTheSameBytes() throws IOException {
    INDArray array = Nd4j.arange(12).reshape(3, 4).castTo(DataType.FLOAT);
    Npz.write(folder.resolve("a.npz"), Map.of("x", array));
    Npz.write(folder.resolve("b.npz"), Map.of("x", array.dup('f')));
    INDArray view = Nd4j.hstack(array, array).get(NDArrayIndex.all(), NDArrayIndex.interval(4, 8));
    Npz.write(folder.resolve("c.npz"), Map.of("x", view));
    byte[] bytes = Files.readAllBytes(folder.resolve("a.npz"));
    assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("b.npz")));
    assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("c.npz")));
  }

  @Test
  void replacesAFileOnlyWhenTold() throws IOException {
    Path file = folder.resolve("weights.npz");
    INDArray one = Nd4j.scalar(1.0);
    INDArray two = Nd4j.scalar(2.0);
    Npz.write(file, Map.of("x", one));
    IOException refusal =
        assertThrows(FileAlreadyExistsException.class, () -> Npz.write(file, Map.of("x", two)));
    assertEquals(
        file + ": exists already; StandardCopyOption.REPLACE_EXISTING replaces it",
        refusal.getMessage());
    assertEquals(1, Npz.read(file).get("x").getDouble(0));
    Npz.write(file, Map.of("x", two), StandardCopyOption.REPLACE_EXISTING);
    assertEquals(2, Npz.read(file).get("x").getDouble(0));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void refusesWhatItCannotWrite() {
    Path file = folder.resolve("weights.npz");
    Map<String, INDArray> whole = Map.of("x", Nd4j.ones(DataType.INT64, 2));
    RuntimeException refusal =
        assertThrows(IllegalArgumentException.class, () -> Npz.write(file, whole));
    assertEquals("npz: array x is LONG, expected FLOAT or DOUBLE", refusal.getMessage());
    Path nowhere = folder.resolve("none");
    IOException missing =
        assertThrows(
            NoSuchFileException.class, () -> Npz.write(nowhere.resolve("a.npz"), Map.of()));
    assertEquals(nowhere + ": no such folder", missing.getMessage());
    assertFalse(Files.exists(file));
  }

  @Test
  void leavesNothingBehindWhenWritingFails() throws IOException {
    INDArray closed = Nd4j.ones(DataType.FLOAT, 2);
    closed.close();
    Path file = folder.resolve("weights.npz");
    assertThrows(IllegalStateException.class, () -> Npz.write(file, Map.of("x", closed)));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  static Stream<Arguments> damages() throws IOException {
    byte[] good = Npy.write(Nd4j.createFromArray(1.0, 2.0).reshape(1, 2));
    return Stream.of(
        Arguments.of("is cut off", new byte[0]),
        Arguments.of("is cut off", Arrays.copyOf(good, 60)),
        Arguments.of("is no array of numpy's", changed(good, "NUMPY", "LUMPY")),
        Arguments.of("is no array of numpy's", changed(good, "NUMPY\u0001", "NUMPY\u0004")),
        Arguments.of("is cut off", changed(good, "\u0001\u0000v\u0000", "\u0001\u0000v\u0001")),
        Arguments.of("has a damaged header", changed(good, "shape", "shade")),
        Arguments.of("has a damaged header", changed(good, "(1, 2)", "(-, 2)")),
        Arguments.of("is of type >f8, expected <f4, <f8, <i4 or <i8", changed(good, "<f8", ">f8")),
        Arguments.of(
            "has 16 bytes of elements, too few or too many for [1, 3] DOUBLE",
            changed(good, "1, 2", "1, 3")),
        Arguments.of(
            "has 15 bytes of elements, too few or too many for [1, 2] DOUBLE",
            Arrays.copyOf(good, good.length - 1)),
        Arguments.of(
            "has 16 bytes of elements, too few or too many for [999999999999999999, 1000] DOUBLE",
            changed(good, "(1, 2), }" + " ".repeat(20), "(999999999999999999, 1000), }")));
  }

  private static byte[] changed(byte[] bytes, String from, String to) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertTrue(text.contains(from), from);
    return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void refusesDamagedArrays(String message, byte[] bytes) throws IOException {
    Path file = folder.resolve("damaged.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("query.weight.npy"));
      zip.write(bytes);
    }
    IOException refusal = assertThrows(IOException.class, () -> Npz.read(file));
    assertEquals(file + ": array query.weight " + message, refusal.getMessage());
  }

  @Test
  void refusesDamagedFiles() throws IOException {
    Path file = folder.resolve("damaged.npz");
    IOException refusal = assertThrows(NoSuchFileException.class, () -> Npz.read(file));
    assertEquals(file + ": no such file", refusal.getMessage());
    byte[] good = Files.readAllBytes(numpy("stored.npz"));
    Files.write(file, Arrays.copyOf(good, good.length / 2));
    refusal = assertThrows(IOException.class, () -> Npz.read(file));
    assertTrue(
        refusal.getMessage().startsWith(file + ": no .npz file, or damaged ("),
        refusal.getMessage());
    good[200] ^= 1; // in the elements of the first array
    Files.write(file, good);
    refusal = assertThrows(IOException.class, () -> Npz.read(file));
    assertEquals(
        file + ": array float.rank4 is damaged: its checksum does not match", refusal.getMessage());
    refusal = assertThrows(IOException.class, () -> Npz.read(numpy("complex.npz")));
    assertEquals(
        numpy("complex.npz") + ": array wave is of type <c8, expected <f4, <f8, <i4 or <i8",
        refusal.getMessage());
  }
}
