package io.github.attention4j.kernel;

import org.bytedeco.javacpp.FloatPointer;

/**
 * One call's work, cut into blocks of queries.
 *
 * @param output {@code (B, H, Tq, Dv)} without gaps
 * @param isMasked whether any key is hidden from any query
 */
record FusedJob(
    Planes query,
    Planes key,
    Planes value,
    FloatPointer output,
    float scale,
    AllowedKeys allowed,
    boolean isMasked,
    int queryBlock,
    int keyBlock) {

  static FusedJob of(
      Planes query,
      Planes key,
      Planes value,
      FloatPointer output,
      float scale,
      AllowedKeys allowed,
      boolean isMasked) {
    int most = Math.min(OnlineSoftmax.QUERIES, OnlineSoftmax.OUTPUTS / value.columns());
    int queryBlock = even(query.rows(), most);
    int keyBlock = even(key.rows(), OnlineSoftmax.keysBeside(queryBlock));
    return new FusedJob(query, key, value, output, scale, allowed, isMasked, queryBlock, keyBlock);
  }

  /** The size of the fewest blocks, about equally long: a short last block would be slow. */
  private static int even(int length, int most) {
    int blocks = ceilDivide(length, most);
    int even = ceilDivide(length, blocks);
    return Math.min(most, ceilDivide(even, 16) * 16); // BLAS works on 16 numbers at once
  }

  private static int ceilDivide(int number, int divisor) {
    return (number - 1) / divisor + 1;
  }

  /** The number of blocks, of all sequences and heads. */
  long blocks() {
    return (long) query.batches() * query.heads() * ceilDivide(query.rows(), queryBlock);
  }

  /** Computes one block; the last ones of a sequence first, because causal masks make them long. */
  void attend(OnlineSoftmax softmax, int block) {
    int inPlane = ceilDivide(query.rows(), queryBlock);
    int plane = block / inPlane;
    int first = (inPlane - 1 - block % inPlane) * queryBlock;
    int queries = Math.min(queryBlock, query.rows() - first);
    softmax.attend(this, plane / query.heads(), plane % query.heads(), first, queries);
  }

  /** Writes a block of outputs. */
  void write(float[] block, int batch, int head, int firstQuery, int length) {
    long row = ((long) batch * query.heads() + head) * query.rows() + firstQuery;
    output.getPointer(row * value.columns()).put(block, 0, length);
  }
}
