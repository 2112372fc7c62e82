package io.github.attention4j.peers.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What PyTorch computes when DJL calls it, by functions in TorchScript. No class of Bytedeco's is
 * used, and none is on the class path of its process.
 */
final class Djl {
  private final PtNDManager manager = (PtNDManager) NDManager.newBaseManager("PyTorch");
  private final Case size;

  private Djl(Case size) {
    this.size = size;
  }

  static Computation of(Case size) {
    return new Djl(size).computation();
  }

  private Computation computation() {
    return switch (size.kind()) {
      case ATTENTION -> script("attention").forward("attention", inputs(3, size.shape()));
      case GRADIENT -> script("attention").gradients("gradient", inputs(4, size.shape()));
      case MULTI_HEAD ->
          script("attention").forward("multi_head", inputs(1, size.sequenceShape()), linearMaps());
      case TRAINING -> script("attention").steps(inputs(2, size.sequenceShape()), linearMaps());
      case CBAM -> script("feature_map").forward("cbam", inputs(1, size.shape()), cbam());
      case BAM -> script("feature_map").forward("bam", inputs(1, size.shape()), bam());
      case FEATURE_MAP ->
          script("feature_map").forward("feature_map", inputs(1, size.shape()), featureMap());
      case TRAINING_CBAM -> {
        List<NDArray> batch = inputs(1, size.shape());
        batch.add(manager.create(size.labels()));
        yield script("feature_map").steps(batch, network());
      }
    };
  }

  private DjlScript script(String name) {
    return new DjlScript(manager, name, size);
  }

  /** Inputs 0, 1, .. of the case. */
  private List<NDArray> inputs(int count, long... shape) {
    List<NDArray> inputs = new ArrayList<>();
    for (int which = 0; which < count; which++) {
      ByteBuffer numbers = manager.allocateDirect(Math.toIntExact(4 * size.numbers()));
      size.fill(numbers.asFloatBuffer(), which);
      try (NDArray inJava = manager.create(numbers, new Shape(shape), DataType.FLOAT32)) {
        inputs.add(inJava.duplicate()); // in PyTorch's own memory
      }
    }
    return inputs;
  }

  private NDArray matrix(int which, int outputs, int inputs) {
    return manager.create(size.matrix(which, outputs, inputs), new Shape(outputs, inputs));
  }

  /** (outputs, channels, side, side). */
  private NDArray filter(int which, int outputs, int channels, int side) {
    NDArray matrix = matrix(which, outputs, channels * side * side);
    return matrix.reshape(outputs, channels, side, side);
  }

  private NDArray zeros(long length) {
    return manager.zeros(new Shape(length));
  }

  private List<NDArray> linearMaps() {
    int dim = size.modelDim();
    NDArray three = matrix(0, dim, dim);
    for (int which = 1; which < 3; which++) {
      three = three.concat(matrix(which, dim, dim));
    }
    return List.of(three, zeros(3L * dim), matrix(3, dim, dim), zeros(dim));
  }

  private List<NDArray> cbam() {
    int channels = size.sizes()[1];
    int hidden = channels / 16;
    return List.of(
        matrix(1, hidden, channels),
        zeros(hidden),
        matrix(2, channels, hidden),
        zeros(channels),
        filter(3, 1, 2, 7),
        manager.ones(new Shape(1)),
        zeros(1));
  }

  private List<NDArray> bam() {
    int channels = size.sizes()[1];
    int hidden = Math.max(1, channels / 16);
    return List.of(
        matrix(1, hidden, channels),
        zeros(hidden),
        matrix(2, channels, hidden),
        zeros(channels),
        filter(3, hidden, channels, 1),
        zeros(hidden),
        filter(4, hidden, hidden, 3),
        zeros(hidden),
        filter(5, hidden, hidden, 3),
        zeros(hidden),
        filter(6, 1, hidden, 1),
        zeros(1),
        manager.ones(new Shape(channels)),
        zeros(channels),
        manager.ones(new Shape(1)),
        zeros(1));
  }

  private List<NDArray> featureMap() {
    int channels = size.sizes()[1];
    int keyDim = Math.max(1, channels / 8);
    return List.of(
        matrix(1, keyDim, channels),
        matrix(2, keyDim, channels),
        matrix(3, channels, channels),
        manager.ones(new Shape(1)));
  }

  private List<NDArray> network() {
    int c = size.sizes()[1];
    int hidden = Math.max(1, 2 * c / 16);
    return List.of(
        filter(1, c, c, 3),
        zeros(c),
        filter(2, 2 * c, c, 3),
        zeros(2L * c),
        filter(3, 2 * c, 2 * c, 3),
        zeros(2L * c),
        matrix(4, hidden, 2 * c),
        matrix(5, 2 * c, hidden),
        filter(6, 1, 2, 7),
        matrix(7, Case.CLASSES, 2 * c),
        zeros(Case.CLASSES));
  }
}
