package io.github.attention4j.peers;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Rows of a table by their numbers; held against PyTorch's embedding. */
final class Embedding implements Mechanism {

  @Override
  public String name() {
    return "embedding";
  }

  @Override
  public List<GoldenCase> cases() {
    return List.of(
        embed("plain", 6, 3, "0 5 2 1 3 4", 2, 3),
        embed("repeated", 5, 4, "2 2 2 0 4 2 0 1", 2, 4), // their gradients add up
        embed("one_of_each", 1, 1, "0", 1, 1),
        embed("one_id_alone", 7, 2, "6 6 6", 3, 1),
        embed("row_of_ids", 4, 3, "3 1 1", 3));
  }

  private static GoldenCase embed(
      String name, long rows, long width, String numbers, long... shape) {
    GoldenCase golden = new GoldenCase(name);
    golden.parameter("weight", rows, width);
    golden.constant("ids", Numbers.of(numbers, shape));
    return golden
        .compute(inputs -> new Result(torch.embedding(inputs.get("weight"), ids(inputs))))
        .agreesWith(inputs -> new Result(steps(inputs, rows)));
  }

  private static Tensor ids(Map<String, Tensor> inputs) {
    return inputs.get("ids").to(torch.ScalarType.Long);
  }

  /** A one-hot row for each number, times the table. */
  private static Tensor steps(Map<String, Tensor> inputs, long rows) {
    Tensor oneHot = torch.one_hot(ids(inputs), rows).to(torch.ScalarType.Double);
    return oneHot.matmul(inputs.get("weight"));
  }
}
