package io.github.attention4j.exercises.lesson04;

import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.AttentionResult;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 04 as the page runs it, yours to change: another scale, another score,
 * other features. Grade it with {@code ./kit grade 04 --experiment}, or in the page.
 */
public class DigitExperiment implements DigitReader {

  /** What the dot products are multiplied with: 1/8 is 1/sqrt(Dk). */
  private static final double SCALE = 1;

  /** Creates the reader. */
  public DigitExperiment() {}

  @Override
  public INDArray weights(INDArray images, INDArray known) {
    return attend(images, known, known).weights().slice(0);
  }

  @Override
  public INDArray read(INDArray images, INDArray known, INDArray labels) {
    return attend(images, known, labels).output().slice(0);
  }

  private static AttentionResult<INDArray> attend(INDArray images, INDArray known, INDArray value) {
    return Attention.dot().attend(batch(images.mul(SCALE)), batch(known), batch(value));
  }

  /** (T, D) as a batch of one, (1, T, D). */
  private static INDArray batch(INDArray rows) {
    return rows.reshape(1, rows.size(0), rows.size(1));
  }
}
