package io.github.attention4j.exercises.lesson13;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The task of lesson 13: cut pictures into patches, make tokens of them, and follow the blocks'
 * weights back to the patches.
 *
 * <pre>
 * p[t] = pixels of patch t, row by row            step 1  patches
 * x0 = [c; W p + b] + E                           step 2  tokens    a class token in front
 * R = A'[last] .. A'[first],  A' = (A + I) / 2    step 3  rollout   A: on average over the heads
 * </pre>
 *
 * <p>Shapes are written with the letters B (batch), C (channels), I and J (patches below and beside
 * each other), P (rows and columns of a patch), T (patches), M (pixels of a patch), D (numbers of a
 * token), L (blocks), H (heads) and N (tokens, the class token included).
 *
 * <p>For every method: all arrays have one type, FLOAT or DOUBLE, and so has the result; an
 * argument is never changed; any length may be 1. To try a step in a notebook cell, extend {@link
 * VisionTransformer} and override that one method.
 *
 * <p>Source: Dosovitskiy et al., "An Image is Worth 16x16 Words" (2021), section 3.1, equation 1;
 * Abnar and Zuidema, "Quantifying Attention Flow in Transformers" (2020), section 3.
 */
@Exercise(
    lesson = "13",
    title = "Vision Transformer",
    starter = VisionTransformer.class,
    grader = VisionTransformerGrader.class)
public interface VisionTransformerTask {

  /**
   * Cuts pictures into square patches that do not overlap. The patches come row by row, as one
   * reads; within a patch one channel comes after the other, and each row by row.
   *
   * @param pictures (B, C, I*P, J*P)
   * @param side rows and columns of a patch, P
   * @return patches, (B, I*J, C*P*P)
   */
  INDArray patches(INDArray pictures, int side);

  /**
   * Makes tokens of patches by a linear map, puts the class token in front of them, and adds its
   * place to each.
   *
   * @param patches (B, T, M)
   * @param weight W, (D, M)
   * @param bias b, (D)
   * @param classToken c, (1, D), the same for every picture
   * @param positions E, (T+1, D); its row 0 is the class token's
   * @return tokens x0, (B, T+1, D)
   */
  INDArray tokens(
      INDArray patches, INDArray weight, INDArray bias, INDArray classToken, INDArray positions);

  /**
   * Follows the weights through all blocks: of every token at the end, how much stems from which
   * token at the start.
   *
   * @param weights of every block and head, (L, B, H, N, N); block 0 is the first, row i what token
   *     i attends to
   * @return rollout R, (B, N, N)
   */
  INDArray rollout(INDArray weights);
}
