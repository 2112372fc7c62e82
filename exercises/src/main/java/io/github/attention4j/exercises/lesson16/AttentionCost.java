package io.github.attention4j.exercises.lesson16;

import io.github.attention4j.exercises.check.NotDoneYetException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Yours to write: attention in tiles, what it costs, and decoding with a cache, in six steps.
 *
 * <p>Replace one {@code throw} after the other, and grade as often as you like: a step that is not
 * done yet costs nothing but its own points. What each method must do, with all shapes, stands in
 * {@link AttentionCostTask}.
 *
 * <p>Useful in ND4J: {@code x.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to))} takes some
 * columns, {@code NDArrayIndex.point(b)} one example; {@code Nd4j.concat(axis, x, y)} puts arrays
 * behind each other; {@code x.max(true, 1)}, {@code x.sum(true, 1)} keep the axis; {@code
 * Transforms.max(x, y)} and {@code Transforms.max(x, number)} take the larger, {@code
 * Transforms.exp(x)} is 0 at minus infinity; {@code a.mmul(b)} multiplies two matrices, {@code
 * Nd4j.matmul(a, b, false, true, false)} those of a whole batch, here with b transposed; {@code
 * Nd4j.valueArrayOf(shape, Double.NEGATIVE_INFINITY, x.dataType())}. Operations that end in {@code
 * i} (muli, addi, ...) write into their array: never use them on an argument.
 */
public class AttentionCost implements AttentionCostTask {

  @Override
  public INDArray join(INDArray soFar, INDArray scores, INDArray value) {
    // 1. The new maximum.
    // 2. What was summed so far was summed by the old one: mend it.
    // 3. Add the tile's own. What is minus infinity minus minus infinity?
    throw new NotDoneYetException("step 1 of 6: join a tile to what is known so far");
  }

  @Override
  public INDArray attention(
      INDArray query, INDArray key, INDArray value, int tile, boolean causal) {
    // Tile by tile, with step 1; divide once, at the end.
    throw new NotDoneYetException("step 2 of 6: attend tile by tile");
  }

  @Override
  public double flops(int length, int dim, int window) {
    // How many pairs are there? Beware of int: a million times a million is too much for it.
    throw new NotDoneYetException("step 3 of 6: count the flops of a window");
  }

  @Override
  public double bytes(int length, int dim, int block, int bytesPerNumber) {
    // How often is a key read?
    throw new NotDoneYetException("step 4 of 6: count the bytes that are moved");
  }

  @Override
  public double seconds(double flops, double bytes, double peak, double bandwidth) {
    // Who is waited for?
    throw new NotDoneYetException("step 5 of 6: say how long it takes at least");
  }

  @Override
  public INDArray decode(
      INDArray pastKey, INDArray pastValue, INDArray query, INDArray key, INDArray value) {
    // Which keys may new position i see?
    throw new NotDoneYetException("step 6 of 6: decode with what was kept");
  }
}
