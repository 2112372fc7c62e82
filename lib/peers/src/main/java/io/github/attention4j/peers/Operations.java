package io.github.attention4j.peers;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The operations that training needs beside the mechanisms, one case each, of {@code input} and
 * where there are two of {@code context}: by PyTorch's function, and written out.
 */
final class Operations implements Mechanism {
  private static final double HALF_ROOT = Math.sqrt(0.5);

  @Override
  public String name() {
    return "operations";
  }

  @Override
  public List<GoldenCase> cases() {
    return List.of(
        one("sum", x -> x.sum(new long[] {0, 2}, true, null), Operations::addedUp),
        one("exp", Tensor::exp, x -> x.neg().exp().reciprocal()),
        positive("log", Tensor::log, x -> x.reciprocal().log().neg()),
        one("erf", Tensor::erf, x -> x.erfc().neg().add(scalar(1))),
        one("logSoftmax", x -> torch.log_softmax(x, -1), x -> x.softmax(-1).log()),
        one("logSoftmax_large", 300, x -> torch.log_softmax(x, -1), Operations::shifted),
        one("gelu", x -> torch.gelu(x, "none"), Operations::gelu),
        one("geluTanh", x -> torch.gelu(x, "tanh"), Operations::geluTanh),
        one("slice", x -> x.narrow(1, 1, 3), Operations::sliced),
        one("sliceLast", x -> x.narrow(2, 2, 1), x -> x.select(2, 2).unsqueeze(2)),
        one("select", x -> x.select(1, 3), x -> x.unbind(1).get(3)),
        one("selectLast", x -> x.select(2, -1), x -> x.unbind(2).get(3)),
        two("stack", (x, y) -> torch.stack(new TensorVector(x, y, x), 1), Operations::stacked));
  }

  /** An operation on one tensor. */
  private interface Way {
    Tensor of(Tensor input);
  }

  private static GoldenCase one(String name, Way pytorch, Way steps) {
    return one(name, 1, pytorch, steps);
  }

  private static GoldenCase one(String name, double magnitude, Way pytorch, Way steps) {
    GoldenCase golden = golden(name);
    golden.input("input", golden.normal(2, 5, 4).mul(scalar(magnitude)));
    return compute(golden, pytorch, steps);
  }

  private static GoldenCase positive(String name, Way pytorch, Way steps) {
    GoldenCase golden = golden(name);
    golden.input("input", golden.normal(2, 5, 4).abs().add(scalar(0.1)));
    return compute(golden, pytorch, steps);
  }

  private static GoldenCase golden(String name) {
    return new GoldenCase(name).with("operation", name.split("_")[0]);
  }

  private static GoldenCase compute(GoldenCase golden, Way pytorch, Way steps) {
    return golden
        .compute(inputs -> new Result(pytorch.of(inputs.get("input"))))
        .agreesWith(inputs -> new Result(steps.of(inputs.get("input"))));
  }

  private static GoldenCase two(
      String name,
      BiFunction<Tensor, Tensor, Tensor> pytorch,
      BiFunction<Tensor, Tensor, Tensor> steps) {
    GoldenCase golden = golden(name);
    golden.input("input", 2, 5, 4);
    golden.input("context", 2, 5, 4);
    return golden
        .compute(inputs -> both(pytorch, inputs))
        .agreesWith(inputs -> both(steps, inputs));
  }

  private static Result both(BiFunction<Tensor, Tensor, Tensor> way, Map<String, Tensor> inputs) {
    return new Result(way.apply(inputs.get("input"), inputs.get("context")));
  }

  private static Tensor addedUp(Tensor x) {
    Tensor rows = x.select(0, 0).add(x.select(0, 1)); // (5, 4)
    return rows.matmul(Tensors.of(new double[] {1, 1, 1, 1}, 4, 1)).unsqueeze(0);
  }

  private static Tensor shifted(Tensor x) {
    Tensor below = x.sub(x.amax(new long[] {-1}, true).detach());
    return below.sub(below.exp().sum(new long[] {-1}, true, null).log());
  }

  private static Tensor gelu(Tensor x) {
    Tensor normal = x.mul(scalar(HALF_ROOT)).erf().add(scalar(1)).mul(scalar(0.5));
    return x.mul(normal);
  }

  private static Tensor geluTanh(Tensor x) {
    Tensor cube = x.mul(x).mul(x).mul(scalar(0.044715));
    Tensor inner = x.add(cube).mul(scalar(Math.sqrt(2 / Math.PI)));
    return x.mul(inner.tanh().add(scalar(1))).mul(scalar(0.5));
  }

  private static Tensor sliced(Tensor x) {
    return torch.stack(new TensorVector(x.select(1, 1), x.select(1, 2), x.select(1, 3)), 1);
  }

  private static Tensor stacked(Tensor x, Tensor y) {
    return torch.cat(new TensorVector(x.unsqueeze(1), y.unsqueeze(1), x.unsqueeze(1)), 1);
  }

  private static Scalar scalar(double value) {
    return Tensors.scalar(value);
  }
}
