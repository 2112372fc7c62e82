package io.github.attention4j.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One call for gradients: how the loss changes with the output of an attention, and where its
 * changes with queries, keys and values go.
 *
 * <p>Workers share the keys: each has a span of them for itself, whose gradients nobody else writes
 * to. Every span adds to the gradients of all queries; so each part of a sequence has its own sums
 * for them, which are added up at the end, always in the same order. Where there are heads enough
 * for the processors, a span is a whole sequence and nothing needs adding up.
 *
 * @param attention what was computed
 * @param outputGradient dO, {@code (B, H, Tq, Dv)}
 * @param queryGradient dQ, {@code (parts * B, H, Tq, Dk)}
 * @param keyGradient dK, {@code (B, H, Tk, Dk)}
 * @param valueGradient dV, {@code (B, H, Tk, Dv)}
 * @param parts into how many spans a sequence's keys are cut
 */
record GradientJob(
    Job attention,
    Planes outputGradient,
    Planes queryGradient,
    Planes keyGradient,
    Planes valueGradient,
    int parts) {

  /** Shorter spans take longer to prepare queries for than to compute. */
  private static final int SHORTEST = 512;

  /** Of so many spans for each processor the last ones keep nobody waiting for long. */
  private static final int FOR_EACH_PROCESSOR = 4;

  static GradientJob of(Job attention, INDArray outputGradient, int processors) {
    Planes key = attention.key();
    int wanted = blocks(FOR_EACH_PROCESSOR * processors, key.batches() * key.heads());
    int parts = Math.min(wanted, blocks(key.rows(), SHORTEST));
    return new GradientJob(
        attention,
        Planes.of(outputGradient),
        like(attention.query(), parts),
        like(key, 1),
        like(attention.value(), 1),
        parts);
  }

  private static int blocks(int length, int size) {
    return Tiling.blocks(length, size);
  }

  private static Planes like(Planes planes, int parts) {
    long[] sizes = planes.array().shape().clone();
    sizes[0] *= parts;
    return Planes.of(FloatMemory.uninitializedLike(planes.array(), sizes));
  }

  /** The number of spans, of all sequences and heads. */
  int spans() {
    Planes key = attention.key();
    return parts * key.batches() * key.heads();
  }

  /**
   * The first keys of every sequence come first: where the mask is causal, they have most queries.
   */
  KeySpan span(int number) {
    Planes key = attention.key();
    int planes = key.batches() * key.heads();
    int plane = number % planes;
    int part = number / planes;
    int length = blocks(key.rows(), parts);
    int first = Math.min(key.rows(), part * length);
    int size = Math.min(length, key.rows() - first);
    return new KeySpan(part, plane / key.heads(), plane % key.heads(), first, size);
  }

  /** A block of queries as a part's sums have it. */
  QueryBlock block(QueryBlock block, int part) {
    int batch = part * attention.query().batches() + block.batch();
    return new QueryBlock(batch, block.head(), block.first(), block.size());
  }

  /** dQ, its parts added up. */
  INDArray queryGradients() {
    INDArray sums = queryGradient.array();
    if (parts == 1) {
      return sums;
    }
    long[] sizes = attention.query().array().shape();
    return sums.reshape('c', parts, -1).sum(0).reshape('c', sizes);
  }
}
