package io.github.attention4j.ops;

import java.util.random.RandomGenerator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/** Operations of a graph that work element by element. */
abstract class GraphElements extends GraphVariables {
  GraphElements(SameDiff graph) {
    super(graph);
  }

  @Override
  public SDVariable cast(SDVariable variable, DataType type) {
    return remember(variable.castTo(type), shape(variable).withType(type));
  }

  @Override
  public SDVariable add(SDVariable left, SDVariable right) {
    TensorShape shape = ShapeRules.broadcast("add", shape(left), shape(right));
    return remember(left.add(right), shape);
  }

  @Override
  public SDVariable multiply(SDVariable left, SDVariable right) {
    TensorShape shape = ShapeRules.broadcast("multiply", shape(left), shape(right));
    return remember(left.mul(right), shape);
  }

  @Override
  public SDVariable scale(SDVariable variable, double factor) {
    return remember(variable.mul(factor), shape(variable));
  }

  @Override
  public SDVariable shift(SDVariable variable, double offset) {
    return remember(variable.add(offset), shape(variable));
  }

  @Override
  public SDVariable power(SDVariable variable, double exponent) {
    return remember(graph.math().pow(variable, exponent), shape(variable));
  }

  @Override
  public SDVariable exp(SDVariable variable) {
    return remember(graph.math().exp(variable), shape(variable));
  }

  @Override
  public SDVariable log(SDVariable variable) {
    return remember(graph.math().log(variable), shape(variable));
  }

  @Override
  public SDVariable erf(SDVariable variable) {
    return remember(graph.math().erf(variable), shape(variable));
  }

  @Override
  public SDVariable sin(SDVariable variable) {
    return remember(graph.math().sin(variable), shape(variable));
  }

  @Override
  public SDVariable tanh(SDVariable variable) {
    return remember(graph.math().tanh(variable), shape(variable));
  }

  @Override
  public SDVariable sigmoid(SDVariable variable) {
    return remember(graph.nn().sigmoid(variable), shape(variable));
  }

  @Override
  public SDVariable relu(SDVariable variable) {
    return remember(graph.nn().relu(variable, 0), shape(variable));
  }

  @Override
  public SDVariable atLeast(SDVariable left, SDVariable right) {
    TensorShape shape = ShapeRules.broadcast("atLeast", shape(left), shape(right));
    return remember(graph.gte(left, right).castTo(shape.type()), shape);
  }

  @Override
  public SDVariable dropout(SDVariable variable, double probability, RandomGenerator random) {
    double stay = DropoutMask.toStay(probability);
    // Ones that no gradient goes through. Not RandomBernoulli: it draws the same in every run.
    SDVariable ones = variable.eq(variable).castTo(DataType.FLOAT); // dropout says it gives FLOAT
    SDVariable drawn = graph.nn().dropout(ones, stay);
    SDVariable mask = drawn.castTo(shape(variable).type()).mul(1 / stay);
    return remember(variable.mul(mask), shape(variable));
  }
}
