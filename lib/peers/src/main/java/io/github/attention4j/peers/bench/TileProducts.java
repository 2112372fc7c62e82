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
 * into strips as the library's kernel is, with a worker for each processor.
 */
final class TileProducts implements Computation {
  private static final int QUERIES = 128;
  private static final int SMALL = 100 * 100 * 100; // multiplications
  private static final int WORKERS = Runtime.getRuntime().availableProcessors();

  private final Case size;
  private final int strip;
  private final FloatPointer query; // any numbers will do for (D, queries)
  private final FloatPointer key;
  private final FloatPointer value;
  private final List<FloatPointer> scores = new ArrayList<>(); // one for each worker
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
    int queries = Math.min(QUERIES, size.length());
    int most = Math.max(16, SMALL / (queries * size.dim()) / 16 * 16);
    int strips = (size.length() + most - 1) / most;
    strip = (size.length() + 16 * strips - 1) / (16 * strips) * 16; // all about equally long
    query = input(0);
    key = input(1);
    value = input(2);
    for (int i = 0; i < WORKERS; i++) {
      scores.add(new FloatPointer((long) queries * strip));
      outputs.add(new FloatPointer((long) queries * size.dim()));
    }
    blas_set_num_threads(1);
  }

  private FloatPointer input(int which) {
    FloatPointer input = new FloatPointer(size.numbers());
    size.fill(input.asBuffer(), which);
    return input;
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
    FloatPointer columns = query.getPointer((start + firstQuery) * dim);
    for (int firstKey = 0; firstKey < end; firstKey += strip) {
      int keys = Math.min(strip, end - firstKey);
      cblas_sgemm(
          CblasRowMajor,
          CblasNoTrans,
          CblasNoTrans,
          keys,
          queries,
          dim,
          0.125f,
          key.getPointer((start + firstKey) * dim),
          dim,
          columns,
          queries,
          0,
          scores.get(worker),
          queries);
      cblas_sgemm(
          CblasRowMajor,
          CblasTrans,
          CblasNoTrans,
          queries,
          dim,
          keys,
          1,
          scores.get(worker),
          queries,
          value.getPointer((start + firstKey) * dim),
          dim,
          firstKey == 0 ? 0 : 1,
          outputs.get(worker),
          dim);
    }
  }

  @Override
  public float[] output() {
    return new float[0];
  }
}
