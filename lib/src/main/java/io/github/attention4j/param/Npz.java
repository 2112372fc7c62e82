package io.github.attention4j.param;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Files of named arrays, numpy's {@code .npz}: what {@code numpy.savez} writes and {@code
 * numpy.load} reads. Names, sizes, data types and every bit of the elements stay.
 *
 * <pre>{@code
 * Npz.write(Path.of("weights.npz"), Map.of("query.weight", weight));
 * Npz.read(Path.of("weights.npz")).get("query.weight"); // equal to weight
 * }</pre>
 *
 * <p>Reads FLOAT, DOUBLE, INT32 and INT64, writes FLOAT and DOUBLE; one array may take up to 2 GB.
 *
 * <p>To bring a model from PyTorch, in Python: {@code numpy.savez("state.npz", **{name:
 * array.numpy() for name, array in module.state_dict().items()})}.
 */
public final class Npz {
  private static final String SUFFIX = ".npy";

  /** The time of every entry, so that the same arrays give the same bytes. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Npz() {}

  /**
   * Reads a file.
   *
   * @return the arrays by name, in the file's order
   * @throws IOException if there is no such file, or if it is damaged; the message names it
   */
  public static Map<String, INDArray> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString(), null, "no such file");
    }
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toArray(ZipEntry[]::new)) {
        String name = entry.getName();
        if (name.endsWith(SUFFIX)) {
          name = name.substring(0, name.length() - SUFFIX.length());
        }
        try {
          arrays.put(name, Npy.read(bytes(zip, entry)));
        } catch (IOException e) {
          throw new IOException(file + ": array " + name + " " + e.getMessage(), e);
        }
      }
    } catch (ZipException e) {
      throw new IOException(file + ": no .npz file, or damaged (" + e.getMessage() + ")", e);
    }
    return arrays;
  }

  private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
    byte[] bytes = zip.getInputStream(entry).readAllBytes();
    CRC32 sum = new CRC32();
    sum.update(bytes);
    if (sum.getValue() != entry.getCrc()) {
      throw new IOException("is damaged: its checksum does not match");
    }
    return bytes;
  }

  /**
   * Writes a file, whole or not at all. The same arrays give the same bytes.
   *
   * @param arrays FLOAT or DOUBLE, by name
   * @param options {@link StandardCopyOption#REPLACE_EXISTING} to replace a file
   * @throws FileAlreadyExistsException if the file exists and was not to be replaced
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if an array is null or of another data type
   */
  public static void write(Path file, Map<String, INDArray> arrays, CopyOption... options)
      throws IOException {
    arrays.forEach((name, array) -> WholeFile.check("npz", name, array));
    WholeFile.write(file, out -> write(out, arrays), options);
  }

  private static void write(OutputStream out, Map<String, INDArray> arrays) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.NO_COMPRESSION); // weights are noise: nothing to gain
      for (Map.Entry<String, INDArray> array : arrays.entrySet()) {
        ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(Npy.write(array.getValue()));
      }
    }
  }
}
