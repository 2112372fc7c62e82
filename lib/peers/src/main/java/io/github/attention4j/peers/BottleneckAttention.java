package io.github.attention4j.peers;

import io.github.attention4j.peers.Norm.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The bottleneck attention module (Park et al. 2018): features and features times a gate, which a
 * channel and a spatial branch make together; as in the paper, and as in the authors' code.
 */
final class BottleneckAttention implements Mechanism {
  private static final long CHANNELS = 6;
  private static final double MOMENTUM = 0.1;

  /**
   * How a module is made.
   *
   * @param join "sum" or "product"
   * @param norms "last": behind the last layer of a branch; "inner": behind every other one
   */
  private record Form(
      long reduction, long dilation, String join, String norms, Statistics statistics) {
    static Form ofPaper(Statistics statistics) {
      return new Form(3, 4, "sum", "last", statistics);
    }

    static Form ofAuthors(Statistics statistics) {
      return new Form(3, 4, "product", "inner", statistics);
    }
  }

  @Override
  public String name() {
    return "bottleneck_attention";
  }

  @Override
  public List<GoldenCase> cases() {
    Statistics training = Statistics.TRAINING;
    Statistics evaluation = Statistics.EVALUATION;
    return List.of(
        gate("paper_training", Form.ofPaper(training), 8, 4, 6),
        gate("paper_evaluation", Form.ofPaper(evaluation), 2, 6, 9),
        gate("authors_training", Form.ofAuthors(training), 8, 3, 6),
        gate("authors_evaluation", Form.ofAuthors(evaluation), 2, 5, 9),
        gate("sum_inner", new Form(2, 2, "sum", "inner", evaluation), 2, 4, 5),
        gate("product_last", new Form(16, 1, "product", "last", evaluation), 2, 4, 5),
        gate("one_place", Form.ofPaper(evaluation), 2, 1, 1));
  }

  private static GoldenCase gate(String name, Form form, long batch, long height, long width) {
    GoldenCase golden = new GoldenCase(name);
    golden.with("reduction", form.reduction).with("dilation", form.dilation);
    golden.with("join", form.join).with("norms", form.norms);
    new Norm("", form.statistics, MOMENTUM).describe(golden);
    // Averages that lie apart, for batch norm over those of a few samples.
    Tensor averages = golden.normal(batch, CHANNELS, 1, 1);
    golden.input("input", golden.normal(batch, CHANNELS, height, width).add(averages));
    long hidden = Math.max(1, CHANNELS / form.reduction);
    List<Layer> channel = new ArrayList<>();
    channel.add(Layer.linear("channel.reduce", CHANNELS, hidden));
    channel.add(Layer.linear("channel.expand", hidden, CHANNELS));
    List<Layer> spatial = new ArrayList<>();
    spatial.add(Layer.convolution("spatial.reduce", CHANNELS, hidden, 1, 1));
    spatial.add(Layer.convolution("spatial.first", hidden, hidden, 3, form.dilation));
    spatial.add(Layer.convolution("spatial.second", hidden, hidden, 3, form.dilation));
    spatial.add(Layer.convolution("spatial.last", hidden, 1, 1, 1));
    Branch channels = new Branch(channel, form);
    Branch places = new Branch(spatial, form);
    channels.draw(golden);
    places.draw(golden);
    return golden
        .compute(inputs -> apply(inputs, form, channels, places, true))
        .agreesWith(inputs -> apply(inputs, form, channels, places, false));
  }

  private static Result apply(
      Map<String, Tensor> inputs, Form form, Branch channels, Branch places, boolean steps) {
    Tensor input = inputs.get("input");
    long[] all = {input.size(2), input.size(3)};
    Tensor pooled = steps ? input.mean(2, 3) : torch.avg_pool2d(input, all).flatten(1, -1);
    Map<String, Tensor> others = new LinkedHashMap<>();
    Tensor channel =
        channels.apply(inputs, pooled, others, steps).unsqueeze(-1).unsqueeze(-1); // (B, C, 1, 1)
    Tensor spatial = places.apply(inputs, input, others, steps); // (B, 1, H, W)
    Tensor logits = form.join.equals("sum") ? channel.add(spatial) : channel.mul(spatial);
    Tensor map = torch.sigmoid(logits); // (B, C, H, W)
    Tensor open = map.add(Tensors.scalar(1));
    Result result = new Result(steps ? input.add(input.mul(map)) : open.mul(input));
    result.with("map", map).with("channel.branch", channel).with("spatial.branch", spatial);
    result.others().putAll(others);
    return result;
  }

  /** A linear map of rows, or a convolution of maps: dilation 0 marks the former. */
  private record Layer(String name, long inputs, long outputs, long window, long dilation) {
    static Layer linear(String name, long inputs, long outputs) {
      return new Layer(name, inputs, outputs, 1, 0);
    }

    static Layer convolution(String name, long inputs, long outputs, long window, long dilation) {
      return new Layer(name, inputs, outputs, window, dilation);
    }

    void draw(GoldenCase golden, double deviation) {
      long[] map = {outputs, inputs, window, window};
      long[] sizes = dilation == 0 ? Arrays.copyOf(map, 2) : map;
      golden.input(name + ".weight", golden.normal(deviation, sizes));
      golden.parameter(name + ".bias", outputs);
    }

    Tensor apply(Map<String, Tensor> tensors, Tensor input, boolean steps) {
      if (dilation == 0) {
        Linear linear = new Linear(name);
        return steps ? linear.steps(tensors, input) : linear.pytorch(tensors, input);
      }
      Convolution convolution = new Convolution(name, dilation);
      return steps ? convolution.steps(tensors, input) : convolution.pytorch(tensors, input);
    }
  }

  /** Layers one after the other, ReLU between them. */
  private record Branch(List<Layer> layers, Form form) {
    private boolean hasNorm(int layer) {
      return form.norms.equals("last") == (layer == layers.size() - 1);
    }

    private Norm norm(int layer) {
      return new Norm(layers.get(layer).name + "Norm.", form.statistics, MOMENTUM);
    }

    void draw(GoldenCase golden) {
      for (int layer = 0; layer < layers.size(); layer++) {
        // What batch norm at the end divides by must not be small: it would blow up rounding.
        layers.get(layer).draw(golden, layer < layers.size() - 1 ? 1 : 0.3);
        if (hasNorm(layer)) {
          norm(layer).draw(golden, layers.get(layer).outputs);
        }
      }
    }

    Tensor apply(
        Map<String, Tensor> inputs, Tensor input, Map<String, Tensor> others, boolean steps) {
      Tensor result = input;
      for (int layer = 0; layer < layers.size(); layer++) {
        result = layers.get(layer).apply(inputs, result, steps);
        if (hasNorm(layer)) {
          Norm norm = norm(layer);
          result =
              steps ? norm.steps(inputs, result, others) : norm.pytorch(inputs, result, others);
        }
        result = layer < layers.size() - 1 ? torch.relu(result) : result;
      }
      return result;
    }
  }
}
