package io.github.attention4j.peers.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript module without parameters, as PyTorch's {@code torch.jit.load} reads it, from its
 * code alone. It is a zip archive, stored: the code, and pickles of the module and of its
 * constants, of which there are none.
 */
final class TorchScript {
  private static final String PICKLE = "\u0080\u0002"; // of protocol 2
  private static final String END = ".";
  private static final String EMPTY_TUPLE = ")";
  private static final String NEW_MODULE = "c__torch__\nScript\n" + EMPTY_TUPLE + "\u0081";
  private static final String NO_ATTRIBUTES = "}b";

  private TorchScript() {}

  /**
   * The archive of a module, a class named Script, of this class's resources {@code name}.py and
   * training.py. In their text HEADS and CAUSAL stand for what the case says.
   */
  static byte[] archive(String name, Case size) throws IOException {
    String code =
        (code(name) + code("training"))
            .replace("HEADS", Integer.toString(size.heads()))
            .replace("CAUSAL", size.causal() ? "True" : "False")
            .replace("LEARNING_RATE", Double.toString(Training.LEARNING_RATE));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
      put(archive, "data.pkl", PICKLE + NEW_MODULE + NO_ATTRIBUTES + END);
      put(archive, "code/__torch__.py", code);
      put(archive, "constants.pkl", PICKLE + EMPTY_TUPLE + END);
      put(archive, "version", "3\n");
    }
    return bytes.toByteArray();
  }

  private static String code(String name) throws IOException {
    try (InputStream resource = TorchScript.class.getResourceAsStream(name + ".py")) {
      return new String(resource.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static void put(ZipOutputStream archive, String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    ZipEntry entry = new ZipEntry("module/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    entry.setCrc(sum.getValue());
    archive.putNextEntry(entry);
    archive.write(bytes);
    archive.closeEntry();
  }
}
