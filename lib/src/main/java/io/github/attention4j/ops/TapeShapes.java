package io.github.attention4j.ops;

import static io.github.attention4j.ops.Tape.FORWARD;
import static io.github.attention4j.ops.Tape.record;
import static io.github.attention4j.ops.Tape.to;

import io.github.attention4j.ops.Tape.Flow;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Operations that move elements: their gradients move them back. In the code {@code gradient} is
 * dY, the gradient of the result; see {@link Tape}.
 */
interface TapeShapes extends TensorOps<Tensor> {
  @Override
  default Tensor splitAxis(Tensor tensor, int axis, long first, long second) {
    return reshaped(tensor, FORWARD.splitAxis(tensor.array(), axis, first, second));
  }

  @Override
  default Tensor mergeAxes(Tensor tensor, int axis) {
    return reshaped(tensor, FORWARD.mergeAxes(tensor.array(), axis));
  }

  @Override
  default Tensor expand(Tensor tensor, int axis) {
    return reshaped(tensor, FORWARD.expand(tensor.array(), axis));
  }

  @Override
  default Tensor squeeze(Tensor tensor, int axis) {
    return reshaped(tensor, FORWARD.squeeze(tensor.array(), axis));
  }

  /** The same elements in the same order: dX is dY in the shape of X. */
  private static Tensor reshaped(Tensor tensor, INDArray result) {
    long[] sizes = tensor.array().shape();
    return record(result, to(tensor, gradient -> gradient.reshape('c', sizes)));
  }

  /** Axis i of Y is axis {@code order[i]} of X: dX is dY permuted back. */
  @Override
  default Tensor permute(Tensor tensor, int... order) {
    int[] indices = ShapeRules.order(shape(tensor), order);
    INDArray result = FORWARD.permute(tensor.array(), indices);
    int[] back = new int[indices.length];
    for (int axis = 0; axis < back.length; axis++) {
      back[indices[axis]] = axis;
    }
    return record(result, to(tensor, gradient -> gradient.permute(back)));
  }

  /** A part of X: there dX is dY, elsewhere 0. */
  @Override
  default Tensor slice(Tensor tensor, int axis, long from, long to) {
    INDArray x = tensor.array();
    INDArray result = FORWARD.slice(x, axis, from, to);
    int along = ShapeRules.index("slice", shape(tensor), axis);
    return record(
        result,
        to(
            tensor,
            gradient -> {
              INDArray whole = Nd4j.zeros(x.dataType(), x.shape());
              Rows.part(whole, along, from, to).assign(gradient);
              return whole;
            }));
  }

  /** Tensors one behind the other: the gradient of each is its part of dY. */
  @Override
  default Tensor concat(List<Tensor> tensors, int axis) {
    INDArray result = FORWARD.concat(tensors.stream().map(Tensor::array).toList(), axis);
    int along = ShapeRules.index("concat", shape(tensors.get(0)), axis);
    Flow[] flows = new Flow[tensors.size()];
    long end = 0;
    for (int i = 0; i < flows.length; i++) {
      long from = end;
      long to = from + tensors.get(i).array().size(along);
      flows[i] = to(tensors.get(i), gradient -> Rows.part(gradient, along, from, to));
      end = to;
    }
    return record(result, flows);
  }
}
