package io.github.attention4j.peers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Cross-entropy from logits and mean squared error, both means over what the mask leaves; held
 * against PyTorch's cross_entropy_loss, whose ignored label is the mask, and mse_loss.
 */
final class Losses implements Mechanism {
  private static final long MEAN = 1; // of PyTorch's reductions
  private static final long IGNORED = -100;

  @Override
  public String name() {
    return "losses";
  }

  @Override
  public List<GoldenCase> cases() {
    return List.of(
        crossEntropy("crossEntropy", 1, "2 0 1", null, 3, 4),
        crossEntropy("crossEntropy_sequences", 1, "2 0 1 4 3 3", null, 2, 3, 5),
        crossEntropy("crossEntropy_mask", 1, "2 0 1 4 3 3", "1 1 1 1 0 0", 2, 3, 5),
        crossEntropy("crossEntropy_one_place", 1, "2 0 1 4 3 3", "0 0 0 1 0 0", 2, 3, 5),
        crossEntropy("crossEntropy_one_class", 1, "0 0", null, 2, 1),
        crossEntropy("crossEntropy_large_logits", 1000, "2 0 1", null, 3, 4),
        squaredError("meanSquaredError", null, 2, 3, 4),
        squaredError("meanSquaredError_mask", "1 1 0 1 0 0", 2, 3, 4),
        squaredError("meanSquaredError_rows", null, 5, 2));
  }

  private static GoldenCase crossEntropy(
      String name, double magnitude, String labels, String mask, long... shape) {
    GoldenCase golden = new GoldenCase(name).with("loss", "crossEntropy");
    golden.input("input", golden.normal(shape).mul(Tensors.scalar(magnitude)));
    golden.constant("labels", Numbers.of(labels, places(shape)));
    mask(golden, mask, shape);
    return golden
        .compute(inputs -> new Result(picked(inputs)))
        .agreesWith(inputs -> new Result(pytorch(inputs)));
  }

  private static void mask(GoldenCase golden, String mask, long... shape) {
    if (mask != null) {
      golden.constant("mask", Numbers.of(mask, places(shape)));
    }
  }

  private static long[] places(long... shape) {
    return Arrays.copyOf(shape, shape.length - 1);
  }

  /** The mean of -log softmax at the labels. */
  private static Tensor picked(Map<String, Tensor> inputs) {
    Tensor labels = inputs.get("labels").to(torch.ScalarType.Long);
    Tensor logs = torch.log_softmax(inputs.get("input"), -1);
    return mean(logs.gather(-1, labels.unsqueeze(-1)).squeeze(-1).neg(), inputs.get("mask"));
  }

  private static Tensor mean(Tensor losses, Tensor mask) {
    return mask == null ? losses.mean() : losses.mul(mask).sum().div(mask.sum());
  }

  private static Tensor pytorch(Map<String, Tensor> inputs) {
    Tensor logits = inputs.get("input");
    Tensor labels = inputs.get("labels").flatten();
    if (inputs.containsKey("mask")) {
      Tensor hidden = Masks.forbidden(inputs.get("mask")).flatten();
      labels = labels.masked_fill(hidden, new Scalar(IGNORED));
    }
    Tensor rows = logits.reshape(-1, logits.size(-1));
    Tensor whole = labels.to(torch.ScalarType.Long);
    return torch.cross_entropy_loss(rows, whole, new TensorOptional(), MEAN, IGNORED, 0);
  }

  private static GoldenCase squaredError(String name, String mask, long... shape) {
    GoldenCase golden = new GoldenCase(name).with("loss", "meanSquaredError");
    golden.input("input", shape);
    golden.input("context", shape);
    mask(golden, mask, shape);
    return golden
        .compute(inputs -> new Result(squares(inputs)))
        .agreesWith(inputs -> new Result(pytorchSquares(inputs)));
  }

  private static Tensor squares(Map<String, Tensor> inputs) {
    Tensor difference = inputs.get("input").sub(inputs.get("context"));
    Tensor squares = difference.mul(difference);
    return mean(squares.mean(new long[] {-1}, false, null), inputs.get("mask"));
  }

  private static Tensor pytorchSquares(Map<String, Tensor> inputs) {
    Tensor input = inputs.get("input");
    Tensor wanted = inputs.get("context");
    if (inputs.containsKey("mask")) {
      Tensor seen = Masks.allowed(inputs.get("mask"));
      return torch.mse_loss(rows(input, seen), rows(wanted, seen), MEAN);
    }
    return torch.mse_loss(input, wanted, MEAN);
  }

  private static Tensor rows(Tensor tensor, Tensor seen) {
    return tensor.masked_select(seen.unsqueeze(-1));
  }
}
