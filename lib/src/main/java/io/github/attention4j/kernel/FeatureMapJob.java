package io.github.attention4j.kernel;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One call of {@link FusedFeatureMap}: what is attended to, how it is cut, where the output goes.
 *
 * @param input {@code (B, C, H, W)} without gaps
 * @param keyValueWeight for keys and values at once, turned: {@code (C, Dk + Dv)}
 * @param keyValueBias {@code (Dk + Dv)}, or null for none
 * @param output {@code (B, C, H, W)}
 * @param queryBlock how many queries a block has at most
 * @param strip how many keys a strip of it has at most
 */
record FeatureMapJob(
    INDArray input,
    FeatureMapLayers layers,
    INDArray keyValueWeight,
    float[] keyValueBias,
    INDArray output,
    int queryBlock,
    int strip) {

  static FeatureMapJob of(INDArray input, FeatureMapLayers layers) {
    int places = (int) (input.size(2) * input.size(3));
    int queries = Tiling.even(places, PlaceSoftmax.queries(layers.valueDim()));
    return new FeatureMapJob(
        FloatMemory.dense(input),
        layers,
        turnedWeight(layers),
        layers.key().bias() == null ? null : bias(layers),
        FloatMemory.uninitialized(input.shape()),
        queries,
        Tiling.even(places, RunningSoftmax.SCORES / queries));
  }

  private static INDArray turnedWeight(FeatureMapLayers layers) {
    float[] key = FloatMemory.numbers(layers.key().weight());
    float[] value = FloatMemory.numbers(layers.value().weight());
    int width = layers.keyDim() + layers.valueDim();
    int channels = key.length / layers.keyDim();
    float[] turned = new float[width * channels];
    RowLoops.transpose(joined(key, value), turned, width, channels, width);
    return FloatMemory.array(turned, channels, width);
  }

  private static float[] bias(FeatureMapLayers layers) {
    return joined(
        FloatMemory.numbers(layers.key().bias()), FloatMemory.numbers(layers.value().bias()));
  }

  private static float[] joined(float[] first, float[] second) {
    float[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  int samples() {
    return (int) input.size(0);
  }

  int places() {
    return (int) (input.size(2) * input.size(3));
  }

  /** The number of blocks of a sample's places. */
  int blocks() {
    return Tiling.blocks(places(), queryBlock);
  }

  /** A block of a sample's places. */
  QueryBlock block(int sample, int number) {
    int first = number * queryBlock;
    return new QueryBlock(sample, 0, first, Math.min(queryBlock, places() - first));
  }

  /** A block of a feature map's places, its columns. */
  Matrix columns(INDArray map, QueryBlock block) {
    int channels = (int) map.size(1);
    FloatPointer memory = new FloatPointer(map.data().addressPointer());
    FloatPointer sample = memory.getPointer((long) block.batch() * channels * places());
    return new Matrix(sample, channels, places(), places())
        .block(0, block.first(), channels, block.size());
  }

  /**
   * Computes the vectors of a block of places. The queries come first: their product reads the
   * input row by row, which fetches it from memory faster than the other.
   */
  void makeVectors(QueryBlock block, PlaceVectors vectors) {
    Matrix places = columns(input, block);
    layers.query().map(places, vectors.queries(block));
    Matrix made = vectors.keysAndValues(block);
    if (keyValueBias != null) {
      made.fillRows(keyValueBias);
    }
    int kept = keyValueBias == null ? 0 : 1;
    SmallProducts.multiplyTransposed(1, places, FloatMemory.matrix(keyValueWeight, 0), kept, made);
  }
}
