package io.github.attention4j.param;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.DeserializationFeature;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * Files of named arrays in the safetensors format: what {@code save_file} of Python's {@code
 * safetensors.torch} writes and {@code load_file} reads. Names, sizes, data types and every bit of
 * the elements stay.
 *
 * <pre>{@code
 * Safetensors.write(Path.of("weights.safetensors"), Map.of("query.weight", weight));
 * Safetensors.read(Path.of("weights.safetensors")).get("query.weight"); // equal to weight
 * }</pre>
 *
 * <p>Reads F32, F64, I32 and I64, and F16 and BF16 as FLOAT, which holds each of their numbers;
 * writes FLOAT and DOUBLE. A file may take up to 2 GB. {@link StateDict} knows PyTorch's names.
 *
 * <p>Source: "Format" in the README of github.com/huggingface/safetensors: the length of the header
 * in 8 bytes, the header, which is JSON, and the elements, without gaps.
 */
public final class Safetensors {
  private static final int PREFIX = Long.BYTES;
  private static final int ALIGNMENT = 8;
  private static final int MOST = Integer.MAX_VALUE - 8; // what an array of Java's may hold
  private static final String METADATA = "__metadata__";
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** An array's entry in the header: a type by its name there, sizes, and where its bytes are. */
  private record Entry(String type, long[] sizes, long from, long to) {}

  private Safetensors() {}

  /**
   * Reads a file.
   *
   * @return the arrays by name, in the header's order
   * @throws IOException if there is no such file, or if it is damaged; the message names it
   */
  public static Map<String, INDArray> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString(), null, "no such file");
    }
    if (Files.size(file) > MOST) {
      throw new IOException(file + ": " + Files.size(file) + " bytes, expected 2 GB at most");
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    Map<String, Entry> entries;
    try {
      entries = header(bytes);
    } catch (IOException e) {
      String reason =
          e instanceof JsonProcessingException ? "its header is no JSON" : e.getMessage();
      throw new IOException(file + ": no .safetensors file, or damaged (" + reason + ")", e);
    }
    ByteBuffer elements = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      try {
        arrays.put(entry.getKey(), array(entry.getValue(), elements));
      } catch (IOException e) {
        throw new IOException(file + ": array " + entry.getKey() + " " + e.getMessage(), e);
      }
    }
    return arrays;
  }

  /** The header; afterwards the buffer stands at the first element. */
  private static Map<String, Entry> header(ByteBuffer bytes) throws IOException {
    long length = bytes.remaining() < PREFIX ? -1 : bytes.getLong();
    if (length < 0 || length > bytes.remaining()) {
      throw new IOException("cut off in its header");
    }
    byte[] text = new byte[(int) length];
    bytes.get(text);
    JsonNode header = JSON.readTree(new String(text, StandardCharsets.UTF_8));
    if (!header.isObject()) {
      throw new IOException("its header is no JSON object");
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Iterator<String> names = header.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.equals(METADATA)) {
        entries.put(name, entry(name, header.get(name)));
      }
    }
    checkPlaces(entries, bytes.remaining());
    return entries;
  }

  /** Refuses gaps, overlaps, and too few or too many bytes. */
  private static void checkPlaces(Map<String, Entry> entries, long bytes) throws IOException {
    long end = 0;
    for (Entry entry :
        entries.values().stream().sorted(Comparator.comparingLong(Entry::from)).toList()) {
      if (entry.from != end || entry.to < end) {
        throw new IOException("its arrays do not follow one another");
      }
      end = entry.to;
    }
    if (end != bytes) {
      throw new IOException("its arrays have " + end + " bytes of elements, the file " + bytes);
    }
  }

  private static Entry entry(String name, JsonNode node) throws IOException {
    long[] sizes = numbers(node.path("shape"));
    long[] place = numbers(node.path("data_offsets"));
    if (!node.path("dtype").isTextual() || sizes == null || place == null || place.length != 2) {
      throw new IOException("the header of array " + name + " is damaged");
    }
    return new Entry(node.get("dtype").asText(), sizes, place[0], place[1]);
  }

  /** Whole numbers of 0 or more; null if it is anything else. */
  private static long[] numbers(JsonNode node) {
    long[] numbers = new long[node.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode number = node.path(i); // nothing in an object
      boolean isWhole = number.isIntegralNumber() && number.canConvertToLong();
      numbers[i] = isWhole ? number.asLong() : -1;
    }
    return node.isArray() && LongStream.of(numbers).allMatch(number -> number >= 0)
        ? numbers
        : null;
  }

  private static INDArray array(Entry entry, ByteBuffer elements) throws IOException {
    ArrayType type = ArrayType.named(entry.type);
    double expected =
        LongStream.of(entry.sizes).asDoubleStream().reduce(type.bytes(), (a, b) -> a * b);
    if (entry.to - entry.from != expected) {
      String form = Arrays.toString(entry.sizes) + " " + entry.type;
      throw new IOException(
          "has " + (entry.to - entry.from) + " bytes, too few or too many for " + form);
    }
    ByteBuffer own = elements.slice((int) entry.from, (int) (entry.to - entry.from));
    return type.read(own.order(ByteOrder.LITTLE_ENDIAN), entry.sizes);
  }

  /**
   * Writes a file, whole or not at all. The same arrays give the same bytes.
   *
   * @param arrays FLOAT or DOUBLE, by name
   * @param options {@link java.nio.file.StandardCopyOption#REPLACE_EXISTING} to replace a file
   * @throws java.nio.file.FileAlreadyExistsException if the file exists and was not to be replaced
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if an array is null or of another data type, or has the name
   *     of the format's own entry, {@code __metadata__}
   */
  public static void write(Path file, Map<String, INDArray> arrays, CopyOption... options)
      throws IOException {
    arrays.forEach((name, array) -> WholeFile.check("safetensors", name, array));
    if (arrays.containsKey(METADATA)) {
      throw new IllegalArgumentException(
          "safetensors: array " + METADATA + " has the name of the format's own entry");
    }
    byte[] header = header(arrays);
    WholeFile.write(
        file,
        out -> {
          out.write(header);
          for (INDArray array : arrays.values()) {
            out.write(bytes(array));
          }
        },
        options);
  }

  private static byte[] bytes(INDArray array) {
    int size = Math.toIntExact(array.length() * array.dataType().width());
    ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    Npy.put(buffer, array);
    return buffer.array();
  }

  /** Length and header, filled up with spaces so that the elements begin at a multiple of 8. */
  private static byte[] header(Map<String, INDArray> arrays) throws IOException {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put(METADATA, Map.of("format", "pt")); // what Python's libraries look for
    long from = 0;
    for (Map.Entry<String, INDArray> array : arrays.entrySet()) {
      DataType type = array.getValue().dataType();
      long to = from + array.getValue().length() * type.width();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", type == DataType.FLOAT ? "F32" : "F64");
      entry.put("shape", array.getValue().shape());
      entry.put("data_offsets", List.of(from, to));
      entries.put(array.getKey(), entry);
      from = to;
    }
    byte[] json = JSON.writeValueAsBytes(entries);
    int length = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(PREFIX + length).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(length).put(json);
    Arrays.fill(header.array(), header.position(), header.capacity(), (byte) ' ');
    return header.array();
  }
}
