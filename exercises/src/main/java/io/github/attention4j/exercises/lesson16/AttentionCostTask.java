package io.github.attention4j.exercises.lesson16;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The task of lesson 16: a softmax that does not wait for the last key, attention with it, what
 * that costs, and decoding with keys and values that are kept.
 *
 * <pre>
 * m' = max(m, max_j s_j),  f = e^(m - m')                   step 1  join
 * l' = f l + sum_j e^(s_j - m'),  a' = f a + sum_j e^(s_j - m') v_j
 * o = a / l behind the last tile,  s = q . k / sqrt(D)      step 2  attention
 * F, a pair of query and key: D multiplications and D       step 3  flops
 *    additions for its score, and as many for its output
 * M, numbers moved, in bytes                                step 4  bytes
 * max(F / peak, M / bandwidth)                              step 5  seconds
 * attention to what was kept and to what is new             step 6  decode
 * </pre>
 *
 * <p>Shapes are written with the letters B (batch), T (queries), W (keys of a tile), P (positions
 * kept before), D (features of a query and of a key) and Dv (features of a value).
 *
 * <p>For every method: all arrays have one type, FLOAT or DOUBLE, and so has the result; an
 * argument is never changed; any length may be 1. To try a step in a notebook cell, extend {@link
 * AttentionCost} and override that one method.
 *
 * <p>Source: Milakov and Gimelshein, "Online normalizer calculation for softmax" (2018), algorithm
 * 3; Dao et al., "FlashAttention" (2022), algorithm 1; Williams et al., "Roofline" (2009); Shazeer,
 * "Fast Transformer Decoding" (2019), section 2.4.
 */
@Exercise(
    lesson = "16",
    title = "What attention costs",
    starter = AttentionCost.class,
    grader = AttentionCostGrader.class)
public interface AttentionCostTask {

  /**
   * Joins a tile of keys to what is known of those before it. Scores may reach 1e4. A score of
   * minus infinity belongs to a key that is masked, and has no weight; before the first key, m is
   * minus infinity, l and a are 0, and so they stay while all keys are masked.
   *
   * @param soFar of each query m, l and a, (T, 2+Dv)
   * @param scores of the tile, (T, W)
   * @param value of the tile, (W, Dv)
   * @return of each query m', l' and a', (T, 2+Dv)
   */
  INDArray join(INDArray soFar, INDArray scores, INDArray value);

  /**
   * Attends tile by tile, by scaled dot products. The last tile may be smaller. Scores may reach
   * 1e4.
   *
   * @param query (B, T, D)
   * @param key (B, T, D)
   * @param value (B, T, Dv)
   * @param tile how many keys a tile has, W, perhaps more than there are
   * @param causal whether position i attends to the positions 0 .. i alone
   * @return output o, (B, T, Dv)
   */
  INDArray attention(INDArray query, INDArray key, INDArray value, int tile, boolean causal);

  /**
   * Counts the multiplications and additions of causal attention, each as one: those of scores and
   * output, without the softmax. A pair that may not meet is not computed.
   *
   * @param length T, up to a million
   * @param dim D, which is Dv, too
   * @param window position i attends to itself and to so many before it, if there are so many
   * @return F
   */
  double flops(int length, int dim, int window);

  /**
   * Counts the bytes that attention in tiles moves, without a mask. Queries are read once, and
   * outputs written once. Keys and values are read once for each block of queries.
   *
   * @param length T, up to a million
   * @param dim D, which is Dv, too
   * @param block queries of a block; the last may be smaller
   * @param bytesPerNumber such as 4 for FLOAT
   * @return M
   */
  double bytes(int length, int dim, int block, int bytesPerNumber);

  /**
   * Says how long it takes at least, on a machine that computes and moves at the same time.
   *
   * @param flops F
   * @param bytes M
   * @param peak flops a second at best
   * @param bandwidth bytes a second at best
   * @return seconds
   */
  double seconds(double flops, double bytes, double peak, double bandwidth);

  /**
   * Decodes: T new positions, often just one, attend to the P that came before and to themselves,
   * causally, by scaled dot products. New position i is position P + i of the whole.
   *
   * @param pastKey keys that were kept, (B, P, D), or null before the first position
   * @param pastValue values that were kept, (B, P, Dv), or null before the first position
   * @param query of the new positions, (B, T, D)
   * @param key of the new positions, (B, T, D)
   * @param value of the new positions, (B, T, Dv)
   * @return output of the new positions, (B, T, Dv)
   */
  INDArray decode(
      INDArray pastKey, INDArray pastValue, INDArray query, INDArray key, INDArray value);
}
