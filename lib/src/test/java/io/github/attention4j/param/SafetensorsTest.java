package io.github.attention4j.param;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.contract.Close;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SafetensorsTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("arrays.safetensors");
  }

  private void write(String header, byte... elements) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer all = ByteBuffer.allocate(8 + text.length + elements.length);
    all.order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text).put(elements);
    Files.write(file, all.array());
  }

  @Test
  void everyBitComesBack() throws IOException {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put("b.float", Nd4j.createFromArray(-0f, Float.MIN_VALUE, 1 / 3f, Float.MAX_VALUE));
    arrays.put("a.double", Nd4j.createFromArray(-0.0, Double.MIN_VALUE, 1 / 3.0, 1e300));
    arrays.put("not finite", Nd4j.createFromArray(Float.NaN, Float.NEGATIVE_INFINITY));
    arrays.put("rank0", Nd4j.scalar(2.5));
    arrays.put("rank4 \"\u00fc\"", Nd4j.arange(24).reshape(2, 3, 2, 2).castTo(DataType.DOUBLE));
    arrays.put("empty", Nd4j.create(DataType.FLOAT, 0, 3));
    Safetensors.write(file, arrays);
    Map<String, INDArray> read = Safetensors.read(file);
    assertEquals(List.copyOf(arrays.keySet()), List.copyOf(read.keySet()));
    arrays.forEach(
        (name, array) -> {
          assertEquals(array.dataType(), read.get(name).dataType(), name);
          assertArrayEquals(array.shape(), read.get(name).shape(), name);
          assertArrayEquals(Close.elements(array), Close.elements(read.get(name)), name);
        });
    assertEquals(1 / -0.0, 1 / read.get("a.double").getDouble(0), "negative zero");
  }

  /** By the format's description: length, JSON, elements; the elements begin at a multiple of 8. */
  @Test
  void writesTheFormat() throws IOException {
    Safetensors.write(file, Map.of("x", Nd4j.createFromArray(1f, 2f).reshape(1, 2)));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[(int) bytes.getLong()];
    bytes.get(header);
    String expected =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"x\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
    assertEquals(expected, new String(header, StandardCharsets.UTF_8).stripTrailing());
    assertEquals(0, header.length % 8);
    assertEquals(1, bytes.getFloat());
    assertEquals(2, bytes.getFloat());
    assertEquals(0, bytes.remaining());
  }

  @Test
  void theSameArraysGiveTheSameBytes() throws IOException {
    INDArray array = Nd4j.arange(12).reshape(3, 4).castTo(DataType.FLOAT);
    INDArray view = Nd4j.hstack(array, array).get(NDArrayIndex.all(), NDArrayIndex.interval(4, 8));
    Safetensors.write(file, Map.of("x", array));
    byte[] bytes = Files.readAllBytes(file);
    for (INDArray same : List.of(array.dup('f'), view)) {
      Safetensors.write(file, Map.of("x", same), StandardCopyOption.REPLACE_EXISTING);
      assertArrayEquals(bytes, Files.readAllBytes(file));
    }
  }

  @Test
  void readsWholeNumbersOfEitherSize() throws IOException {
    write(
        "{\"i\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[8,16]},"
            + "\"l\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}} ",
        bytes(buffer(16).putLong((1L << 53) + 1).putInt(-2).putInt(Integer.MAX_VALUE)));
    Map<String, INDArray> arrays = Safetensors.read(file);
    assertEquals(Nd4j.createFromArray(-2, Integer.MAX_VALUE), arrays.get("i"));
    assertEquals((1L << 53) + 1, arrays.get("l").getLong(0));
    assertEquals(DataType.INT64, arrays.get("l").dataType());
  }

  /** 1, -2, the smallest and the largest of binary16, a third and infinity; 1 and -3 of BF16. */
  @Test
  void readsHalvesAsFloat() throws IOException {
    ByteBuffer halves = buffer(16);
    for (int half : new int[] {0x3c00, 0xc000, 0x0001, 0x7bff, 0x3555, 0xfc00, 0x3f80, 0xc040}) {
      halves.putShort((short) half);
    }
    write(
        "{\"half\":{\"dtype\":\"F16\",\"shape\":[6],\"data_offsets\":[0,12]},"
            + "\"brain\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[12,16]}}",
        bytes(halves));
    Map<String, INDArray> arrays = Safetensors.read(file);
    assertEquals(DataType.FLOAT, arrays.get("half").dataType());
    double[] expected = {1, -2, Math.pow(2, -24), 65504, 1365 / 4096.0, Double.NEGATIVE_INFINITY};
    assertArrayEquals(expected, Close.elements(arrays.get("half")));
    assertArrayEquals(new double[] {1, -3}, Close.elements(arrays.get("brain")));
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    return buffer.array();
  }

  static Stream<Arguments> damages() {
    String damaged = "no .safetensors file, or damaged (%s)";
    String one = "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    String entry = damaged.formatted("the header of array x is damaged");
    String places = damaged.formatted("its arrays do not follow one another");
    return Stream.of(
        Arguments.of(damaged.formatted("its header is no JSON"), "{\"x\":", 0),
        Arguments.of(damaged.formatted("its header is no JSON"), one + one, 4),
        Arguments.of(damaged.formatted("its header is no JSON"), "{\"x\":1,\"x\":2}", 0),
        Arguments.of(damaged.formatted("its header is no JSON object"), "[]", 0),
        Arguments.of(damaged.formatted("its header is no JSON object"), "", 0),
        Arguments.of(entry, "{\"x\":7}", 0),
        Arguments.of(entry, one.replace("\"F32\"", "32"), 4),
        Arguments.of(entry, one.replace("[1]", "[-1]"), 4),
        Arguments.of(entry, one.replace("[1]", "[1.5]"), 4),
        Arguments.of(entry, one.replace("[1]", "[99999999999999999999]"), 4),
        Arguments.of(entry, one.replace("[1]", "{\"1\":1}"), 4),
        Arguments.of(entry, one.replace("[0,4]", "[0]"), 4),
        Arguments.of(places, one.replace("[0,4]", "[4,0]"), 4),
        Arguments.of(places, one.replace("[0,4]", "[4,8]"), 8),
        Arguments.of(places, one.replace("}}", "},") + one.replace("{\"x", "\"y"), 8),
        Arguments.of(damaged.formatted("its arrays have 4 bytes of elements, the file 3"), one, 3),
        Arguments.of(damaged.formatted("its arrays have 4 bytes of elements, the file 5"), one, 5),
        Arguments.of(
            "array x is of type U8, expected one of [F64, F32, F16, BF16, I64, I32]",
            one.replace("F32", "U8"),
            4),
        Arguments.of(
            "array x has 4 bytes, too few or too many for [2] F32", one.replace("[1]", "[2]"), 4),
        Arguments.of(
            "array x has 4 bytes, too few or too many for"
                + " [4611686018427387904, 4611686018427387904] F32",
            one.replace("[1]", "[4611686018427387904,4611686018427387904]"),
            4));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("damages")
  void namesWhatIsDamaged(String message, String header, int elements) throws IOException {
    write(header, new byte[elements]);
    IOException refusal = assertThrows(IOException.class, () -> Safetensors.read(file));
    assertEquals(file + ": " + message, refusal.getMessage());
  }

  /** Cut off anywhere, or with a length that is none. */
  @Test
  void noFileThatIsCutOffIsRead() throws IOException {
    Safetensors.write(file, Map.of("x", Nd4j.createFromArray(1f, 2f)));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(IOException.class, () -> Safetensors.read(file), "length " + length);
    }
    for (long length : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE}) {
      Files.write(file, bytes(buffer(16).putLong(length)));
      IOException refusal = assertThrows(IOException.class, () -> Safetensors.read(file));
      assertEquals(
          file + ": no .safetensors file, or damaged (cut off in its header)",
          refusal.getMessage());
    }
  }

  @Test
  void replacesAFileOnlyWhenTold() throws IOException {
    Safetensors.write(file, Map.of("x", Nd4j.scalar(1.0)));
    Map<String, INDArray> other = Map.of("x", Nd4j.scalar(2.0));
    assertThrows(FileAlreadyExistsException.class, () -> Safetensors.write(file, other));
    assertEquals(1, Safetensors.read(file).get("x").getDouble(0));
    Safetensors.write(file, other, StandardCopyOption.REPLACE_EXISTING);
    assertEquals(2, Safetensors.read(file).get("x").getDouble(0));
  }

  @Test
  void refusesWhatItCannotWriteOrFind() throws IOException {
    RuntimeException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Safetensors.write(file, Map.of("x", Nd4j.createFromArray(1, 2))));
    assertEquals("safetensors: array x is INT, expected FLOAT or DOUBLE", refusal.getMessage());
    refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Safetensors.write(file, Map.of("__metadata__", Nd4j.scalar(1.0))));
    assertEquals(
        "safetensors: array __metadata__ has the name of the format's own entry",
        refusal.getMessage());
    assertThrows(NoSuchFileException.class, () -> Safetensors.read(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count(), "nothing was written");
    }
  }
}
