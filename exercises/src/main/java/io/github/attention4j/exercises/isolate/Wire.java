package io.github.attention4j.exercises.isolate;

import io.github.attention4j.exercises.trial.Layout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How values are written into the messages between grader and answer.
 *
 * <p>The other side may send anything. So every length is checked before memory is taken for it,
 * and whatever does not fit is a {@link WireException}.
 */
final class Wire {

  private static final int MAX_RANK = 8;
  private static final int MAX_VALUES = 64;
  private static final int MAX_NUMBERS = Connection.MAX_BYTES / Double.BYTES;

  private enum Kind {
    NULL,
    ARRAY,
    ARRAYS,
    INT,
    LONG,
    DOUBLE,
    BOOLEAN,
    STRING
  }

  private Wire() {}

  /** Packs a message. */
  static byte[] pack(Packing packing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    packing.to(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /** Unpacks a message; whatever goes wrong in it is the message's fault. */
  static <T> T unpack(byte[] message, Unpacking<T> unpacking) throws WireException {
    try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(message))) {
      T unpacked = unpacking.from(data);
      if (data.available() > 0) {
        throw new WireException(data.available() + " bytes are left over");
      }
      return unpacked;
    } catch (IOException | RuntimeException e) {
      throw new WireException("not a message: " + e.getMessage(), e);
    }
  }

  /** Writes the parts of a message. */
  @FunctionalInterface
  interface Packing {
    void to(DataOutputStream data) throws IOException;
  }

  /** Reads the parts of a message. */
  @FunctionalInterface
  interface Unpacking<T> {
    T from(DataInputStream data) throws IOException;
  }

  static void writeAll(DataOutputStream data, Object[] values) throws IOException {
    data.writeInt(values.length);
    for (Object value : values) {
      write(data, value);
    }
  }

  static Object[] readAll(DataInputStream data) throws IOException {
    Object[] values = new Object[checked(data.readInt(), MAX_VALUES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(data);
    }
    return values;
  }

  /**
   * Writes a value.
   *
   * @throws WireException if it cannot be sent; the message says what it is
   */
  static void write(DataOutputStream data, Object value) throws IOException {
    if (value == null) {
      data.writeByte(Kind.NULL.ordinal());
    } else if (value instanceof INDArray array) {
      data.writeByte(Kind.ARRAY.ordinal());
      writeArray(data, array);
    } else if (value instanceof INDArray[] arrays) {
      data.writeByte(Kind.ARRAYS.ordinal());
      writeAll(data, arrays);
    } else if (value instanceof Integer number) {
      data.writeByte(Kind.INT.ordinal());
      data.writeInt(number);
    } else if (value instanceof Long number) {
      data.writeByte(Kind.LONG.ordinal());
      data.writeLong(number);
    } else if (value instanceof Double number) {
      data.writeByte(Kind.DOUBLE.ordinal());
      data.writeDouble(number);
    } else if (value instanceof Boolean flag) {
      data.writeByte(Kind.BOOLEAN.ordinal());
      data.writeBoolean(flag);
    } else if (value instanceof String text) {
      data.writeByte(Kind.STRING.ordinal());
      data.writeUTF(text);
    } else {
      throw new WireException("a " + value.getClass().getName());
    }
  }

  static Object read(DataInputStream data) throws IOException {
    return switch (Kind.values()[data.readByte()]) {
      case NULL -> null;
      case ARRAY -> readArray(data);
      case ARRAYS -> readArrays(data);
      case INT -> data.readInt();
      case LONG -> data.readLong();
      case DOUBLE -> data.readDouble();
      case BOOLEAN -> data.readBoolean();
      case STRING -> data.readUTF();
    };
  }

  /**
   * All types travel as doubles: FLOAT fits exactly, and no other type is expected to be right. The
   * numbers go in C order, with the layout that they have in memory: an answer may trip over it.
   */
  private static void writeArray(DataOutputStream data, INDArray array) throws IOException {
    if (array.wasClosed()) {
      throw new WireException("a closed array");
    }
    if (array.dataType() == DataType.UTF8) {
      throw new WireException("an array of text");
    }
    if (array.length() > MAX_NUMBERS) {
      throw new WireException(
          "an array of %,d numbers, of which at most %,d fit"
              .formatted(array.length(), MAX_NUMBERS));
    }
    if (array.rank() > MAX_RANK) {
      throw new WireException("an array with %d axes".formatted(array.rank()));
    }
    data.writeUTF(array.dataType().name());
    data.writeBoolean(array.isEmpty());
    data.writeByte(Layout.of(array).ordinal());
    data.writeInt(array.rank());
    for (long length : array.shape()) {
      data.writeLong(length);
    }
    if (!array.isEmpty()) {
      for (double number : array.dup('c').data().asDouble()) {
        data.writeDouble(number);
      }
    }
  }

  private static INDArray readArray(DataInputStream data) throws IOException {
    DataType type = DataType.valueOf(data.readUTF());
    boolean isEmpty = data.readBoolean();
    if (!type.isNumerical() && type != DataType.BOOL) {
      throw new WireException("an array of " + type);
    }
    Layout layout = Layout.values()[data.readByte()];
    long[] shape = new long[checked(data.readInt(), MAX_RANK)];
    long count = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = checked(data.readLong(), MAX_NUMBERS);
      count = checked(Math.multiplyExact(count, shape[axis]), MAX_NUMBERS);
    }
    if (isEmpty) { // one without axes has a length of 1 all the same
      checked(shape.length == 0 ? 0 : count, 0);
      return shape.length == 0 ? Nd4j.empty(type) : Nd4j.create(type, shape);
    }
    double[] numbers = new double[checked(count, data.available() / Double.BYTES)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = data.readDouble();
    }
    return numbers.length == 0
        ? Nd4j.create(type, shape)
        : laidOut(layout, Nd4j.createFromArray(numbers).castTo(type).reshape(shape));
  }

  /** The array around a view may be many times as large: then it is no view. */
  private static INDArray laidOut(Layout layout, INDArray array) {
    return layout.arrangedLength(array) > MAX_NUMBERS ? array : layout.arrange(array);
  }

  /** Reads no arrays of arrays: nested without end, they would exhaust the stack. */
  private static INDArray[] readArrays(DataInputStream data) throws IOException {
    INDArray[] arrays = new INDArray[checked(data.readInt(), MAX_VALUES)];
    for (int i = 0; i < arrays.length; i++) {
      Kind kind = Kind.values()[data.readByte()];
      if (kind != Kind.NULL && kind != Kind.ARRAY) {
        throw new WireException("an array of arrays holds a " + kind);
      }
      arrays[i] = kind == Kind.NULL ? null : readArray(data);
    }
    return arrays;
  }

  private static int checked(long length, int most) throws WireException {
    if (length < 0 || length > most) {
      throw new WireException("a length of " + length + " where at most " + most + " fits");
    }
    return (int) length;
  }
}
