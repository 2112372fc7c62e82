package io.github.attention4j.kernel;

import java.util.function.BiConsumer;

/**
 * How the work of a {@link FusedConvolution} is cut: the maps of all samples into blocks of rows,
 * and the blocks into shares, of which every worker takes one after the other.
 */
final class WindowBlocks {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** Below so many multiplications, waking helpers takes longer than doing their work. */
  private static final double WORTH_SHARING = 1 << 20;

  private static final Idle<WindowBlock> WORKERS = new Idle<>(WindowBlock::new);

  /**
   * Some rows of a sample.
   *
   * @param share of the work, that they belong to
   */
  record Block(int share, int sample, int first, int rows) {}

  private final int height;
  private final int rows; // of a block
  private final int ofSample; // blocks
  private final int count; // of all blocks
  private final int shares;

  /**
   * The blocks of some maps.
   *
   * @param seen the maps that the windows go over
   * @param made the maps that they are multiplied to
   */
  WindowBlocks(int samples, WindowSizes seen, WindowSizes made) {
    height = seen.height();
    rows = seen.blockRows(made.channels());
    ofSample = Tiling.blocks(height, rows);
    count = samples * ofSample;
    double products = (double) samples * height * seen.width() * seen.depth() * made.channels();
    shares = products < WORTH_SHARING ? 1 : Math.min(2 * PROCESSORS, count);
  }

  /** How many shares there are. */
  int shares() {
    return shares;
  }

  /** Does something with every block, on all processors if that is worth it. */
  void each(BiConsumer<WindowBlock, Block> task) {
    MatrixProducts.claimOneThread();
    try {
      Workers.share(
          shares,
          Math.min(shares, PROCESSORS) - 1,
          numbers -> WORKERS.work(numbers, (worker, share) -> work(worker, share, task)));
    } finally {
      MatrixProducts.release();
    }
  }

  private void work(WindowBlock worker, int share, BiConsumer<WindowBlock, Block> task) {
    int end = (int) ((long) count * (share + 1) / shares);
    for (int i = (int) ((long) count * share / shares); i < end; i++) {
      int first = i % ofSample * rows;
      Block block = new Block(share, i / ofSample, first, Math.min(rows, height - first));
      task.accept(worker, block);
    }
  }
}
