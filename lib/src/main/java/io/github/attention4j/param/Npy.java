package io.github.attention4j.param;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One array as numpy stores it: a magic word, the format's version, the header's length, the
 * header, which is a Python dictionary, and the elements.
 *
 * <p>ND4J has a reader and a writer of its own, but the one takes damaged files or does not return
 * from them, and the other mixes up the elements of some arrays.
 *
 * <p>Source: "NPY format" in the manual of numpy.lib.format, versions 1.0 to 3.0.
 */
final class Npy {
  private static final String MAGIC = "\u0093NUMPY";
  private static final int ALIGNMENT = 64;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '(.+)', 'fortran_order': (True|False), 'shape': \\(((?:[0-9]{1,18}[, ]*)*)\\), \\}\\s*");
  private static final Map<String, DataType> TYPES =
      Map.of(
          "<f4",
          DataType.FLOAT,
          "<f8",
          DataType.DOUBLE,
          "<i4",
          DataType.INT32,
          "<i8",
          DataType.INT64);

  private Npy() {}

  /** The bytes of a FLOAT or DOUBLE array. */
  static byte[] write(INDArray array) {
    boolean isFloat = array.dataType() == DataType.FLOAT;
    byte[] header = header(isFloat ? "<f4" : "<f8", array.shape());
    int size = Math.toIntExact(array.length() * array.dataType().width());
    ByteBuffer buffer = ByteBuffer.allocate(MAGIC.length() + 4 + header.length + size);
    buffer.order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(MAGIC.getBytes(StandardCharsets.ISO_8859_1)).put((byte) 1).put((byte) 0);
    buffer.putShort((short) header.length).put(header);
    put(buffer, array);
    return buffer.array();
  }

  /** Puts the elements of a FLOAT or DOUBLE array, row by row. */
  static void put(ByteBuffer buffer, INDArray array) {
    if (array.dataType() == DataType.FLOAT) {
      buffer.asFloatBuffer().put(array.dup('c').data().asFloat());
    } else {
      buffer.asDoubleBuffer().put(array.dup('c').data().asDouble());
    }
  }

  /** The header, filled up with spaces so that the elements begin at a multiple of 64. */
  private static byte[] header(String type, long[] sizes) {
    String shape = LongStream.of(sizes).mapToObj(Long::toString).collect(Collectors.joining(", "));
    String comma = sizes.length == 1 ? "," : "";
    String text =
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + comma + "), }";
    int end = MAGIC.length() + 4 + text.length() + 1;
    String spaces = " ".repeat(ALIGNMENT - end % ALIGNMENT);
    return (text + spaces + "\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * The array that bytes hold: floating-point or whole numbers of 4 or 8 bytes.
   *
   * @throws IOException if the bytes are damaged or hold something else; the message goes on from
   *     the array's name
   */
  static INDArray read(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Matcher header = HEADER.matcher(header(buffer));
    if (!header.matches()) {
      throw new IOException("has a damaged header");
    }
    DataType type = TYPES.get(header.group(1));
    if (type == null) {
      throw new IOException("is of type " + header.group(1) + ", expected <f4, <f8, <i4 or <i8");
    }
    long[] sizes =
        Stream.of(header.group(3).split("[, ]+"))
            .filter(size -> !size.isEmpty())
            .mapToLong(Long::parseLong)
            .toArray();
    double expected = LongStream.of(sizes).asDoubleStream().reduce(type.width(), (a, b) -> a * b);
    if (buffer.remaining() != expected) {
      String form = Arrays.toString(sizes) + " " + type;
      throw new IOException(
          "has " + buffer.remaining() + " bytes of elements, too few or too many for " + form);
    }
    char order = header.group(2).equals("True") ? 'f' : 'c';
    return elements(type, buffer.slice().order(ByteOrder.LITTLE_ENDIAN), sizes, order);
  }

  /** The header's text; afterwards the buffer stands at the first element. */
  private static String header(ByteBuffer buffer) throws IOException {
    byte[] magic = MAGIC.getBytes(StandardCharsets.ISO_8859_1);
    byte[] start = new byte[magic.length];
    if (buffer.remaining() < magic.length + 6) {
      throw new IOException("is cut off");
    }
    buffer.get(start);
    int version = buffer.get();
    buffer.get(); // the minor version, which has always been 0
    if (!Arrays.equals(magic, start) || version < 1 || version > 3) {
      throw new IOException("is no array of numpy's");
    }
    int length = version == 1 ? buffer.getShort() & 0xffff : buffer.getInt();
    if (length < 0 || length > buffer.remaining()) {
      throw new IOException("is cut off");
    }
    byte[] header = new byte[length];
    buffer.get(header);
    return new String(header, StandardCharsets.UTF_8);
  }

  /** The elements of a buffer, in an order of 'c' or 'f'. */
  static INDArray elements(DataType type, ByteBuffer buffer, long[] sizes, char order) {
    INDArray array = Nd4j.createUninitialized(type, sizes, order);
    DataBuffer elements = array.data(); // in the array's order
    for (long i = 0; i < array.length(); i++) {
      switch (type) {
        case FLOAT -> elements.put(i, buffer.getFloat());
        case DOUBLE -> elements.put(i, buffer.getDouble());
        case INT -> elements.put(i, buffer.getInt());
        default -> elements.put(i, buffer.getLong());
      }
    }
    return order == 'c' ? array : array.dup('c');
  }
}
