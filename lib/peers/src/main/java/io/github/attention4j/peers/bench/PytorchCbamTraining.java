package io.github.attention4j.peers.bench;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** What {@link CbamTraining} does, by PyTorch's own functions. */
@SuppressWarnings("try") // to open a scope is all that is needed for its tensors to be freed
final class PytorchCbamTraining implements Computation {
  private final Tensor input;
  private final Tensor labels;
  private final Tensor[] weights; // of three convolutions, CBAM's three, and the linear map
  private final Tensor[] biases; // of the convolutions and the linear map
  private final Adam adam;

  PytorchCbamTraining(Case size) {
    input = Pytorch.input(size, 0, size.shape());
    labels = Tensor.create(size.labels(), size.batch());
    int c = size.sizes()[1];
    int hidden = Math.max(1, 2 * c / 16);
    long[][] shapes = {
      {c, c, 3, 3},
      {2 * c, c, 3, 3},
      {2 * c, 2 * c, 3, 3},
      {hidden, 2 * c},
      {2 * c, hidden},
      {1, 2, 7, 7},
      {Case.CLASSES, 2 * c}
    };
    weights = new Tensor[shapes.length];
    TensorVector parameters = new TensorVector();
    for (int i = 0; i < shapes.length; i++) {
      weights[i] = weight(size, i + 1, shapes[i]);
      parameters.push_back(weights[i]);
    }
    biases = new Tensor[] {zeros(c), zeros(2 * c), zeros(2 * c), zeros(Case.CLASSES)};
    for (Tensor bias : biases) {
      parameters.push_back(bias);
    }
    adam = new Adam(parameters, new AdamOptions(Training.LEARNING_RATE));
  }

  private static Tensor weight(Case size, int which, long... shape) {
    int inputs = 1;
    for (int axis = 1; axis < shape.length; axis++) {
      inputs *= (int) shape[axis];
    }
    return Tensor.create(size.matrix(which, (int) shape[0], inputs), shape).requires_grad_(true);
  }

  private static Tensor zeros(int length) {
    return Tensor.create(new float[length], length).requires_grad_(true);
  }

  private Tensor loss() {
    Tensor maps = input;
    for (int layer = 0; layer < 3; layer++) {
      TensorOptional bias = new TensorOptional(biases[layer]);
      maps = torch.relu(convolve(maps, weights[layer], bias));
    }
    Tensor features = gated(maps).mean(2, 3); // (B, 2 C)
    Tensor logits = torch.linear(features, weights[6], new TensorOptional(biases[3]));
    return torch.cross_entropy_loss(logits, labels);
  }

  private static Tensor convolve(Tensor maps, Tensor weight, TensorOptional bias) {
    long margin = weight.size(2) / 2;
    long[] one = {1, 1};
    return torch.conv2d(maps, weight, bias, one, new long[] {margin, margin}, one, 1);
  }

  private Tensor gated(Tensor maps) {
    Tensor average = perceptron(maps.mean(2, 3));
    Tensor maximum = perceptron(maps.amax(new long[] {2, 3}, false));
    Tensor gated = maps.mul(torch.sigmoid(average.add(maximum)).unsqueeze(2).unsqueeze(3));
    TensorVector pools =
        new TensorVector(gated.mean(1).unsqueeze(1), gated.max(1).get0().unsqueeze(1));
    Tensor logits = convolve(torch.cat(pools, 1), weights[5], new TensorOptional());
    return gated.mul(torch.sigmoid(logits));
  }

  private Tensor perceptron(Tensor pooled) {
    return torch.linear(torch.relu(torch.linear(pooled, weights[3])), weights[4]);
  }

  @Override
  public void run() {
    try (PointerScope scope = new PointerScope()) {
      adam.zero_grad();
      loss().backward();
      adam.step();
    }
  }

  /** The loss after the steps so far. */
  @Override
  public float[] output() {
    try (PointerScope scope = new PointerScope()) {
      return new float[] {loss().item_float()};
    }
  }
}
