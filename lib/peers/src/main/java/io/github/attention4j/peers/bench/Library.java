package io.github.attention4j.peers.bench;

import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.mechanism.MultiHeadAttention;
import io.github.attention4j.mechanism.MultiHeadOptions;
import io.github.attention4j.ops.Gradients;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.vision.BottleneckAttention;
import io.github.attention4j.vision.Cbam;
import io.github.attention4j.vision.FeatureMapAttention;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the library computes. */
final class Library {
  private Library() {}

  static Computation of(Case size) {
    return switch (size.kind()) {
      case ATTENTION -> attention(size);
      case GRADIENT -> gradient(size);
      case MULTI_HEAD -> multiHead(size);
      case CBAM -> cbam(size);
      case BAM -> bam(size);
      case FEATURE_MAP -> featureMap(size);
      case TRAINING -> new Training(size);
      case TRAINING_CBAM -> new CbamTraining(size);
    };
  }

  private static Mask<INDArray> mask(Case size) {
    return size.causal() ? Mask.causal() : Mask.all();
  }

  private static Computation attention(Case size) {
    INDArray query = Nd4jAttention.input(size, 0);
    INDArray key = Nd4jAttention.input(size, 1);
    INDArray value = Nd4jAttention.input(size, 2);
    Attention attention = Attention.scaledDot();
    return new ArrayComputation(() -> attention.output(query, key, value, mask(size)), 0, 1, 2, 3);
  }

  private static Computation gradient(Case size) {
    INDArray[] inputs = new INDArray[3];
    for (int which = 0; which < 3; which++) {
      inputs[which] = Nd4jAttention.input(size, which);
    }
    INDArray outputGradient = Nd4jAttention.input(size, 3);
    Mask<Tensor> mask = size.causal() ? Mask.causal() : Mask.all();
    return new Computation() {
      private List<INDArray> gradients() {
        TapeOps ops = TapeOps.create();
        List<Tensor> given = Stream.of(inputs).map(ops::variable).toList();
        Tensor output =
            Attention.scaledDot().output(ops, given.get(0), given.get(1), given.get(2), mask);
        Gradients gradients = ops.backward(output, outputGradient);
        List<INDArray> found = new ArrayList<>();
        given.forEach(tensor -> found.add(gradients.of(tensor)));
        found.add(output.array());
        return found;
      }

      @Override
      public void run() {
        gradients().stream().filter(INDArray::closeable).forEach(INDArray::close);
      }

      @Override
      public float[] output() {
        return Nd4j.concat(0, gradients().subList(0, 3).toArray(INDArray[]::new)).data().asFloat();
      }
    };
  }

  private static Computation multiHead(Case size) {
    INDArray input = Nd4jAttention.input(size, 0).reshape(size.sequenceShape());
    MultiHeadAttention attention = multiHead(size, Parameters.seeded(DataType.FLOAT, 1));
    return new ArrayComputation(() -> attention.output(input, input, input, mask(size)), 0, 1, 2);
  }

  /** With matrices that the other contenders have, too; biases are 0. */
  static MultiHeadAttention multiHead(Case size, Parameters parameters) {
    MultiHeadAttention attention =
        MultiHeadAttention.create(parameters, MultiHeadOptions.of(size.modelDim(), size.heads()));
    String[] maps = {"query", "key", "value", "output"};
    for (int i = 0; i < maps.length; i++) {
      assign(parameters, maps[i] + ".weight", size, i);
    }
    return attention;
  }

  private static Computation cbam(Case size) {
    INDArray input = Nd4jAttention.input(size, 0);
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
    Cbam cbam = Cbam.create(parameters, size.sizes()[1]);
    assign(parameters, "channel.reduce.weight", size, 1);
    assign(parameters, "channel.expand.weight", size, 2);
    assign(parameters, "spatial.convolution.weight", size, 3);
    return new ArrayComputation(() -> cbam.output(input), 0, 1, 2, 3);
  }

  private static Computation bam(Case size) {
    INDArray input = Nd4jAttention.input(size, 0);
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
    BottleneckAttention bam = BottleneckAttention.create(parameters, size.sizes()[1]);
    assign(parameters, "channel.reduce.weight", size, 1);
    assign(parameters, "channel.expand.weight", size, 2);
    assign(parameters, "spatial.reduce.weight", size, 3);
    assign(parameters, "spatial.first.weight", size, 4);
    assign(parameters, "spatial.second.weight", size, 5);
    assign(parameters, "spatial.last.weight", size, 6);
    return new ArrayComputation(() -> bam.output(input), 0, 1, 2, 3);
  }

  private static Computation featureMap(Case size) {
    INDArray input = Nd4jAttention.input(size, 0);
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
    FeatureMapAttention attention = FeatureMapAttention.create(parameters, size.sizes()[1]);
    assign(parameters, "query.weight", size, 1);
    assign(parameters, "key.weight", size, 2);
    assign(parameters, "value.weight", size, 3);
    parameters.get("residual").assign(1); // with 0 nothing of it would be compared
    return new ArrayComputation(() -> attention.output(input), 0, 1, 2, 3);
  }

  static void assign(Parameters parameters, String path, Case size, int which) {
    INDArray weight = parameters.get(path);
    int outputs = (int) weight.size(0);
    float[] numbers = size.matrix(which, outputs, (int) weight.length() / outputs);
    weight.data().setData(numbers);
  }
}
