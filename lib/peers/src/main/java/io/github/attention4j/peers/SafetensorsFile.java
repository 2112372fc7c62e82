package io.github.attention4j.peers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * PyTorch's tensors in the safetensors format, as save_file and load_file of Python's
 * safetensors.torch do: apart from the library's own reader and writer, to hold them against.
 */
final class SafetensorsFile {
  private static final Pattern ENTRY =
      Pattern.compile(
          "\"([\\w.]+)\":\\{\"dtype\":\"(F32|I64)\",\"shape\":\\[([\\d,]*)\\],\"data_offsets\":\\[(\\d+),(\\d+)\\]\\}");

  private SafetensorsFile() {}

  /** Writes tensors of 4-byte floating-point and 8-byte whole numbers. */
  static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    ByteArrayOutputStream elements = new ByteArrayOutputStream();
    StringJoiner entries = new StringJoiner(",", "{", "}");
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue().detach().contiguous();
      int from = elements.size();
      elements.write(bytes(tensor));
      StringJoiner shape = new StringJoiner(",", "[", "]");
      for (long size : tensor.shape()) {
        shape.add(Long.toString(size));
      }
      entries.add(
          "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(
                  entry.getKey(), isFloat(tensor) ? "F32" : "I64", shape, from, elements.size()));
    }
    byte[] header = entries.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer all = buffer(Long.BYTES + header.length + elements.size());
    all.putLong(header.length).put(header).put(elements.toByteArray());
    Files.write(file, all.array());
  }

  private static boolean isFloat(Tensor tensor) {
    return tensor.scalar_type().intern() == torch.ScalarType.Float;
  }

  private static byte[] bytes(Tensor tensor) {
    int count = Math.toIntExact(tensor.numel());
    ByteBuffer buffer = buffer(count * (isFloat(tensor) ? Float.BYTES : Long.BYTES));
    if (isFloat(tensor)) {
      float[] values = new float[count];
      tensor.data_ptr_float().get(values);
      buffer.asFloatBuffer().put(values);
    } else {
      long[] values = new long[count];
      tensor.data_ptr_long().get(values);
      buffer.asLongBuffer().put(values);
    }
    return buffer.array();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads what {@link #write} writes, and whatever else has the same types. */
  static Map<String, Tensor> read(Path file) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[Math.toIntExact(all.getLong())];
    all.get(header);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Matcher entry = ENTRY.matcher(new String(header, StandardCharsets.UTF_8));
    while (entry.find()) {
      int from = Integer.parseInt(entry.group(4));
      int to = Integer.parseInt(entry.group(5));
      ByteBuffer own = all.slice(all.position() + from, to - from).order(ByteOrder.LITTLE_ENDIAN);
      long[] shape =
          Stream.of(entry.group(3).split(","))
              .filter(size -> !size.isEmpty())
              .mapToLong(Long::parseLong)
              .toArray();
      tensors.put(entry.group(1), tensor(own, entry.group(2).equals("F32"), shape));
    }
    return tensors;
  }

  private static Tensor tensor(ByteBuffer elements, boolean isFloat, long... shape) {
    if (isFloat) {
      float[] values = new float[elements.remaining() / Float.BYTES];
      elements.asFloatBuffer().get(values);
      return Tensor.create(values, shape);
    }
    long[] values = new long[elements.remaining() / Long.BYTES];
    elements.asLongBuffer().get(values);
    return Tensor.create(values, shape);
  }
}
