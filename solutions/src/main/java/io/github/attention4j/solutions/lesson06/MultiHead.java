package io.github.attention4j.solutions.lesson06;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import io.github.attention4j.exercises.lesson06.MultiHeadTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The reference answer. */
public class MultiHead implements MultiHeadTask {

  /** Creates the answer. */
  public MultiHead() {}

  @Override
  public INDArray splitHeads(INDArray input, int heads) {
    long headDim = input.size(2) / heads;
    return input.reshape(input.size(0), input.size(1), heads, headDim).permute(0, 2, 1, 3);
  }

  @Override
  public INDArray attend(INDArray query, INDArray key, INDArray value) {
    INDArray scores = Nd4j.matmul(query, key, false, true, false).div(Math.sqrt(query.size(3)));
    INDArray exps = Transforms.exp(scores.sub(scores.max(true, 3))); // (B, H, Tq, Tk)
    INDArray weights = exps.div(exps.sum(true, 3));
    return Nd4j.matmul(weights, value, false, false, false); // (B, H, Tq, D)
  }

  @Override
  public INDArray mergeHeads(INDArray outputs) {
    INDArray sideBySide = outputs.permute(0, 2, 1, 3); // (B, T, H, D)
    return sideBySide.reshape(outputs.size(0), outputs.size(2), outputs.size(1) * outputs.size(3));
  }

  @Override
  public INDArray project(INDArray merged, INDArray weight, INDArray bias) {
    return product(merged, weight).add(bias.reshape(1, 1, bias.size(0)));
  }

  /** {@code x w^T}, (B, T, features) to (B, T, Do). */
  static INDArray product(INDArray input, INDArray weight) {
    INDArray rows = input.reshape(input.size(0) * input.size(1), input.size(2));
    INDArray projected = rows.mmul(weight.transpose());
    return projected.reshape(input.size(0), input.size(1), weight.size(0));
  }

  @Override
  public INDArray sumOverHeads(INDArray outputs, INDArray weight, INDArray bias) {
    long headDim = outputs.size(3);
    INDArray sum =
        Nd4j.create(outputs.dataType(), outputs.size(0), outputs.size(2), weight.size(0));
    for (long head = 0; head < outputs.size(1); head++) {
      INDArray output = outputs.get(all(), point(head), all(), all()); // (B, T, D)
      INDArray own = weight.get(all(), interval(head * headDim, (head + 1) * headDim));
      sum.addi(product(output, own)); // (B, T, Do)
    }
    return sum.add(bias.reshape(1, 1, bias.size(0)));
  }

  @Override
  public long parameterCount(int modelDim, int heads, int headDim, boolean bias) {
    long inner = (long) heads * headDim;
    return 4 * modelDim * inner + (bias ? 3 * inner + modelDim : 0);
  }
}
