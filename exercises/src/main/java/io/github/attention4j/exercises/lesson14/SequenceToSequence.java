package io.github.attention4j.exercises.lesson14;

import io.github.attention4j.exercises.check.NotDoneYetException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Yours to write: what the decoder is told, BLEU, and one step of beam search, in three steps.
 *
 * <p>Replace one {@code throw} after the other, and grade as often as you like: a step that is not
 * done yet costs nothing but its own points. What each method must do, with all shapes, stands in
 * {@link SequenceToSequenceTask}.
 *
 * <p>Useful in ND4J: {@code x.toIntVector()} and {@code x.toDoubleVector()} make Java's arrays of
 * one axis, {@code x.toIntMatrix()} and {@code x.toDoubleMatrix()} of two; {@code Nd4j.zeros(type,
 * sizes..)} makes a new array, {@code x.putScalar(i, j, number)} writes one number into it; {@code
 * x.dataType()} is its type, {@code x.size(axis)} an axis' length.
 */
public class SequenceToSequence implements SequenceToSequenceTask {

  @Override
  public INDArray told(INDArray target, int start) {
    // 1. Everything moves one place to the right; the last column falls off.
    // 2. The start comes in front.
    // 3. Where the target has padding, so has this.
    throw new NotDoneYetException("step 1 of 3: make what the decoder is told");
  }

  @Override
  public double bleu(INDArray candidate, INDArray reference, int longest) {
    // 1. For each n: how many runs of n words are there in the candidate, and how many of them
    //    match? None more often than the reference has it.
    // 2. The geometric mean of the shares.
    // 3. Who is too short pays for it.
    throw new NotDoneYetException("step 2 of 3: measure a translation by BLEU");
  }

  @Override
  public INDArray beamStep(INDArray scores, INDArray next) {
    // 1. The score of every candidate: of its beginning, and of its word.
    // 2. The best K of all K V, wherever they come from.
    throw new NotDoneYetException("step 3 of 3: take one step of a beam search");
  }
}
