package io.github.attention4j.peers;

import java.util.List;

/** A convolution over feature maps; held against PyTorch's conv2d. */
final class ConvolutionLayer implements Mechanism {
  @Override
  public String name() {
    return "convolution";
  }

  @Override
  public List<GoldenCase> cases() {
    return List.of(
        layer("plain", 3, 1, true, 4, 2, 3, 5, 6),
        layer("no_bias", 3, 1, false, 2, 2, 3, 4, 4),
        layer("one_by_one", 1, 1, true, 3, 2, 4, 3, 2),
        layer("wide_window", 7, 1, true, 2, 1, 2, 4, 3), // wider than the map
        layer("dilated", 3, 2, true, 2, 2, 3, 6, 5),
        layer("dilated_far", 3, 4, false, 3, 1, 2, 9, 7),
        layer("dilated_beyond", 3, 6, true, 2, 2, 2, 4, 5), // the middle alone meets the map
        layer("dilated_wide", 5, 2, true, 1, 1, 2, 7, 8),
        layer("one_of_each", 1, 1, true, 1, 1, 1, 1, 1));
  }

  private static GoldenCase layer(
      String name, long window, long dilation, boolean bias, long outputs, long... shape) {
    Convolution convolution = new Convolution("convolution", dilation);
    GoldenCase golden = new GoldenCase(name).with("dilation", dilation);
    golden.input("input", shape);
    convolution.draw(golden, outputs, shape[1], window, bias);
    return golden
        .compute(inputs -> new Result(convolution.steps(inputs, inputs.get("input"))))
        .agreesWith(inputs -> new Result(convolution.pytorch(inputs, inputs.get("input"))));
  }
}
