package io.github.attention4j.param;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Files of arrays that are written whole or not at all. */
final class WholeFile {

  /** What writes a file's content. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private WholeFile() {}

  /** Refuses what is neither FLOAT nor DOUBLE. */
  static void check(String format, String name, INDArray array) {
    DataType type = array == null ? null : array.dataType();
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      String line = "array " + name + " is " + (type == null ? "null" : type);
      throw new IllegalArgumentException(format + ": " + line + ", expected FLOAT or DOUBLE");
    }
  }

  /** Writes a file; replaces one only if the options say so. */
  static void write(Path file, Content content, CopyOption... options) throws IOException {
    if (Files.exists(file)
        && !Arrays.asList(options).contains(StandardCopyOption.REPLACE_EXISTING)) {
      String reason = "exists already; StandardCopyOption.REPLACE_EXISTING replaces it";
      throw new FileAlreadyExistsException(file.toString(), null, reason);
    }
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString(), null, "no such folder");
    }
    Path part = folder.resolve(file.getFileName() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        content.writeTo(out);
      }
      Files.move(part, file, options);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
