package io.github.attention4j.peers;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A gated recurrent unit (Cho et al. 2014) as PyTorch writes it; held against its gru_cell. */
final class GruCell implements Mechanism {

  @Override
  public String name() {
    return "gru_cell";
  }

  @Override
  public List<GoldenCase> cases() {
    return List.of(
        step("plain", 1, 3, 4, 5, true),
        step("no_bias", 1, 3, 4, 5, false),
        step("one_of_each", 1, 1, 1, 1, true),
        step("one_sequence", 1, 1, 6, 2, true),
        step("large_inputs", 100, 2, 3, 4, true));
  }

  private static GoldenCase step(
      String name, double magnitude, long batch, long inputs, long size, boolean bias) {
    GoldenCase golden = new GoldenCase(name);
    golden.input("input", golden.normal(batch, inputs).mul(Tensors.scalar(magnitude)));
    golden.input("hidden", batch, size);
    golden.parameter("weight_ih", 3 * size, inputs);
    golden.parameter("weight_hh", 3 * size, size);
    if (bias) {
      golden.parameter("bias_ih", 3 * size);
      golden.parameter("bias_hh", 3 * size);
    }
    return golden
        .compute(tensors -> new Result(steps(tensors)))
        .agreesWith(tensors -> new Result(pytorch(tensors)));
  }

  private static Tensor steps(Map<String, Tensor> tensors) {
    Tensor hidden = tensors.get("hidden");
    Tensor input = tensors.get("input");
    TensorVector inputs = gates(input, tensors.get("weight_ih"), tensors.get("bias_ih"));
    TensorVector states = gates(hidden, tensors.get("weight_hh"), tensors.get("bias_hh"));
    Tensor reset = inputs.get(0).add(states.get(0)).sigmoid();
    Tensor update = inputs.get(1).add(states.get(1)).sigmoid();
    Tensor candidate = inputs.get(2).add(reset.mul(states.get(2))).tanh();
    Tensor fresh = update.neg().add(Tensors.scalar(1)).mul(candidate);
    return fresh.add(update.mul(hidden));
  }

  private static TensorVector gates(Tensor tensor, Tensor weight, Tensor bias) {
    return Linear.steps(tensor, weight, bias).chunk(3, 1);
  }

  private static Tensor pytorch(Map<String, Tensor> tensors) {
    Tensor input = tensors.get("input");
    Tensor hidden = tensors.get("hidden");
    Tensor inputWeight = tensors.get("weight_ih");
    Tensor stateWeight = tensors.get("weight_hh");
    if (!tensors.containsKey("bias_ih")) {
      return torch.gru_cell(input, hidden, inputWeight, stateWeight);
    }
    TensorOptional inputBias = new TensorOptional(tensors.get("bias_ih"));
    TensorOptional stateBias = new TensorOptional(tensors.get("bias_hh"));
    return torch.gru_cell(input, hidden, inputWeight, stateWeight, inputBias, stateBias);
  }
}
