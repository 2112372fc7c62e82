/**
 * The tensor operations that mechanisms are written against, and their two interpreters: eager on
 * {@link org.nd4j.linalg.api.ndarray.INDArray}, and building a {@link
 * org.nd4j.autodiff.samediff.SameDiff} graph. ND4J's peculiarities are dealt with here and nowhere
 * else.
 */
package io.github.attention4j.ops;
