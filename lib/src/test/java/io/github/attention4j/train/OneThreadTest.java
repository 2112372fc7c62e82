package io.github.attention4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Parameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** In a process of its own that has two threads, for the tests' own may have only one. */
class OneThreadTest {

  @Test
  void keepsNd4jToOneThreadAndPutsItBack() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Threads.class.getName());
    builder.environment().put("OMP_NUM_THREADS", "2");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    assertEquals(
        "before 2, claimed 1, claimed twice 1, released once 1, released 2, "
            + "in a step 1, after it 2, in a step that fails 1, after it 2",
        printed.strip());
  }

  /** What is to be seen there. */
  static final class Threads {
    private static final Environment ENVIRONMENT = Nd4j.getEnvironment();
    private static final List<String> SEEN = new ArrayList<>();

    private Threads() {}

    /** Prints it. */
    public static void main(String[] arguments) {
      see("before");
      OneThread first = OneThread.claim();
      see("claimed");
      OneThread second = OneThread.claim();
      see("claimed twice");
      first.close();
      see("released once");
      second.close();
      see("released");
      Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1);
      parameters.add("w", Nd4j.ones(DataType.DOUBLE, 1));
      Trainer trainer = Trainer.of(parameters, new Sgd(0.1));
      trainer.train(
          List.of(1),
          (ops, batch) -> {
            see("in a step");
            Tensor w = ops.parameter("w", parameters.get("w"));
            return ops.mean(ops.multiply(w, w));
          });
      see("after it");
      try {
        trainer.train(
            List.of(1),
            (ops, batch) -> {
              see("in a step that fails");
              throw new IllegalStateException("no loss");
            });
      } catch (IllegalStateException expected) {
        see("after it");
      }
      System.out.println(String.join(", ", SEEN));
    }

    private static void see(String when) {
      SEEN.add(when + " " + ENVIRONMENT.maxMasterThreads());
    }
  }
}
