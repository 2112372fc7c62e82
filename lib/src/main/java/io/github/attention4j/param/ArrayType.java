package io.github.attention4j.param;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A data type of the safetensors format, and the one that its elements have here. */
enum ArrayType {
  F64(DataType.DOUBLE, 8),
  F32(DataType.FLOAT, 4),
  F16(DataType.FLOAT, 2),
  BF16(DataType.FLOAT, 2),
  I64(DataType.INT64, 8),
  I32(DataType.INT32, 4);

  private static final int HALF_EXPONENT = 0x7c00;
  private static final int HALF_FRACTION = 0x3ff;

  private final DataType here;
  private final int bytes;

  ArrayType(DataType here, int bytes) {
    this.here = here;
    this.bytes = bytes;
  }

  /** The type of a name; the message goes on from the array's. */
  static ArrayType named(String name) throws IOException {
    for (ArrayType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw new IOException("is of type " + name + ", expected one of " + Arrays.toString(values()));
  }

  /** The number of bytes of an element. */
  int bytes() {
    return bytes;
  }

  /** The array of all elements of a little-endian buffer, row by row. */
  INDArray read(ByteBuffer elements, long... sizes) {
    return Npy.elements(here, bytes == 2 ? widened(elements) : elements, sizes, 'c');
  }

  private ByteBuffer widened(ByteBuffer halves) {
    ByteBuffer floats = ByteBuffer.allocate(2 * halves.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    while (halves.hasRemaining()) {
      short half = halves.getShort();
      // BF16 is the upper half of a FLOAT.
      floats.putFloat(this == BF16 ? Float.intBitsToFloat(half << 16) : toFloat(half));
    }
    return floats.flip().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** IEEE 754 binary16: a sign, 5 bits of exponent around 15, 10 bits of fraction. */
  private static float toFloat(short half) {
    int exponent = (half & HALF_EXPONENT) >> 10;
    int fraction = half & HALF_FRACTION;
    float size;
    if (exponent == 0) {
      size = fraction * 0x1p-24f;
    } else if (exponent == 31) {
      size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      size = (1024 + fraction) * (float) Math.pow(2, exponent - 25);
    }
    return half < 0 ? -size : size;
  }
}
