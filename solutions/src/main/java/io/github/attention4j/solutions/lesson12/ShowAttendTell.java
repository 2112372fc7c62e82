package io.github.attention4j.solutions.lesson12;

import io.github.attention4j.exercises.lesson12.ShowAttendTellTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Reference answer of lesson 12. */
public class ShowAttendTell implements ShowAttendTellTask {

  @Override
  public INDArray linearWeights(INDArray locations, INDArray state, INDArray w) {
    // The state adds the same number to all scores of a picture: the softmax does not see it.
    return softmax(scores(locations, w.get(NDArrayIndex.interval(0, locations.size(2)))));
  }

  @Override
  public INDArray linearGradient(
      INDArray locations, INDArray state, INDArray weights, INDArray weightsGradient) {
    INDArray product = weights.mul(weightsGradient);
    INDArray scoresGradient = product.sub(weights.mul(product.sum(true, 1))); // sums to 0
    INDArray ofLocations = scoresGradient.reshape(1, weights.length()).mmul(rows(locations));
    INDArray ofState = scoresGradient.sum(true, 1).transpose().mmul(state); // 0, therefore
    return Nd4j.concat(1, ofLocations, ofState).reshape(locations.size(2) + state.size(1));
  }

  @Override
  public INDArray context(
      INDArray locations,
      INDArray state,
      INDArray locationWeight,
      INDArray stateWeight,
      INDArray bias,
      INDArray v) {
    INDArray ofState = state.mmul(stateWeight.transpose()).addRowVector(bias); // (B, A)
    INDArray hidden = Transforms.tanh(ofLocations(locations, locationWeight).add(column(ofState)));
    return mixed(softmax(scores(hidden, v)), locations);
  }

  @Override
  public double penalty(INDArray weights, INDArray mask, double lambda) {
    INDArray words = mask.reshape(mask.size(0), mask.size(1), 1);
    INDArray off = weights.mul(words).sum(1).rsub(1); // (B, L)
    return lambda * off.mul(off).sumNumber().doubleValue() / weights.size(0);
  }

  /** Returns {@code Wa a_i}, (B, L, D) -> (B, L, A). */
  static INDArray ofLocations(INDArray locations, INDArray weight) {
    return rows(locations)
        .mmul(weight.transpose())
        .reshape(locations.size(0), locations.size(1), weight.size(0));
  }

  /** Makes room for the locations, (B, A) -> (B, 1, A). */
  static INDArray column(INDArray ofState) {
    return ofState.reshape(ofState.size(0), 1, ofState.size(1));
  }

  /** Returns the dot product of every row with v, (B, L, A) and (A) -> (B, L). */
  static INDArray scores(INDArray hidden, INDArray v) {
    return rows(hidden).mmul(v.reshape(v.length(), 1)).reshape(hidden.size(0), hidden.size(1));
  }

  /** One picture's locations below the other's, (B, L, D) -> (B*L, D). */
  private static INDArray rows(INDArray locations) {
    return locations.reshape(locations.size(0) * locations.size(1), locations.size(2));
  }

  static INDArray softmax(INDArray scores) {
    INDArray exps = Transforms.exp(scores.sub(scores.max(true, 1)));
    return exps.div(exps.sum(true, 1));
  }

  /** Returns what the locations give by weights, (B, L) and (B, L, D) -> (B, D). */
  static INDArray mixed(INDArray weights, INDArray locations) {
    return Nd4j.matmul(column(weights), locations).reshape(locations.size(0), locations.size(2));
  }
}
