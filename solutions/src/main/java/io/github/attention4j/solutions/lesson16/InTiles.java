package io.github.attention4j.solutions.lesson16;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Attention in tiles, in parts; each entry does one of them otherwise. */
abstract class InTiles extends AttentionCost {

  INDArray next(INDArray known, INDArray scores, INDArray value) {
    return join(known, scores, value);
  }

  INDArray scaled(INDArray query, int tile) {
    return query.div(Math.sqrt(query.size(1)));
  }

  INDArray seen(INDArray scores, long from, boolean causal) {
    return causal ? scores.add(hidden(scores, -from)) : scores;
  }

  long end(long keys, int tile) {
    return keys;
  }

  INDArray output(INDArray known) {
    return columns(known, 2, known.size(1)).div(columns(known, 1, 2));
  }

  @Override
  public INDArray attention(
      INDArray query, INDArray key, INDArray value, int tile, boolean causal) {
    INDArray[] outputs = new INDArray[(int) query.size(0)];
    for (int b = 0; b < outputs.length; b++) {
      INDArray q = scaled(example(query, b), tile);
      INDArray k = example(key, b);
      INDArray v = example(value, b);
      INDArray known = nothing(v);
      long end = end(k.size(0), tile);
      for (long from = 0; from < end; from += tile) {
        long to = Math.min(from + tile, end);
        INDArray scores = q.mmul(rows(k, from, to).transpose());
        known = next(known, seen(scores, from, causal), rows(v, from, to));
      }
      outputs[b] = output(known);
    }
    return Nd4j.stack(0, outputs);
  }

  static INDArray finite(INDArray m) {
    return Transforms.max(m, -1e30);
  }
}
