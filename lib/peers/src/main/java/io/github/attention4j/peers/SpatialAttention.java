package io.github.attention4j.peers;

import io.github.attention4j.peers.Norm.Statistics;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Spatial attention of CBAM (Woo et al. 2018, section 3.1): features times a gate for every pixel.
 */
final class SpatialAttention implements Mechanism {

  @Override
  public String name() {
    return "spatial_attention";
  }

  @Override
  public List<GoldenCase> cases() {
    SpatialGate plain = SpatialGate.ofAuthors("", Statistics.NONE);
    SpatialGate training = SpatialGate.ofAuthors("", Statistics.TRAINING);
    SpatialGate evaluation = SpatialGate.ofAuthors("", Statistics.EVALUATION);
    SpatialGate small = new SpatialGate("", 3, false, true, Statistics.NONE);
    return List.of(
        gate("plain", plain, 2, 3, 8, 9),
        gate("average_first", SpatialGate.ofPaper(""), 2, 3, 8, 9),
        gate("bias", new SpatialGate("", 7, true, true, Statistics.NONE), 2, 3, 5, 4),
        gate("map_smaller_than_kernel", plain, 2, 4, 3, 5),
        gate("one_pixel", plain, 2, 3, 1, 1),
        gate("one_channel", plain, 2, 1, 4, 3),
        gate("kernel_3", small, 2, 4, 5, 6),
        gate("kernel_1", new SpatialGate("", 1, false, true, Statistics.NONE), 2, 5, 3, 4),
        gate("batch_norm_training", training, 2, 3, 5, 7),
        gate("batch_norm_evaluation", evaluation, 2, 3, 5, 7),
        gate(
            "kernel_3_batch_norm_training",
            new SpatialGate("", 3, false, true, Statistics.TRAINING),
            3,
            2,
            4,
            5),
        gate(
            "kernel_3_batch_norm_evaluation",
            new SpatialGate("", 3, false, true, Statistics.EVALUATION),
            3,
            2,
            4,
            5));
  }

  private GoldenCase gate(
      String name, SpatialGate gate, long batch, long channels, long height, long width) {
    GoldenCase golden = new GoldenCase(name);
    Tensor features = golden.distinct(batch, channels, height, width);
    return Gate.apply(golden, features, List.of(gate));
  }
}
