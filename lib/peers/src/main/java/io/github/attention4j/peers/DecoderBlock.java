package io.github.attention4j.peers;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TransformerActivation;
import org.bytedeco.pytorch.TransformerDecoderLayerImpl;
import org.bytedeco.pytorch.TransformerDecoderLayerOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.kGELU;
import org.bytedeco.pytorch.kReLU;

/**
 * The Transformer's decoder block (Vaswani et al. 2017, section 3.1), held as the encoder's is. The
 * mask is that of the positions among themselves, the context's mask hides its padding.
 */
final class DecoderBlock implements Mechanism {
  private static final String OWN = "self_attn";
  private static final String CONTEXT = "multihead_attn";
  private static final int LENGTH = 3;
  private static final int CONTEXT_LENGTH = 4;

  @Override
  public String name() {
    return "decoder_block";
  }

  @Override
  public List<GoldenCase> cases() {
    TransformerBlock behind = TransformerBlock.of(false, false);
    TransformerBlock inFront = TransformerBlock.of(true, false);
    return List.of(
        block("norm_behind", behind, false),
        block("norm_in_front", inFront, false),
        block("gelu_norm_behind", TransformerBlock.of(false, true), true),
        block("gelu_norm_in_front", TransformerBlock.of(true, true), true),
        block("one_head", new TransformerBlock(3, 1, 4, false, false), true),
        block("causal_norm_behind", behind, true),
        block("causal_norm_in_front", inFront, true),
        block("padding_norm_behind", behind, true, 4, 2),
        block("padding_norm_in_front", inFront, false, 1, 3),
        block("padding_empty_context", inFront, true, 4, 0));
  }

  private static GoldenCase block(
      String name, TransformerBlock block, boolean causal, int... lengths) {
    GoldenCase golden = block.named(name);
    golden.input("input", 2, LENGTH, block.modelDim());
    golden.input("context", 2, CONTEXT_LENGTH, block.modelDim());
    if (causal) {
      golden.with("causal", true);
      golden.constant("mask", Masks.causal(2, block.heads(), LENGTH, LENGTH));
    }
    if (lengths.length > 0) {
      golden.with("lengths", Masks.text(lengths));
      Tensor mask = Masks.padding(lengths, 2, block.heads(), LENGTH, CONTEXT_LENGTH);
      golden.constant("contextMask", mask);
    }
    block.drawAttention(golden, OWN);
    block.drawAttention(golden, CONTEXT);
    block.drawFeedForwardAndNorms(golden, 3);
    return golden
        .compute(inputs -> steps(inputs, block))
        .agreesWith(
            inputs ->
                new Result(block.normFirst() ? functions(inputs, block) : layer(inputs, block)));
  }

  private static Result steps(Map<String, Tensor> inputs, TransformerBlock block) {
    Tensor input = inputs.get("input");
    Tensor context = inputs.get("context");
    Tensor given = block.before(inputs, 1, input);
    Result own = block.attend(inputs, OWN, given, given, inputs.get("mask"));
    Tensor x = block.after(inputs, 1, input, own.output());
    Tensor query = block.before(inputs, 2, x);
    Result seen = block.attend(inputs, CONTEXT, query, context, inputs.get("contextMask"));
    Tensor y = block.after(inputs, 2, x, seen.output());
    Tensor fed = block.feedForward(inputs, block.before(inputs, 3, y));
    return new Result(block.after(inputs, 3, y, fed))
        .with("weights", own.others().get("weights"))
        .with("contextWeights", seen.others().get("weights"));
  }

  /** As the Python form of the layer goes, with norm_first. */
  private static Tensor functions(Map<String, Tensor> inputs, TransformerBlock block) {
    Tensor x = inputs.get("input");
    Tensor context = inputs.get("context");
    Tensor normed = block.normed(inputs, 1, x);
    x = x.add(block.attention(inputs, OWN, normed, normed, inputs.get("mask")));
    normed = block.normed(inputs, 2, x);
    x = x.add(block.attention(inputs, CONTEXT, normed, context, inputs.get("contextMask")));
    return x.add(block.fed(inputs, block.normed(inputs, 3, x)));
  }

  /** PyTorch's layer with our values. */
  private static Tensor layer(Map<String, Tensor> inputs, TransformerBlock block) {
    TransformerDecoderLayerOptions options =
        new TransformerDecoderLayerOptions(block.modelDim(), block.heads());
    options.dim_feedforward().put(block.hiddenDim());
    options.dropout().put(0);
    options
        .activation()
        .put(
            block.gelu()
                ? new TransformerActivation(new kGELU())
                : new TransformerActivation(new kReLU()));
    TransformerDecoderLayerImpl layer = new TransformerDecoderLayerImpl(options);
    layer.to(torch.ScalarType.Double, false);
    PytorchMultiHead.take(inputs, layer.named_parameters());
    Tensor mask = inputs.get("mask");
    Tensor contextMask = inputs.get("contextMask");
    return layer
        .forward(
            inputs.get("input").transpose(0, 1),
            inputs.get("context").transpose(0, 1),
            TransformerBlock.pairs(mask),
            TransformerBlock.pairs(contextMask),
            TransformerBlock.padding(mask),
            TransformerBlock.padding(contextMask))
        .transpose(0, 1);
  }
}
