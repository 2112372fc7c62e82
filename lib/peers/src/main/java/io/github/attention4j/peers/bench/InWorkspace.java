package io.github.attention4j.peers.bench;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.factory.Nd4j;

/** Computes with the memory of ND4J's arrays in a workspace, which the next call uses again. */
@SuppressWarnings("try") // to open a workspace is all it is for
record InWorkspace(Computation computation) implements Computation {
  private static final WorkspaceConfiguration GROWING = WorkspaceConfiguration.builder().build();

  @Override
  public void run() {
    try (MemoryWorkspace workspace = open()) {
      computation.run();
    }
  }

  @Override
  public float[] output() {
    try (MemoryWorkspace workspace = open()) {
      return computation.output();
    }
  }

  private static MemoryWorkspace open() {
    return Nd4j.getWorkspaceManager().getAndActivateWorkspace(GROWING, "bench");
  }
}
