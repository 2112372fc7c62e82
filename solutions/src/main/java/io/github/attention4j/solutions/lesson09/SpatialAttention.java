package io.github.attention4j.solutions.lesson09;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.exercises.lesson09.SpatialAttentionTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The reference answer. */
public class SpatialAttention implements SpatialAttentionTask {

  /** Creates the answer. */
  public SpatialAttention() {}

  @Override
  public INDArray pools(INDArray input) {
    return Nd4j.concat(1, input.max(true, 1), input.mean(true, 1)); // (B, 2, H, W)
  }

  @Override
  public INDArray logits(INDArray pooled, INDArray weight) {
    int window = (int) weight.size(2);
    INDArray sum = Nd4j.create(pooled.dataType(), pooled.shape());
    for (int u = 0; u < window; u++) {
      for (int v = 0; v < window; v++) {
        sum.addi(moved(pooled, window, u, v).mul(cell(weight, u, v)));
      }
    }
    return sum.sum(true, 1); // (B, 1, H, W)
  }

  /** What lies under row u and column v of the window when its middle lies on each place. */
  static INDArray moved(INDArray map, int window, int u, int v) {
    long margin = window / 2;
    long height = map.size(2);
    long width = map.size(3);
    INDArray padded =
        Nd4j.create(
            map.dataType(), map.size(0), map.size(1), height + 2 * margin, width + 2 * margin);
    padded
        .get(all(), all(), interval(margin, margin + height), interval(margin, margin + width))
        .assign(map);
    return padded.get(all(), all(), interval(u, u + height), interval(v, v + width));
  }

  /** The weights of both maps in one cell of the window, (1, 2, 1, 1). */
  static INDArray cell(INDArray weight, int u, int v) {
    return weight.get(all(), all(), interval(u, u + 1), interval(v, v + 1));
  }

  @Override
  public INDArray output(INDArray input, INDArray logits) {
    return input.mul(Transforms.sigmoid(logits));
  }

  @Override
  public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
    INDArray gradient = Nd4j.create(pooled.dataType(), 1, 2, window, window);
    for (int u = 0; u < window; u++) {
      for (int v = 0; v < window; v++) {
        INDArray met = moved(pooled, window, u, v).mul(logitsGradient).sum(0, 2, 3); // (2)
        gradient.putScalar(0, 0, u, v, met.getDouble(0));
        gradient.putScalar(0, 1, u, v, met.getDouble(1));
      }
    }
    return gradient;
  }

  @Override
  public INDArray pooledGradient(INDArray logitsGradient, INDArray weight) {
    int window = (int) weight.size(2);
    INDArray gradient =
        Nd4j.create(
            weight.dataType(),
            logitsGradient.size(0),
            2,
            logitsGradient.size(2),
            logitsGradient.size(3));
    for (int u = 0; u < window; u++) {
      for (int v = 0; v < window; v++) {
        INDArray turned = cell(weight, window - 1 - u, window - 1 - v);
        gradient.addi(moved(logitsGradient, window, u, v).mul(turned));
      }
    }
    return gradient;
  }

  @Override
  public INDArray inputGradient(
      INDArray input, INDArray gate, INDArray outputGradient, INDArray pooledGradient) {
    INDArray ofMax = pooledGradient.get(all(), interval(0, 1), all(), all());
    INDArray ofAverage = pooledGradient.get(all(), interval(1, 2), all(), all());
    return outputGradient
        .mul(gate)
        .add(ofAverage.div(input.size(1)))
        .add(winners(input).mul(ofMax));
  }

  /** 1 at the first of each place's largest numbers, 0 elsewhere. */
  static INDArray winners(INDArray input) {
    INDArray largest = input.max(true, 1); // (B, 1, H, W)
    INDArray free = Nd4j.onesLike(largest); // no winner yet
    INDArray winners = Nd4j.create(input.dataType(), input.shape());
    for (long c = 0; c < input.size(1); c++) {
      INDArray channel = input.get(all(), interval(c, c + 1), all(), all());
      INDArray wins = channel.eq(largest).castTo(input.dataType());
      winners.get(all(), interval(c, c + 1), all(), all()).assign(wins.mul(free));
      free = free.mul(wins.rsub(1));
    }
    return winners;
  }
}
