package io.github.attention4j.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Writes the golden cases of one mechanism as text; the format is described in README.md. */
final class GoldenFile {

  private GoldenFile() {}

  /** Returns the number of bytes written. */
  static long write(Path file, List<GoldenCase> cases) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("# PyTorch %s, made by lib/peers GoldenValues\n".formatted(pytorchVersion()));
    for (GoldenCase golden : cases) {
      append(text, golden);
    }
    Files.writeString(file, text);
    return Files.size(file);
  }

  /** PyTorch's part of the jar's version, such as 2.10.0 of 2.10.0-1.5.13. */
  private static String pytorchVersion() {
    return torch.class.getPackage().getImplementationVersion().split("-")[0];
  }

  private static void append(StringBuilder text, GoldenCase golden) {
    text.append("\ncase ").append(golden.name());
    golden.settings().forEach((key, value) -> text.append(" %s=%s".formatted(key, value)));
    text.append('\n');
    golden.tensors().forEach((name, tensor) -> append(text, golden.name() + "/" + name, tensor));
  }

  private static void append(StringBuilder text, String path, Tensor tensor) {
    String name = path.substring(path.indexOf('/') + 1);
    String sizes =
        Arrays.stream(tensor.shape()).mapToObj(Long::toString).collect(Collectors.joining("x"));
    String shape = sizes.isEmpty() ? "number" : sizes;
    text.append("tensor ").append(name).append(' ').append(shape).append('\n');
    String separator = "";
    for (double value : Tensors.values(tensor)) {
      if (!Double.isFinite(value)) {
        throw new IllegalStateException("%s holds %s".formatted(path, value));
      }
      text.append(separator).append(value);
      separator = " ";
    }
    text.append('\n');
  }
}
