package io.github.attention4j.solutions.lesson16;

import io.github.attention4j.exercises.lesson16.AttentionCostTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Reference answer of lesson 16. */
public class AttentionCost implements AttentionCostTask {

  private static final double LOW = -1e30; // a finite number in the place of minus infinity

  @Override
  public INDArray join(INDArray soFar, INDArray scores, INDArray value) {
    INDArray m = columns(soFar, 0, 1);
    INDArray larger = Transforms.max(m, scores.max(true, 1));
    INDArray finite = Transforms.max(larger, LOW);
    INDArray weights = Transforms.exp(scores.sub(finite)); // (T, W)
    INDArray tile = Nd4j.concat(1, weights.sum(true, 1), weights.mmul(value)); // its l and a
    INDArray before = columns(soFar, 1, soFar.size(1)).mul(Transforms.exp(m.sub(finite)));
    return Nd4j.concat(1, larger, before.add(tile));
  }

  static INDArray columns(INDArray matrix, long from, long to) {
    return matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }

  @Override
  public INDArray attention(
      INDArray query, INDArray key, INDArray value, int tile, boolean causal) {
    INDArray[] outputs = new INDArray[(int) query.size(0)];
    for (int b = 0; b < outputs.length; b++) {
      INDArray q = example(query, b).div(Math.sqrt(query.size(2)));
      INDArray k = example(key, b);
      INDArray v = example(value, b);
      INDArray known = nothing(v);
      for (long from = 0; from < k.size(0); from += tile) {
        long to = Math.min(from + tile, k.size(0));
        INDArray scores = q.mmul(rows(k, from, to).transpose());
        INDArray seen = causal ? scores.add(hidden(scores, -from)) : scores;
        known = join(known, seen, rows(v, from, to));
      }
      outputs[b] = columns(known, 2, known.size(1)).div(columns(known, 1, 2)); // a / l
    }
    return Nd4j.stack(0, outputs);
  }

  static INDArray example(INDArray batch, int b) {
    return batch.dup().slice(b);
  }

  static INDArray rows(INDArray matrix, long from, long to) {
    return matrix.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
  }

  /** What is known before the first key, (T, Dv) -> (T, 2+Dv). */
  static INDArray nothing(INDArray value) {
    long queries = value.size(0);
    INDArray m =
        Nd4j.valueArrayOf(new long[] {queries, 1}, Double.NEGATIVE_INFINITY, value.dataType());
    return Nd4j.concat(1, m, Nd4j.zeros(value.dataType(), queries, 1 + value.size(1)));
  }

  /** Minus infinity where query i may not see key j, since {@code j > past + i}; else 0, (T, W). */
  static INDArray hidden(INDArray scores, long past) {
    long queries = scores.size(scores.rank() - 2);
    long keys = scores.size(scores.rank() - 1);
    INDArray hidden = Nd4j.zeros(scores.dataType(), queries, keys);
    for (long i = 0; i < queries; i++) {
      for (long j = Math.max(0, past + i + 1); j < keys; j++) {
        hidden.putScalar(i, j, Double.NEGATIVE_INFINITY);
      }
    }
    return hidden;
  }

  @Override
  public double flops(int length, int dim, int window) {
    double reach = Math.min(window, length - 1);
    double pairs = (reach + 1) * length - reach * (reach + 1) / 2; // the first ones see fewer
    return 4 * dim * pairs;
  }

  @Override
  public double bytes(int length, int dim, int block, int bytesPerNumber) {
    double blocks = Math.ceil((double) length / block);
    double matrix = (double) length * dim * bytesPerNumber;
    return matrix * (2 + 2 * blocks); // Q and O once, K and V for every block
  }

  @Override
  public double seconds(double flops, double bytes, double peak, double bandwidth) {
    return Math.max(flops / peak, bytes / bandwidth);
  }

  @Override
  public INDArray decode(
      INDArray pastKey, INDArray pastValue, INDArray query, INDArray key, INDArray value) {
    INDArray keys = behind(pastKey, key); // (B, P+T, D)
    INDArray scores = Nd4j.matmul(query, keys, false, true, false).div(Math.sqrt(query.size(2)));
    long past = keys.size(1) - key.size(1);
    INDArray weights = softmax(scores.add(hidden(scores, past)));
    return Nd4j.matmul(weights, behind(pastValue, value));
  }

  static INDArray behind(INDArray past, INDArray fresh) {
    return past == null ? fresh : Nd4j.concat(1, past, fresh);
  }

  static INDArray softmax(INDArray scores) {
    INDArray exps = Transforms.exp(scores.sub(scores.max(true, 2)));
    return exps.div(exps.sum(true, 2));
  }
}
