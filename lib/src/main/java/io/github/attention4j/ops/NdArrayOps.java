package io.github.attention4j.ops;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.GreaterThanOrEqual;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The eager interpreter: every operation is carried out at once on arrays, and none changes its
 * arguments. Stateless.
 */
public final class NdArrayOps implements TensorOps<INDArray> {
  private static final NdArrayOps INSTANCE = new NdArrayOps();

  private NdArrayOps() {}

  /** The eager interpreter; there is one. */
  public static NdArrayOps eager() {
    return INSTANCE;
  }

  @Override
  public TensorShape shape(INDArray array) {
    if (array == null) {
      return null;
    }
    if (array.wasClosed()) {
      throw new IllegalArgumentException("the array was closed: its memory is gone");
    }
    return new TensorShape(array.dataType(), array.shape());
  }

  @Override
  public void check(Signature signature, List<INDArray> arrays) {
    signature.check(arrays.stream().map(this::shape).toArray(TensorShape[]::new));
  }

  @Override
  public void checkWhole(String operation, String name, INDArray array, long most) {
    WholeNumbers.check(operation, name, array, most);
  }

  @Override
  public INDArray parameter(String path, INDArray array) {
    return array;
  }

  @Override
  public INDArray constant(INDArray array) {
    return array;
  }

  @Override
  public INDArray cast(INDArray array, DataType type) {
    return array.castTo(type);
  }

  @Override
  public INDArray add(INDArray left, INDArray right) {
    ShapeRules.broadcast("add", shape(left), shape(right));
    return left.add(right);
  }

  @Override
  public INDArray multiply(INDArray left, INDArray right) {
    ShapeRules.broadcast("multiply", shape(left), shape(right));
    return left.mul(right);
  }

  @Override
  public INDArray scale(INDArray array, double factor) {
    return array.mul(factor);
  }

  @Override
  public INDArray shift(INDArray array, double offset) {
    return array.add(offset);
  }

  @Override
  public INDArray power(INDArray array, double exponent) {
    return Transforms.pow(array, exponent);
  }

  @Override
  public INDArray exp(INDArray array) {
    return Transforms.exp(array);
  }

  @Override
  public INDArray log(INDArray array) {
    return Transforms.log(array);
  }

  @Override
  public INDArray erf(INDArray array) {
    return Nd4j.exec(new Erf(array, array.ulike())); // Nd4j.math().erf overwrites its argument
  }

  @Override
  public INDArray sin(INDArray array) {
    return Transforms.sin(array);
  }

  @Override
  public INDArray tanh(INDArray array) {
    return Transforms.tanh(array);
  }

  @Override
  public INDArray sigmoid(INDArray array) {
    return Transforms.sigmoid(array);
  }

  @Override
  public INDArray relu(INDArray array) {
    return Transforms.relu(array);
  }

  @Override
  public INDArray sum(INDArray array, int... axes) {
    return array.sum(true, ShapeRules.axes("sum", shape(array), axes));
  }

  @Override
  public INDArray mean(INDArray array, int... axes) {
    return array.mean(true, ShapeRules.axes("mean", shape(array), axes));
  }

  @Override
  public INDArray max(INDArray array, int... axes) {
    return array.max(true, ShapeRules.axes("max", shape(array), axes));
  }

  @Override
  public INDArray linear(INDArray array, INDArray weight, INDArray bias) {
    TensorShape shape = LayerRules.linear(shape(array), shape(weight), shape(bias));
    INDArray rows = array.reshape('c', -1, array.size(-1)); // matmul wants equal ranks
    INDArray mapped = Nd4j.matmul(rows, weight, false, true, false);
    return (bias == null ? mapped : mapped.addRowVector(bias)).reshape(shape.sizes());
  }

  @Override
  public INDArray convolution(INDArray array, INDArray weight) {
    LayerRules.convolution(shape(array), shape(weight));
    INDArray permuted = weight.permute(Convolution.TO_ND4J);
    return Nd4j.cnn().conv2d(array, permuted, Convolution.same(shape(weight)));
  }

