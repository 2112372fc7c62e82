package io.github.attention4j.kernel;

/**
 * One call: what is attended to, and where the output goes.
 *
 * @param output {@code (B, H, Tq, Dv)}
 * @param rows what is kept for the gradient
 * @param scale what the dot products are multiplied by
 */
record Job(
    Planes query,
    Planes key,
    Planes value,
    Planes output,
    SoftmaxRows rows,
    float scale,
    AllowedKeys allowed,
    Tiling tiling) {

  static Job of(
      Planes query, Planes key, Planes value, Planes output, float scale, AllowedKeys allowed) {
    int queries = query.batches() * query.heads() * query.rows();
    int width = Math.max(query.columns(), value.columns());
    Tiling tiling = Tiling.of(query.rows(), mostQueries(allowed, query.rows()), width);
    SoftmaxRows rows = new SoftmaxRows(queries);
    return new Job(query, key, value, output, rows, scale, allowed, tiling);
  }

  /** Of a short band of scores, smaller blocks cut out less that is not needed. */
  private static int mostQueries(AllowedKeys allowed, int queries) {
    boolean small = allowed.isBand() && queries <= 8 * OnlineSoftmax.QUERIES;
    return small ? OnlineSoftmax.QUERIES / 2 : OnlineSoftmax.QUERIES;
  }

  /** The number of blocks of queries, of all sequences and heads. */
  int blocks() {
    return query.batches() * query.heads() * blocksPerHead();
  }

  /** The number of blocks of queries of one sequence and head. */
  int blocksPerHead() {
    return Tiling.blocks(query.rows(), tiling.queryBlock());
  }

  /** A sequence's last block comes first: where the mask is causal, it has the most keys. */
  QueryBlock block(int number) {
    int plane = number / blocksPerHead();
    int last = blocksPerHead() - 1;
    return block(plane, last - number % blocksPerHead());
  }

  /**
   * A block of queries.
   *
   * @param plane which sequence and head, counted together
   */
  QueryBlock block(int plane, int number) {
    int first = number * tiling.queryBlock();
    int size = Math.min(tiling.queryBlock(), query.rows() - first);
    return new QueryBlock(plane / query.heads(), plane % query.heads(), first, size);
  }

  /** The place of a block's first query among those of all sequences and heads. */
  int row(QueryBlock block) {
    return (block.batch() * query.heads() + block.head()) * query.rows() + block.first();
  }
}
