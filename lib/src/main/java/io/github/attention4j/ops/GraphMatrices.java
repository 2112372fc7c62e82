package io.github.attention4j.ops;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Matrix products and convolutions of a graph. */
abstract class GraphMatrices extends GraphAxes {
  GraphMatrices(SameDiff graph) {
    super(graph);
  }

  @Override
  public SDVariable linear(SDVariable variable, SDVariable weight, SDVariable bias) {
    TensorShape shape = LayerRules.linear(shape(variable), shape(weight), shape(bias));
    long inputs = shape(weight).size(1);
    SDVariable rows = variable.reshape(-1, inputs); // matmul wants equal ranks
    remember(rows, numbered(shape.withSizes(TensorShape.UNKNOWN, inputs)));
    SDVariable mapped = matmulTransposed(rows, weight);
    SDVariable result = bias == null ? mapped : mapped.add(bias);
    return remember(reshape(result, shape), shape);
  }

  @Override
  public SDVariable convolution(SDVariable variable, SDVariable weight) {
    TensorShape shape = LayerRules.convolution(shape(variable), shape(weight));
    SDVariable permuted = weight.permute(Convolution.TO_ND4J);
    return remember(graph.cnn().conv2d(variable, permuted, Convolution.same(shape(weight))), shape);
  }

  @Override
  public SDVariable matmul(SDVariable left, SDVariable right) {
    return matmul(left, right, false);
  }

  @Override
  public SDVariable matmulTransposed(SDVariable left, SDVariable right) {
    return matmul(left, right, true);
  }

  private SDVariable matmul(SDVariable left, SDVariable right, boolean transposed) {
    TensorShape shape = ShapeRules.matmul(shape(left), shape(right), transposed);
    // ND4J's gradient is wrong where two matrices make a single number; with a batch it is right.
    if (shape.rank() == 2 && shape.size(0) < 2 && shape.size(1) < 2) {
      return squeeze(matmul(expand(left, 0), expand(right, 0), transposed), 0);
    }
    return remember(graph.mmul(left, right, false, transposed, false), shape);
  }
}
