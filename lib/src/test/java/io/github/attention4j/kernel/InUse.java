package io.github.attention4j.kernel;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.Close;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What every fused path is held to, however it is called. */
final class InUse {
  private InUse() {}

  /**
   * Threads at once, one for each input, get what one thread gets alone, to the last bit.
   *
   * @param times how often each computes
   */
  static <I, O> void assertThreadsGetWhatOneGets(
      List<I> inputs, Function<I, O> computation, int times) throws Exception {
    List<O> expected = inputs.stream().map(computation).toList();
    ExecutorService threads = Executors.newFixedThreadPool(inputs.size());
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        I input = inputs.get(i);
        O output = expected.get(i);
        runs.add(
            threads.submit(
                () -> {
                  for (int time = 0; time < times; time++) {
                    assertEquals(output, computation.apply(input));
                  }
                }));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  /** A workspace keeps its memory: outputs take it, and a detached copy outlives it. */
  static void assertOutputsLieInTheWorkspace(INDArray expected, Supplier<INDArray> fused) {
    for (int i = 0; i < 3; i++) {
      INDArray detached;
      try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace("use")) {
        INDArray output = fused.get();
        assertTrue(output.isAttached());
        assertSame(workspace, output.data().getParentWorkspace());
        detached = output.detach();
      }
      assertClose(expected, detached, Close.FUSED, "detached");
    }
  }
}
