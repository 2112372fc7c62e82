package io.github.attention4j.peers;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TransformerActivation;
import org.bytedeco.pytorch.TransformerEncoderLayerImpl;
import org.bytedeco.pytorch.TransformerEncoderLayerOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.kGELU;
import org.bytedeco.pytorch.kReLU;

/**
 * The Transformer's encoder block (Vaswani et al. 2017, section 3.1; norms in front: Xiong et al.
 * 2020). Norms behind the parts are held against PyTorch's TransformerEncoderLayer; its C++ form
 * knows no norm_first: there the functions that the Python form calls take its place.
 */
final class EncoderBlock implements Mechanism {
  private static final String ATTENTION = "self_attn";

  @Override
  public String name() {
    return "encoder_block";
  }

  @Override
  public List<GoldenCase> cases() {
    TransformerBlock behind = TransformerBlock.of(false, false);
    TransformerBlock inFront = TransformerBlock.of(true, false);
    return List.of(
        plain("norm_behind", behind, 1, 2, 3),
        plain("norm_in_front", inFront, 1, 2, 3),
        plain("gelu_norm_behind", TransformerBlock.of(false, true), 1, 2, 3),
        plain("gelu_norm_in_front", TransformerBlock.of(true, true), 1, 2, 3),
        plain("one_head", new TransformerBlock(3, 1, 4, false, false), 1, 2, 4),
        plain("one_position", inFront, 1, 2, 1),
        plain("one_hidden", new TransformerBlock(2, 2, 1, true, true), 1, 1, 2),
        causal("causal_norm_behind", behind),
        causal("causal_norm_in_front", inFront),
        padding("padding_norm_behind", behind, 3, 1),
        padding("padding_norm_in_front", inFront, 2, 3),
        padding("padding_empty_sequence", inFront, 3, 0),
        plain("large_inputs", behind, 100, 2, 3));
  }

  private GoldenCase plain(
      String name, TransformerBlock block, double magnitude, long batch, long length) {
    GoldenCase golden = block.named(name);
    Tensor input = golden.normal(batch, length, block.modelDim());
    golden.input("input", input.mul(Tensors.scalar(magnitude)));
    return compute(golden, block);
  }

  private GoldenCase causal(String name, TransformerBlock block) {
    GoldenCase golden = block.named(name).with("causal", true);
    golden.input("input", 2, 3, block.modelDim());
    golden.constant("mask", Masks.causal(2, block.heads(), 3, 3));
    return compute(golden, block);
  }

  private GoldenCase padding(String name, TransformerBlock block, int... lengths) {
    GoldenCase golden = block.named(name).with("lengths", Masks.text(lengths));
    golden.input("input", lengths.length, 3, block.modelDim());
    golden.constant("mask", Masks.padding(lengths, lengths.length, block.heads(), 3, 3));
    return compute(golden, block);
  }

  private static GoldenCase compute(GoldenCase golden, TransformerBlock block) {
    block.drawAttention(golden, ATTENTION);
    block.drawFeedForwardAndNorms(golden, 2);
    return golden
        .compute(inputs -> steps(inputs, block))
        .agreesWith(
            inputs ->
                new Result(block.normFirst() ? functions(inputs, block) : layer(inputs, block)));
  }

  private static Result steps(Map<String, Tensor> inputs, TransformerBlock block) {
    Tensor input = inputs.get("input");
    Tensor given = block.before(inputs, 1, input);
    Result attended = block.attend(inputs, ATTENTION, given, given, inputs.get("mask"));
    Tensor x = block.after(inputs, 1, input, attended.output());
    Tensor fed = block.feedForward(inputs, block.before(inputs, 2, x));
    return new Result(block.after(inputs, 2, x, fed), attended.others());
  }

  /** As the Python form of the layer goes, with norm_first. */
  private static Tensor functions(Map<String, Tensor> inputs, TransformerBlock block) {
    Tensor x = inputs.get("input");
    Tensor normed = block.normed(inputs, 1, x);
    x = x.add(block.attention(inputs, ATTENTION, normed, normed, inputs.get("mask")));
    return x.add(block.fed(inputs, block.normed(inputs, 2, x)));
  }

  /** PyTorch's layer with our values. */
  private static Tensor layer(Map<String, Tensor> inputs, TransformerBlock block) {
    TransformerEncoderLayerOptions options =
        new TransformerEncoderLayerOptions(block.modelDim(), block.heads());
    options.dim_feedforward().put(block.hiddenDim());
    options.dropout().put(0);
    options
        .activation()
        .put(
            block.gelu()
                ? new TransformerActivation(new kGELU())
                : new TransformerActivation(new kReLU()));
    TransformerEncoderLayerImpl layer = new TransformerEncoderLayerImpl(options);
    layer.to(torch.ScalarType.Double, false);
    PytorchMultiHead.take(inputs, layer.named_parameters());
    Tensor mask = inputs.get("mask");
    return layer
        .forward(
            inputs.get("input").transpose(0, 1),
            TransformerBlock.pairs(mask),
            TransformerBlock.padding(mask))
        .transpose(0, 1);
  }
}
