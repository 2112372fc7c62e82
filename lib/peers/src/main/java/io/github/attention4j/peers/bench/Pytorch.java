package io.github.attention4j.peers.bench;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** What PyTorch computes, by its own functions, on as many threads as it chooses. */
@SuppressWarnings("try") // to open a scope is all that is needed for its tensors to be freed
final class Pytorch {
  private Pytorch() {}

  static Computation of(Case size) {
    return switch (size.kind()) {
      case ATTENTION -> attention(size);
      case GRADIENT -> new Gradient(size);
      case MULTI_HEAD -> multiHead(size);
      case CBAM -> PytorchFeatureMaps.cbam(size);
      case BAM -> PytorchFeatureMaps.bam(size);
      case FEATURE_MAP -> PytorchFeatureMaps.featureMap(size);
      case TRAINING -> new Steps(size);
      case TRAINING_CBAM -> new PytorchCbamTraining(size);
    };
  }

  record Forward(Supplier<Tensor> result) implements Computation {
    @Override
    public void run() {
      try (PointerScope scope = new PointerScope();
          AutoGradMode off = new AutoGradMode(false)) {
        result.get();
      }
    }

    @Override
    public float[] output() {
      try (PointerScope scope = new PointerScope();
          AutoGradMode off = new AutoGradMode(false)) {
        Tensor output = result.get().contiguous();
        float[] numbers = new float[Math.toIntExact(output.numel())];
        output.data_ptr_float().get(numbers);
        return numbers;
      }
    }
  }

  static Tensor input(Case size, int which, long... shape) {
    Tensor input = torch.empty(shape);
    size.fill(input.data_ptr_float().capacity(size.numbers()).asBuffer(), which);
    return input;
  }

  private static Computation attention(Case size) {
    Tensor query = input(size, 0, size.shape());
    Tensor key = input(size, 1, size.shape());
    Tensor value = input(size, 2, size.shape());
    return new Forward(() -> attend(query, key, value, size.causal()));
  }

  private static Tensor attend(Tensor query, Tensor key, Tensor value, boolean causal) {
    double noDropout = 0;
    boolean groupedQueries = false;
    return torch.scaled_dot_product_attention(
        query,
        key,
        value,
        new TensorOptional(),
        noDropout,
        causal,
        new DoubleOptional(),
        groupedQueries);
  }

  private static Computation multiHead(Case size) {
    Tensor input = input(size, 0, size.sequenceShape());
    Tensor[] parameters = parameters(size);
    return new Forward(() -> attend(size, input, parameters));
  }

  /** Four matrices and four biases. */
  private static Tensor[] parameters(Case size) {
    int dim = size.modelDim();
    Tensor[] parameters = new Tensor[8];
    for (int i = 0; i < 4; i++) {
      parameters[i] = Tensor.create(size.matrix(i, dim, dim), dim, dim);
      parameters[4 + i] = Tensor.create(new float[dim], dim);
    }
    return parameters;
  }

  /** Its fast way: three linear maps, scaled_dot_product_attention, one linear map. */
  private static Tensor attend(Case size, Tensor input, Tensor[] parameters) {
    Tensor[] heads = new Tensor[3];
    for (int i = 0; i < 3; i++) {
      Tensor mapped = torch.linear(input, parameters[i], new TensorOptional(parameters[4 + i]));
      heads[i] = mapped.unflatten(2, size.heads(), size.dim()).transpose(1, 2);
    }
    Tensor attended = attend(heads[0], heads[1], heads[2], size.causal());
    Tensor merged = attended.transpose(1, 2).flatten(2, 3);
    return torch.linear(merged, parameters[3], new TensorOptional(parameters[7]));
  }

  private static final class Gradient implements Computation {
    private final Case size;
    private final TensorVector inputs = new TensorVector();
    private final TensorVector outputGradient;

    Gradient(Case size) {
      this.size = size;
      for (int which = 0; which < 3; which++) {
        inputs.push_back(input(size, which, size.shape()).requires_grad_(true));
      }
      outputGradient = new TensorVector(input(size, 3, size.shape()));
    }

    private TensorVector gradients() {
      Tensor output = attend(inputs.get(0), inputs.get(1), inputs.get(2), size.causal());
      TensorVector outputs = new TensorVector(output);
      return torch.grad(outputs, inputs, outputGradient, new BoolOptional(), false, false);
    }

    @Override
    public void run() {
      try (PointerScope scope = new PointerScope()) {
        gradients();
      }
    }

    @Override
    public float[] output() {
      try (PointerScope scope = new PointerScope()) {
        TensorVector gradients = gradients();
        int numbers = (int) size.numbers();
        float[] output = new float[3 * numbers];
        for (int which = 0; which < 3; which++) {
          gradients.get(which).contiguous().data_ptr_float().get(output, which * numbers, numbers);
        }
        return output;
      }
    }
  }

  private static final class Steps implements Computation {
    private final Case size;
    private final Tensor input;
    private final Tensor target;
    private final Tensor[] parameters;
    private final Adam adam;

    Steps(Case size) {
      this.size = size;
      input = Pytorch.input(size, 0, size.sequenceShape());
      target = Pytorch.input(size, 1, size.sequenceShape());
      parameters = parameters(size);
      for (Tensor parameter : parameters) {
        parameter.requires_grad_(true);
      }
      adam = new Adam(new TensorVector(parameters), new AdamOptions(Training.LEARNING_RATE));
    }

    private Tensor loss() {
      return torch.mse_loss(input.add(attend(size, input, parameters)), target);
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
}
