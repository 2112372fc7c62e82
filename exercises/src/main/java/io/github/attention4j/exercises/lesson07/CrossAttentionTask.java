package io.github.attention4j.exercises.lesson07;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The task of lesson 07: words attend to the cells of a picture, and the gradient of these cells.
 *
 * <pre>
 * (B, C, H, W) -&gt; (B, H*W, C)                    step 1  cells            the memory M
 * S  = (query Wq^T) (M Wk^T)^T / sqrt(Dk)        step 2  scores
 * A  = softmax(S) over j &lt; length                step 3  weights
 * O  = A (M Wv^T)                                step 4  output
 * which cell has the largest weight              step 5  pointing
 *
 * dM = dS^T Q Wk / sqrt(Dk) + A^T dO Wv          step 6  memoryGradient   with Q = query Wq^T
 * </pre>
 *
 * <p>dX is the gradient of the loss with respect to X. Shapes are written with the letters B
 * (batch), C (channels of the picture), H and W (its rows and columns of cells), Tq (number of
 * queries), D (features of a query), Tk (cells or other positions of the memory), Dk (features of a
 * projected query and key) and Dv (features of a value). A weight has a row for each feature that
 * it makes, as in the library, which calls the memory the context.
 *
 * <p>For every method: all arrays have one type, FLOAT or DOUBLE, and so has the result (only the
 * lengths are INT32); an argument is never changed; any length may be 1. To try a step in a
 * notebook cell, extend {@link CrossAttention} and override that one method.
 *
 * <p>Source: Vaswani et al., "Attention Is All You Need" (2017), section 3.2.3, first item; the
 * cells of a picture as memory: Xu et al., "Show, Attend and Tell" (2015), section 3.1.1.
 */
@Exercise(
    lesson = "07",
    title = "Cross-attention",
    starter = CrossAttention.class,
    grader = CrossAttentionGrader.class)
public interface CrossAttentionTask {

  /**
   * Makes a sequence of a picture: one position for each cell, row after row, whose features are
   * the cell's channels.
   *
   * @param picture feature map, (B, C, H, W)
   * @return cells, (B, H*W, C); cell (row, column) stands at row * W + column
   */
  INDArray cells(INDArray picture);

  /**
   * Compares every query with every position of the memory.
   *
   * @param query what asks, (B, Tq, D)
   * @param memory what is asked, of another length and width, (B, Tk, C)
   * @param queryWeight Wq, (Dk, D)
   * @param keyWeight Wk, (Dk, C)
   * @return scores, divided by sqrt(Dk), (B, Tq, Tk)
   */
  INDArray scores(INDArray query, INDArray memory, INDArray queryWeight, INDArray keyWeight);

  /**
   * Turns each query's row of scores into weights over the real part of the memory.
   *
   * <p>Of example b, the positions 0 .. lengths[b] - 1 are real and the others padding, whose
   * scores may be anything and have no influence. The queries of an example of length 0 get zero
   * weights, not NaN.
   *
   * @param scores scores, (B, Tq, Tk)
   * @param lengths how many positions of the memory are real, (B), INT32
   * @return weights, (B, Tq, Tk), 0 for the padding
   */
  INDArray weights(INDArray scores, INDArray lengths);

  /**
   * Mixes the values, which are made of the memory: {@code O = A (M Wv^T)}.
   *
   * @param weights weights A, (B, Tq, Tk)
   * @param memory memory, (B, Tk, C)
   * @param valueWeight Wv, (Dv, C)
   * @return output, (B, Tq, Dv)
   */
  INDArray output(INDArray weights, INDArray memory, INDArray valueWeight);

  /**
   * Tells the cell that each query looks at most.
   *
   * @param weights weights over the cells of a picture, (B, Tq, H*W)
   * @param columns number of columns of the picture, W
   * @return row and column of the heaviest cell, counted from 0, (B, Tq, 2), of the weights' type
   */
  INDArray pointing(INDArray weights, int columns);

  /**
   * Carries the gradient back to the memory along both ways: as keys and as values.
   *
   * @param query what asks, (B, Tq, D)
   * @param queryWeight Wq, (Dk, D)
   * @param keyWeight Wk, (Dk, C)
   * @param valueWeight Wv, (Dv, C)
   * @param weights weights A, (B, Tq, Tk)
   * @param scoresGradient gradient of the loss with respect to the scaled scores S, (B, Tq, Tk)
   * @param outputGradient gradient of the loss with respect to the output, (B, Tq, Dv)
   * @return gradient of the loss with respect to the memory, (B, Tk, C)
   */
  INDArray memoryGradient(
      INDArray query,
      INDArray queryWeight,
      INDArray keyWeight,
      INDArray valueWeight,
      INDArray weights,
      INDArray scoresGradient,
      INDArray outputGradient);
}
