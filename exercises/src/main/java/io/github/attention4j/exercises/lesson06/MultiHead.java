package io.github.attention4j.exercises.lesson06;

import io.github.attention4j.exercises.check.NotDoneYetException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Yours to write: multi-head attention, in six steps.
 *
 * <p>Replace one {@code throw} after the other, and grade as often as you like: a step that is not
 * done yet costs nothing but its own points. What each method must do, with all shapes, stands in
 * {@link MultiHeadTask}.
 *
 * <p>Useful in ND4J: {@code x.reshape(..)} keeps the numbers in their order and gives them other
 * axes; {@code x.permute(0, 2, 1)} moves the axes, and the numbers with them; {@code Nd4j.matmul(a,
 * b, transposeA, transposeB, false)} multiplies over the last two axes, whatever stands before
 * them; {@code a.mmul(b)} multiplies two matrices; {@code x.size(axis)} is the length of an axis;
 * {@code x.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to))} takes columns out of a matrix;
 * {@code x.max(true, axis)} and {@code x.sum(true, axis)} keep the axis with length 1. Operations
 * that end in {@code i} (muli, subi, ...) write into their array: never use them on an argument.
 */
public class MultiHead implements MultiHeadTask {

  @Override
  public INDArray splitHeads(INDArray input, int heads) {
    // 1. The last axis is two axes in one: which is the outer one, the head or its feature?
    // 2. Then move the axis of the heads before that of the positions.
    throw new NotDoneYetException("step 1 of 6: give every head its own part of the features");
  }

  @Override
  public INDArray attend(INDArray query, INDArray key, INDArray value) {
    // As in lesson 04, with one axis more before the last two. How many features does a head have?
    throw new NotDoneYetException("step 2 of 6: let every head attend by itself");
  }

  @Override
  public INDArray mergeHeads(INDArray outputs) {
    // The way of step 1 backwards.
    throw new NotDoneYetException("step 3 of 6: put the heads' outputs side by side");
  }

  @Override
  public INDArray project(INDArray merged, INDArray weight, INDArray bias) {
    // The weight has no batch axis: the positions of all examples, one below the other, are one
    // matrix, too.
    throw new NotDoneYetException("step 4 of 6: project the merged heads to the output");
  }

  @Override
  public INDArray sumOverHeads(INDArray outputs, INDArray weight, INDArray bias) {
    // In the product of step 4, which columns of the weight meet the features of head h?
    throw new NotDoneYetException("step 5 of 6: add up what each head gives to the output");
  }

  @Override
  public long parameterCount(int modelDim, int heads, int headDim, boolean bias) {
    // Four projections: how many rows, columns and biases has each?
    throw new NotDoneYetException("step 6 of 6: count the trained numbers");
  }
}
