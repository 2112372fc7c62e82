package io.github.attention4j.peers.bench;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Attention over feature maps by PyTorch's own functions. */
final class PytorchFeatureMaps {
  private PytorchFeatureMaps() {}

  static Computation cbam(Case size) {
    int channels = size.sizes()[1];
    int hidden = channels / 16;
    Tensor input = Pytorch.input(size, 0, size.shape());
    Tensor reduce = Tensor.create(size.matrix(1, hidden, channels), hidden, channels);
    Tensor expand = Tensor.create(size.matrix(2, channels, hidden), channels, hidden);
    Tensor filter = Tensor.create(size.matrix(3, 1, 2 * 7 * 7), 1, 2, 7, 7);
    Tensor[] channelBiases = {
      Tensor.create(new float[hidden], hidden), Tensor.create(new float[channels], channels)
    };
    Tensor one = torch.ones(1);
    Tensor zero = torch.zeros(1);
    return new Pytorch.Forward(
        () -> {
          Tensor logits = null;
          Tensor[] overPlaces = {
            input.mean(2, 3), input.amax(new long[] {2, 3}, false) // (B, C)
          };
          for (Tensor pooled : overPlaces) {
            Tensor small =
                torch.relu(torch.linear(pooled, reduce, new TensorOptional(channelBiases[0])));
            Tensor mapped = torch.linear(small, expand, new TensorOptional(channelBiases[1]));
            logits = logits == null ? mapped : logits.add(mapped);
          }
          Tensor gated = input.mul(torch.sigmoid(logits).unsqueeze(2).unsqueeze(3));
          TensorVector overChannels =
              new TensorVector(
                  gated.amax(new long[] {1}, true), gated.mean(1).unsqueeze(1)); // (B, 1, H, W)
          Tensor filtered = convolve(torch.cat(overChannels, 1), filter, null, 1);
          return gated.mul(torch.sigmoid(norm(filtered, one, zero)));
        });
  }

  static Computation bam(Case size) {
    int channels = size.sizes()[1];
    int hidden = Math.max(1, channels / 16);
    Tensor input = Pytorch.input(size, 0, size.shape());
    Tensor reduce = weight(size, 1, hidden, channels);
    Tensor expand = weight(size, 2, channels, hidden);
    Tensor narrow = weight(size, 3, hidden, channels, 1, 1);
    Tensor first = weight(size, 4, hidden, hidden, 3, 3);
    Tensor second = weight(size, 5, hidden, hidden, 3, 3);
    Tensor last = weight(size, 6, 1, hidden, 1, 1);
    Tensor ones = torch.ones(channels);
    Tensor zeros = torch.zeros(channels);
    Tensor hiddenBias = torch.zeros(hidden);
    Tensor one = torch.ones(1);
    Tensor zero = torch.zeros(1);
    int dilation = 4;
    return new Pytorch.Forward(
        () -> {
          Tensor small =
              torch.relu(torch.linear(input.mean(2, 3), reduce, new TensorOptional(hiddenBias)));
          Tensor mapped = torch.linear(small, expand, new TensorOptional(zeros));
          Tensor channel = norm(mapped, ones, zeros).unsqueeze(2).unsqueeze(3); // (B, C, 1, 1)
          Tensor places = torch.relu(convolve(input, narrow, hiddenBias, 1));
          places = torch.relu(convolve(places, first, hiddenBias, dilation));
          places = torch.relu(convolve(places, second, hiddenBias, dilation));
          Tensor spatial = norm(convolve(places, last, zero, 1), one, zero); // (B, 1, H, W)
          return input.add(input.mul(torch.sigmoid(channel.add(spatial))));
        });
  }

  static Computation featureMap(Case size) {
    int channels = size.sizes()[1];
    int keyDim = Math.max(1, channels / 8);
    Tensor input = Pytorch.input(size, 0, size.shape());
    Tensor toQueries = weight(size, 1, keyDim, channels);
    Tensor toKeys = weight(size, 2, keyDim, channels);
    Tensor toValues = weight(size, 3, channels, channels);
    Tensor residual = torch.ones(1);
    return new Pytorch.Forward(
        () -> {
          Tensor places = input.flatten(2, 3); // (B, C, H W)
          Tensor queries = torch.matmul(toQueries, places);
          Tensor scores = torch.bmm(queries.transpose(1, 2), torch.matmul(toKeys, places));
          Tensor weights = torch.softmax(scores, 2); // (B, H W, H W)
          Tensor found = torch.bmm(torch.matmul(toValues, places), weights.transpose(1, 2));
          return input.add(found.mul(residual).view_as(input));
        });
  }

  private static Tensor weight(Case size, int which, long... shape) {
    int inputs = 1;
    for (int axis = 1; axis < shape.length; axis++) {
      inputs *= (int) shape[axis];
    }
    return Tensor.create(size.matrix(which, (int) shape[0], inputs), shape);
  }

  /** A convolution that keeps height and width. */
  private static Tensor convolve(Tensor maps, Tensor weight, Tensor bias, long dilation) {
    long margin = weight.size(2) / 2 * dilation;
    return torch.conv2d(
        maps,
        weight,
        bias == null ? new TensorOptional() : new TensorOptional(bias),
        new long[] {1, 1},
        new long[] {margin, margin},
        new long[] {dilation, dilation},
        1);
  }

  /** Batch norm, evaluated, of statistics 0 and 1. */
  private static Tensor norm(Tensor maps, Tensor one, Tensor zero) {
    return torch.batch_norm(
        maps,
        new TensorOptional(one),
        new TensorOptional(zero),
        new TensorOptional(zero),
        new TensorOptional(one),
        false,
        0.01,
        1e-5,
        false);
  }
}
