package io.github.attention4j.exercises;

import io.github.attention4j.exercises.check.NotDoneYetException;
import io.github.attention4j.exercises.lesson04.ScaledDotProductTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A learner's first try: a wrong first step, and nothing else yet. */
public final class FirstTry implements ScaledDotProductTask {

  @Override
  public INDArray scores(INDArray query, INDArray key) {
    return Nd4j.matmul(query, key, false, true, false);
  }

  @Override
  public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
    throw new NotDoneYetException("step 2 of 5: the weights");
  }

  @Override
  public INDArray output(INDArray weights, INDArray value) {
    throw new NotDoneYetException("step 3 of 5: the output");
  }

  @Override
  public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
    throw new IllegalStateException("<script>alert(1)</script>");
  }

  @Override
  public INDArray queryGradient(INDArray scoresGradient, INDArray key) {
    throw new NotDoneYetException("step 5 of 5: the gradient");
  }
}
