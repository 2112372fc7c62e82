package io.github.attention4j.exercises.lesson13;

import io.github.attention4j.exercises.check.NotDoneYetException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Yours to write: what is new in a Vision Transformer, in three steps.
 *
 * <p>Replace one {@code throw} after the other, and grade as often as you like: a step that is not
 * done yet costs nothing but its own points. What each method must do, with all shapes, stands in
 * {@link VisionTransformerTask}.
 *
 * <p>Useful in ND4J: {@code x.dup('c').reshape('c', ..)} gives new names to numbers that stay where
 * they are, row by row; {@code x.permute(0, 2, 1)} exchanges axes; {@code a.mmul(b)} multiplies two
 * matrices, {@code Nd4j.matmul(a, b)} whole batches of them; {@code Nd4j.concat(axis, a, b)} puts
 * arrays behind each other; {@code Nd4j.tile(x, 3, 1)} repeats; {@code a.add(b)} and {@code
 * a.mul(b)} repeat what has length 1; {@code Nd4j.eye(n)} is the identity, {@code
 * castTo(x.dataType())} gives it the right type. Operations that end in {@code i} (addi, muli, ...)
 * write into their array: never use them on an argument.
 */
public class VisionTransformer implements VisionTransformerTask {

  @Override
  public INDArray patches(INDArray pictures, int side) {
    // 1. Two axes become four: rows of patches, rows in a patch, and the same for columns.
    // 2. Bring them into the order that is asked for, then join.
    throw new NotDoneYetException("step 1 of 3: cut the pictures into patches");
  }

  @Override
  public INDArray tokens(
      INDArray patches, INDArray weight, INDArray bias, INDArray classToken, INDArray positions) {
    // Every picture gets the class token. It has a place, too.
    throw new NotDoneYetException("step 2 of 3: make tokens, with class token and positions");
  }

  @Override
  public INDArray rollout(INDArray weights) {
    // One matrix for each block; then multiply. Which block stands on the left?
    throw new NotDoneYetException("step 3 of 3: multiply the blocks' weights");
  }
}