  @Override
  public INDArray matmul(INDArray left, INDArray right) {
    return matmul(left, right, false);
  }

  @Override
  public INDArray matmulTransposed(INDArray left, INDArray right) {
    return matmul(left, right, true);
  }

  private INDArray matmul(INDArray left, INDArray right, boolean transposed) {
    ShapeRules.matmul(shape(left), shape(right), transposed);
    return Nd4j.matmul(left, right, false, transposed, false);
  }

  @Override
  public INDArray softmax(INDArray array) {
    int last = array.rank() - 1;
    // ND4J's DOUBLE softmax starts its maximum at 0: a row of large negative numbers becomes NaN.
    boolean subtract = array.dataType() == DataType.DOUBLE;
    return Nd4j.nn().softmax(subtract ? array.sub(array.max(true, last)) : array, last);
  }

  @Override
  public INDArray positions(INDArray array, int axis) {
    TensorShape shape = ShapeRules.positions(shape(array), axis);
    return Nd4j.arange(shape(array).size(axis)).castTo(shape.type()).reshape(shape.sizes());
  }

  @Override
  public INDArray atLeast(INDArray left, INDArray right) {
    ShapeRules.broadcast("atLeast", shape(left), shape(right));
    INDArray result = Nd4j.exec(new GreaterThanOrEqual(left, right))[0];
    return result.castTo(left.dataType());
  }

  @Override
  public INDArray splitAxis(INDArray array, int axis, long first, long second) {
    return array.reshape('c', ShapeRules.splitAxis(shape(array), axis, first, second).sizes());
  }

  @Override
  public INDArray mergeAxes(INDArray array, int axis) {
    return array.reshape('c', ShapeRules.mergeAxes(shape(array), axis).sizes());
  }

  @Override
  public INDArray permute(INDArray array, int... order) {
    return array.permute(ShapeRules.order(shape(array), order));
  }

  @Override
  public INDArray expand(INDArray array, int axis) {
    return array.reshape('c', ShapeRules.expand(shape(array), axis).sizes());
  }

  @Override
  public INDArray squeeze(INDArray array, int axis) {
    return array.reshape('c', ShapeRules.squeeze(shape(array), axis).sizes());
  }

  @Override
  public INDArray slice(INDArray array, int axis, long from, long to) {
    ShapeRules.slice(shape(array), axis, from, to);
    return Rows.part(array, ShapeRules.index("slice", shape(array), axis), from, to);
  }

  @Override
  public INDArray concat(List<INDArray> arrays, int axis) {
    ShapeRules.concat(arrays.stream().map(this::shape).toList(), axis);
    int along = ShapeRules.index("concat", shape(arrays.get(0)), axis);
    return Nd4j.concat(along, arrays.toArray(INDArray[]::new));
  }

  @Override
  public INDArray dropout(INDArray array, double probability, RandomGenerator random) {
    return array.mul(DropoutMask.draw(shape(array), probability, random));
  }

  @Override
  public INDArray embedding(INDArray table, INDArray ids) {
    TensorShape shape = LayerRules.embedding(shape(table), shape(ids));
    checkWhole("embedding", "ids", ids, table.size(0) - 1);
    return Rows.gather(table, ids).reshape(shape.sizes());
  }

  @Override
  public INDArray crossEntropy(INDArray logits, INDArray labels) {
    TensorShape shape = LayerRules.crossEntropy(shape(logits), shape(labels));
    checkWhole("crossEntropy", "labels", labels, logits.size(-1) - 1);
    return Rows.pick(logSoftmax(logits), labels).reshape(shape.sizes()).neg();
  }

  @Override
  public Optional<INDArray> fused(
      List<INDArray> inputs,
      Function<Function<INDArray, INDArray>, Optional<? extends Fused>> way) {
    return way.apply(Function.identity()).map(Fused::output);
  }
}
