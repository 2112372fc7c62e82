package io.github.attention4j.exercises.lesson14;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The task of lesson 14: what the decoder is told while it learns, how a translation is measured,
 * and one step of the search for the best one.
 *
 * <pre>
 * told = start, y1, y2, ..                                step 1  told
 * BLEU = min(1, e^(1 - r / c)) (p1 p2 .. pN)^(1 / N)      step 2  bleu
 * the best K of K V beginnings                            step 3  beamStep
 * </pre>
 *
 * <p>Shapes are written with the letters B (batch), T (places of the target), C and R (words of the
 * candidate and of the reference), K (beginnings) and V (words there are). Numbers of words are
 * whole numbers; 0 is padding.
 *
 * <p>For every method: all arrays have one type, FLOAT or DOUBLE, and so has the result; an
 * argument is never changed; any length may be 1. To try a step in a notebook cell, extend {@link
 * SequenceToSequence} and override that one method.
 *
 * <p>Source: Papineni et al., "BLEU: a Method for Automatic Evaluation of Machine Translation"
 * (2002), sections 2.1 to 2.3; Sutskever et al., "Sequence to Sequence Learning with Neural
 * Networks" (2014), section 3.2.
 */
@Exercise(
    lesson = "14",
    title = "Sequence to sequence",
    starter = SequenceToSequence.class,
    grader = SequenceToSequenceGrader.class)
public interface SequenceToSequenceTask {

  /**
   * Makes what the decoder is told of what it must say: the same one place later, with the start in
   * front. Where the target has padding nothing is to be said, and padding is told.
   *
   * @param target numbers of words, 1 or more in each row, behind them padding (0), (B, T)
   * @param start number of the start
   * @return (B, T)
   */
  INDArray told(INDArray target, int start);

  /**
   * Measures one translation by BLEU, with runs of 1 up to N words. Where a run of some length does
   * not occur in the candidate at all, or none of them matches, it is 0.
   *
   * @param candidate numbers of the words that were written, (C)
   * @param reference numbers of the right words, (R)
   * @param longest N, 1 or more
   * @return from 0 to 1
   */
  double bleu(INDArray candidate, INDArray reference, int longest);

  /**
   * Takes one step of a beam search: lengthens every beginning by every word, and keeps the best.
   *
   * @param scores logarithm of each beginning's probability, (K)
   * @param next logarithm of each next word's probability, (K, V)
   * @return the K best, best first, (K, 3): the number of the beginning, the number of the word,
   *     and the logarithm of the probability of both
   */
  INDArray beamStep(INDArray scores, INDArray next);
}
