package io.github.attention4j.peers.bench;

import static org.bytedeco.openblas.global.openblas_full.openblas_get_corename;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the figures were measured with. */
final class Machine {
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  private Machine() {}

  static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("processor", processor());
    facts.put("processors", "" + Runtime.getRuntime().availableProcessors());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    String jars = System.getProperty("java.class.path") + System.getProperty("djl.class.path", "");
    String[] libraries = {
      "nd4j-native", "openblas", "pytorch", "javacpp", "pytorch-native-cpu", "pytorch-engine"
    };
    for (String library : libraries) {
      Matcher jar = Pattern.compile("/" + library + "-(\\d[^/]*?)\\.jar").matcher(jars);
      facts.put(library, jar.find() ? jar.group(1) : "?");
    }
    facts.put("kernels", openblas_get_corename().getString()); // OpenBLAS' choice for the processor
    return facts;
  }

  private static String processor() {
    if (!Files.isReadable(PROCESSOR)) {
      return "?";
    }
    try {
      return Files.readAllLines(PROCESSOR).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.replaceFirst(".*: ", ""))
          .findFirst()
          .orElse("?");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
