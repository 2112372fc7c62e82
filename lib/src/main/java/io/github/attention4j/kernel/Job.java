package io.github.attention4j.kernel;

import org.bytedeco.javacpp.FloatPointer;

/**
 * One call: what is attended to, where the output goes, and how the work is cut.
 *
 * @param output {@code (B, H, Tq, Dv)} without gaps
 * @param scale what the dot products are multiplied by
 * @param queryBlock how many queries a block has at most
 * @param keyBlock how many keys a tile has at most
 * @param strip how many keys a matrix product has at most. OpenBLAS copies matrices into an order
 *     of its own before it multiplies them, but leaves small ones, of up to {@link #SMALL}
 *     multiplications, where they lie: on a processor with AVX-512 a strip's products are computed
 *     1.4 times as fast as a tile's. (Not where the second one is transposed; so queries are turned
 *     once for all keys.) Where strips would be too narrow for that, they are as long as the tile.
 */
record Job(
    Planes query,
    Planes key,
    Planes value,
    FloatPointer output,
    float scale,
    AllowedKeys allowed,
    int queryBlock,
    int keyBlock,
    int strip) {

  private static final int SMALL = 100 * 100 * 100;
  private static final int TOO_NARROW = 48;

  static Job of(
      Planes query,
      Planes key,
      Planes value,
      FloatPointer output,
      float scale,
      AllowedKeys allowed) {
    int width = Math.max(query.columns(), value.columns());
    int queryBlock =
        even(query.rows(), Math.min(OnlineSoftmax.QUERIES, OnlineSoftmax.NUMBERS / width));
    int keyBlock = even(key.rows(), OnlineSoftmax.SCORES / queryBlock);
    int strip = SMALL / (queryBlock * width) / 16 * 16;
    return new Job(
        query,
        key,
        value,
        output,
        scale,
        allowed,
        queryBlock,
        keyBlock,
        strip < TOO_NARROW ? keyBlock : even(keyBlock, strip));
  }

  /** The size of the fewest blocks, all about equally long: a short last one would be slow. */
  private static int even(int length, int most) {
    int size = blocks(length, blocks(length, most));
    return Math.min(most, 16 * blocks(size, 16)); // vector instructions take 16 numbers
  }

  /** How many blocks a length takes. */
  private static int blocks(int length, int size) {
    return (length - 1) / size + 1;
  }

  /** The number of blocks of queries, of all sequences and heads. */
  long blocks() {
    return (long) query.batches() * query.heads() * blocks(query.rows(), queryBlock);
  }

  /** A sequence's last block comes first: where the mask is causal, it has the most keys. */
  QueryBlock block(int number) {
    int perHead = blocks(query.rows(), queryBlock);
    int plane = number / perHead;
    int first = (perHead - 1 - number % perHead) * queryBlock;
    int size = Math.min(queryBlock, query.rows() - first);
    return new QueryBlock(plane / query.heads(), plane % query.heads(), first, size);
  }

  /** Writes the outputs of a block. */
  void write(float[] outputs, QueryBlock block) {
    long plane = (long) block.batch() * query.heads() + block.head();
    long row = plane * query.rows() + block.first();
    output.getPointer(row * value.columns()).put(outputs, 0, block.size() * value.columns());
  }
}
