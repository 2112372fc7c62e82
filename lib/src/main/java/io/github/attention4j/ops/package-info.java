/**
 * The tensor operations that mechanisms are written against, and their three interpreters: eager on
 * {@link org.nd4j.linalg.api.ndarray.INDArray}, eager on a tape that gives gradients, and building
 * a {@link org.nd4j.autodiff.samediff.SameDiff} graph. ND4J's peculiarities are dealt with here and
 * nowhere else.
 */
package io.github.attention4j.ops;
