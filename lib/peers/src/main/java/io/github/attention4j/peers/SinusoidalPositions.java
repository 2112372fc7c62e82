package io.github.attention4j.peers;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Sinusoidal positions (Vaswani et al. 2017, section 3.5), sine and cosine taking turns along the
 * features: PE(t, 2i) = sin(t / 10000^(2i / D)), PE(t, 2i + 1) = cos of the same.
 */
final class SinusoidalPositions implements Mechanism {

  @Override
  public String name() {
    return "sinusoidal_positions";
  }

  @Override
  public List<GoldenCase> cases() {
    return List.of(
        add("plain", 2, 5, 6),
        add("odd_dim", 2, 4, 7),
        add("one_position", 3, 1, 4),
        add("two_features", 2, 9, 2),
        add("one_feature", 2, 5, 1),
        add("many_positions", 1, 130, 8));
  }

  private GoldenCase add(String name, long batch, long length, long dim) {
    GoldenCase golden = new GoldenCase(name);
    golden.input("input", batch, length, dim);
    return golden
        .compute(inputs -> added(inputs, interleaved(length, dim)))
        .agreesWith(inputs -> added(inputs, byTheFormula(length, dim)));
  }

  private static Result added(Map<String, Tensor> inputs, Tensor positions) {
    return new Result(inputs.get("input").add(positions)).with("positions", positions);
  }

  /** As PyTorch's tutorials write it: all angles, then sine and cosine side by side. */
  private static Tensor interleaved(long length, long dim) {
    long pairs = (dim + 1) / 2;
    Tensor positions = numbers(length).unsqueeze(1); // (T, 1)
    double exponent = -Math.log(10000) * 2 / dim;
    Tensor frequencies = numbers(pairs).mul(Tensors.scalar(exponent)).exp();
    Tensor angles = positions.mul(frequencies); // (T, pairs)
    Tensor table = torch.stack(new TensorVector(angles.sin(), angles.cos()), -1).flatten(1, 2);
    return table.narrow(1, 0, dim); // an odd D ends with a sine
  }

  private static Tensor numbers(long count) {
    return torch.arange(Tensors.scalar(count)).to(torch.ScalarType.Double);
  }

  private static Tensor byTheFormula(long length, long dim) {
    double[] table = new double[Math.toIntExact(length * dim)];
    for (int t = 0; t < length; t++) {
      for (int feature = 0; feature < dim; feature++) {
        double angle = t / Math.pow(10000, 2.0 * (feature / 2) / dim);
        table[t * (int) dim + feature] = feature % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
      }
    }
    return Tensors.of(table, length, dim);
  }
}
