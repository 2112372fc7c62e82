package io.github.attention4j.peers;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The first rows of a trained table, added; held against PyTorch's embedding of 0, 1, 2, .. */
final class LearnedPositions implements Mechanism {

  @Override
  public String name() {
    return "learned_positions";
  }

  @Override
  public List<GoldenCase> cases() {
    return List.of(
        add("all_positions", 4, 2, 4, 3),
        add("shorter", 6, 2, 4, 3), // the last rows have no gradient
        add("one_position", 3, 3, 1, 2),
        add("one_of_each", 1, 1, 1, 1));
  }

  private static GoldenCase add(String name, long positions, long batch, long length, long dim) {
    GoldenCase golden = new GoldenCase(name).with("positions", positions);
    golden.input("input", batch, length, dim);
    golden.parameter("weight", positions, dim);
    return golden
        .compute(inputs -> added(inputs, inputs.get("weight").narrow(0, 0, length)))
        .agreesWith(inputs -> added(inputs, torch.embedding(inputs.get("weight"), first(length))));
  }

  private static Result added(Map<String, Tensor> inputs, Tensor rows) {
    return new Result(inputs.get("input").add(rows));
  }

  private static Tensor first(long length) {
    return torch.arange(Tensors.scalar(length)).to(torch.ScalarType.Long);
  }
}
