package io.github.attention4j.peers;

import java.util.List;

/** A linear map of the last axis; held against PyTorch's linear. */
final class LinearMap implements Mechanism {
  private static final Linear LINEAR = new Linear("map");

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public List<GoldenCase> cases() {
    return List.of(
        map("plain", true, 3, 2, 3, 4),
        map("no_bias", false, 5, 2, 3, 4),
        map("rows", true, 2, 3, 4),
        map("one_of_each", true, 1, 1, 1));
  }

  private static GoldenCase map(String name, boolean bias, long outputs, long... shape) {
    GoldenCase golden = new GoldenCase(name);
    golden.input("input", shape);
    LINEAR.draw(golden, outputs, shape[shape.length - 1], bias);
    return golden
        .compute(inputs -> new Result(LINEAR.steps(inputs, inputs.get("input"))))
        .agreesWith(inputs -> new Result(LINEAR.pytorch(inputs, inputs.get("input"))));
  }
}
