package io.github.attention4j.ops;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.MultiHeadAttention;
import io.github.attention4j.mechanism.MultiHeadOptions;
import io.github.attention4j.param.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Steps on a tape in a workspace: they use the same memory again, and change nothing else. */
@SuppressWarnings("try") // to open a workspace is all that is needed
class TapeMemoryTest {
  private static final int STEPS = 3000;

  /** What is lost is lost in every round; malloc's peak, when ND4J frees late, grows in one. */
  private static final int ROUNDS = 3;

  /** In bytes. A step makes some 300 kB of arrays: if each kept them, 900 MB. */
  private static final long MOST_GROWTH = 50L << 20;

  private static final WorkspaceConfiguration STEP =
      WorkspaceConfiguration.builder()
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .initialSize(0)
          .build();

  private final Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
  private final MultiHeadAttention attention =
      MultiHeadAttention.create(parameters.at("attention"), MultiHeadOptions.of(8, 2));
  private final INDArray input = Nd4j.linspace(DataType.FLOAT, -1, 0.005, 400).reshape(5, 10, 8);

  private Gradients gradients() {
    TapeOps ops = TapeOps.create();
    Tensor x = ops.constant(input);
    Tensor attended = attention.attend(ops, x, x, x, Mask.causal()).output();
    return ops.backward(ops.mean(ops.multiply(attended, attended)));
  }

  private void step() {
    try (MemoryWorkspace step = Nd4j.getWorkspaceManager().getAndActivateWorkspace(STEP, "STEP")) {
      gradients()
          .byPath()
          .forEach((path, gradient) -> parameters.get(path).subi(gradient.mul(0.01)));
    }
  }

  @Test
  void aStepInAWorkspaceComputesTheSame() {
    Map<String, INDArray> outside = new LinkedHashMap<>(gradients().byPath());
    for (int i = 0; i < 3; i++) { // the first learns the size, the others use the memory again
      try (MemoryWorkspace step =
          Nd4j.getWorkspaceManager().getAndActivateWorkspace(STEP, "STEP")) {
        Map<String, INDArray> inside = gradients().byPath();
        outside.forEach((path, gradient) -> assertClose(gradient, inside.get(path), 0, path));
        inside.values().forEach(gradient -> assertTrue(gradient.isAttached()));
      }
    }
  }

  @Test
  void memoryDoesNotGrow() throws InterruptedException {
    steps(STEPS / 5);
    long growth = MOST_GROWTH;
    for (int round = 0; round < ROUNDS && growth >= MOST_GROWTH; round++) {
      long before = settledBytes();
      steps(STEPS);
      growth = settledBytes() - before;
    }
    assertTrue(growth < MOST_GROWTH, "grew by " + growth + " bytes every time");
  }

  /**
   * Collects garbage now and then: what little ND4J makes outside of the workspace goes with it.
   */
  private void steps(int count) {
    for (int i = 1; i <= count; i++) {
      step();
      if (i % 500 == 0) {
        System.gc();
      }
    }
  }

  /** What the process holds in memory besides Java's heap, after the garbage is gone. */
  private static long settledBytes() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100); // ND4J gives memory back in a thread of its own
    }
    return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
  }
}
