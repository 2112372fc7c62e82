package io.github.attention4j.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class BackendTest {

  private static final Optional<Gpu> AMPERE = Gpu.parsed("NVIDIA A10, 8.6\nNVIDIA A10, 8.6\n");
  private static final Optional<Gpu> HOPPER = Gpu.parsed("NVIDIA H100 80GB HBM3, 9.0\n");

  @Test
  void reportNamesWhatComputes() {
    Table report = Backend.report();
    assertEquals("CpuBackend", value(report, "backend"));
    assertTrue(value(report, "ND4J").startsWith("1.0.0"), value(report, "ND4J"));
    assertEquals("1", value(report, "threads"));
    assertTrue(value(report, "largest heap").endsWith(" MB"));
  }

  @Test
  void servedGpuIsNoReasonToSpeak() {
    assertEquals("", Backend.preflight(true, AMPERE));
    assertEquals("", Backend.preflight(false, Optional.empty()));
    assertEquals("", Backend.preflight(false, HOPPER));
  }

  @Test
  void unusableGpuGetsOneLine() {
    assertEquals(
        "NVIDIA H100 80GB HBM3 (compute capability 9.0) is not served by ND4J's CUDA backend, "
            + "which knows 3.7 to 8.9; build without -Pcuda and the CPU runs instead",
        Backend.preflight(true, HOPPER));
    assertEquals(
        "nvidia-smi reports no GPU; build without -Pcuda and the CPU runs instead",
        Backend.preflight(true, Optional.empty()));
    assertEquals(
        "NVIDIA A10 (compute capability 8.6) is not used: the CPU backend is built in; "
            + "-Pcuda builds for GPUs",
        Backend.preflight(false, AMPERE));
  }

  @Test
  void oddReportsAreNoGpu() {
    assertEquals(Optional.empty(), Gpu.parsed(""));
    assertEquals(Optional.empty(), Gpu.parsed("No devices were found"));
    assertEquals(Optional.empty(), Gpu.parsed("Field \"compute_cap\" is not a valid field, x"));
  }

  @Test
  void rangeOfCapabilitiesIncludesItsEnds() {
    assertTrue(new Gpu("K80", 3.7).served() && new Gpu("L4", 8.9).served());
    assertTrue(!new Gpu("K20", 3.5).served() && !new Gpu("H100", 9.0).served());
  }

  private static String value(Table report, String what) {
    return report.where(report.stringColumn("what").isEqualTo(what)).stringColumn("here").get(0);
  }
}
