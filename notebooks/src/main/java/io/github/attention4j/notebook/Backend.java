package io.github.attention4j.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What computes here: ND4J's backend, the device, threads, Java. */
public final class Backend {

  private static final String CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";

  private Backend() {}

  /**
   * A table of two columns: what, and its value on this machine; its last row is {@link #preflight}
   * if that has something to say. Loads the backend.
   */
  public static Table report() {
    Optional<Gpu> gpu = Gpu.installed();
    Properties environment = Nd4j.getExecutioner().getEnvironmentInformation();
    boolean cuda = Nd4j.getBackend().getClass().getName().equals(CUDA);
    Runtime runtime = Runtime.getRuntime();
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("backend", Nd4j.getBackend().getClass().getSimpleName());
    rows.put(
        "device",
        cuda && gpu.isPresent()
            ? gpu.get().toString()
            : "CPU, %d cores, %s"
                .formatted(runtime.availableProcessors(), System.getProperty("os.arch")));
    rows.put("GPU", gpu.map(Gpu::toString).orElse("none"));
    rows.put("ND4J", nd4jVersion());
    rows.put("BLAS", String.valueOf(environment.get("blas.vendor")));
    rows.put("threads", String.valueOf(environment.get("omp.threads")));
    rows.put("Java", Runtime.version() + ", " + System.getProperty("java.vendor"));
    rows.put("largest heap", "%d MB".formatted(runtime.maxMemory() >> 20));
    rows.put("system", System.getProperty("os.name"));
    String preflight = preflight(cuda, gpu);
    if (!preflight.isEmpty()) {
      rows.put("note", preflight);
    }
    return Table.create("what computes here")
        .addColumns(
            StringColumn.create("what", rows.keySet()), StringColumn.create("here", rows.values()));
  }

  /**
   * Says in one line why a GPU is not used, and what runs instead; says nothing (an empty text) if
   * all is as it should be. Loads no backend, so it may be asked first.
   */
  public static String preflight() {
    return preflight(onClassPath(CUDA), Gpu.installed());
  }

  static String preflight(boolean cuda, Optional<Gpu> gpu) {
    if (!cuda) {
      return gpu.filter(Gpu::served)
          .map(found -> found + " is not used: the CPU backend is built in; -Pcuda builds for GPUs")
          .orElse("");
    }
    if (gpu.filter(Gpu::served).isPresent()) {
      return "";
    }
    String reason =
        gpu.map(
                found ->
                    "%s is not served by ND4J's CUDA backend, which knows %s to %s"
                        .formatted(found, Gpu.LOWEST_CAPABILITY, Gpu.HIGHEST_CAPABILITY))
            .orElse("nvidia-smi reports no GPU");
    return reason + "; build without -Pcuda and the CPU runs instead";
  }

  private static boolean onClassPath(String className) {
    try {
      Class.forName(className, false, Backend.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static String nd4jVersion() {
    Properties properties = new Properties();
    String resource = "/META-INF/maven/org.nd4j/nd4j-api/pom.properties";
    try (InputStream stream = Nd4j.class.getResourceAsStream(resource)) {
      if (stream != null) {
        properties.load(stream);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown version");
  }
}
