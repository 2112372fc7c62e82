package io.github.attention4j.ops;

import static io.github.attention4j.ops.Tape.record;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The gates of a recurrent unit with one gradient for the whole, as in {@link TapeLayers}. */
interface TapeRecurrence extends TensorOps<Tensor> {

  /**
   * With input's parts {@code a}, state's parts {@code b} and the old state {@code h}: {@code r =
   * sigmoid(a_r + b_r)}, {@code z = sigmoid(a_z + b_z)}, {@code n = tanh(a_n + r b_n)}, {@code Y =
   * n + z (h - n)}. Then
   *
   * <pre>{@code
   * da_n = dY (1 - z) (1 - n^2)                db_n = da_n r
   * da_z = dY (h - n) z (1 - z)                db_z = da_z
   * da_r = da_n b_n r (1 - r)                  db_r = da_r
   * dh   = dY z
   * }</pre>
   */
  @Override
  default Tensor gru(Tensor inputGates, Tensor stateGates, Tensor hidden) {
    LayerRules.gru(shape(inputGates), shape(stateGates), shape(hidden));
    INDArray h = hidden.array();
    INDArray b = stateGates.array();
    long size = h.size(1);
    INDArray open = Transforms.sigmoid(both(inputGates.array(), size).add(both(b, size)), false);
    INDArray r = part(open, 0, size);
    INDArray z = part(open, 1, size);
    INDArray n = r.mul(part(b, 2, size)).addi(part(inputGates.array(), 2, size));
    Transforms.tanh(n, false);
    INDArray change = h.sub(n); // h - n
    return record(
        z.mul(change).addi(n),
        List.of(inputGates, stateGates, hidden),
        gradient -> {
          INDArray candidate = gradient.sub(gradient.mul(z)).muli(n.mul(n).rsubi(1)); // da_n
          INDArray slopes = open.mul(open.rsub(1)); // r (1 - r), z (1 - z)
          part(slopes, 0, size).muli(candidate).muli(part(b, 2, size)); // da_r
          part(slopes, 1, size).muli(gradient).muli(change); // da_z
          INDArray ofInput = Nd4j.concat(1, slopes, candidate);
          INDArray ofState = Nd4j.concat(1, slopes, candidate.mul(r));
          return new INDArray[] {ofInput, ofState, gradient.mul(z)};
        });
  }

  /** The parts of r and z. */
  private static INDArray both(INDArray gates, long size) {
    return Rows.part(gates, 1, 0, 2 * size);
  }

  /** The part of r (0), of z (1) or of n (2). */
  private static INDArray part(INDArray gates, int index, long size) {
    return Rows.part(gates, 1, index * size, (index + 1) * size);
  }
}
