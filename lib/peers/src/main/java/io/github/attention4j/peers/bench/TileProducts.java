package io.github.attention4j.peers.bench;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The matrix products of tiled attention and nothing else: no maximum, no exponential, no sum. Cut
 * into the tiles of the library's kernel, 128 queries x 512 keys, with a worker for each processor.
 */
final class TileProducts implements Contender.Attention {
  private static final int QUERIES = 128;
  private static final int KEYS = 512;
  private static final int WORKERS = Runtime.getRuntime().availableProcessors();

  private final Case size;
  private final FloatPointer query;
  private final FloatPointer key;
  private final FloatPointer value;
  private final List<FloatPointer> tiles = new ArrayList<>(); // one for each worker
  private final List<FloatPointer> outputs = new ArrayList<>();
  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          WORKERS,
          task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
          });

  TileProducts(Case size) {
    this.size = size;
    query = new FloatPointer(size.input(0));
    key = new FloatPointer(size.input(1));
    value = new FloatPointer(size.input(2));
    for (int i = 0; i < WORKERS; i++) {
      tiles.add(new FloatPointer(QUERIES * KEYS));
      outputs.add(new FloatPointer((long) QUERIES * size.dim()));
    }
    blas_set_num_threads(1);
  }

  @Override
  public void run() {
    int blocks = (size.length() + QUERIES - 1) / QUERIES;
    AtomicInteger next = new AtomicInteger(size.batch() * size.heads() * blocks);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      int worker = i;
      running.add(
          workers.submit(
              () -> {
                for (int task = next.decrementAndGet(); task >= 0; task = next.decrementAndGet()) {
                  block(task / blocks, task % blocks * QUERIES, worker);
                }
              }));
    }
    try {
      for (Future<?> each : running) {
        each.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void block(int plane, int firstQuery, int worker) {
    int dim = size.dim();
    int queries = Math.min(QUERIES, size.length() - firstQuery);
    int end = size.causal() ? firstQuery + queries : size.length();
    long start = (long) plane * size.length();
    FloatPointer tile = tiles.get(worker);
    for (int firstKey = 0; firstKey < end; firstKey += KEYS) {
      int keys = Math.min(KEYS, end - firstKey);
      FloatPointer rows = query.getPointer((start + firstQuery) * dim);
      FloatPointer columns = key.getPointer((start + firstKey) * dim);
      cblas_sgemm(
          CblasRowMajor,
          CblasNoTrans,
          CblasTrans,
          keys,
          queries,
          dim,
          0.125f,
          columns,
          dim,
          rows,
          dim,
          0,
          tile,
          queries);
      FloatPointer values = value.getPointer((start + firstKey) * dim);
      cblas_sgemm(
          CblasRowMajor,
          CblasTrans,
          CblasNoTrans,
          queries,
          dim,
          keys,
          1,
          tile,
          queries,
          values,
          dim,
          0,
          outputs.get(worker),
          dim);
    }
  }

  @Override
  public float[] output() {
    return new float[0];
  }
}
