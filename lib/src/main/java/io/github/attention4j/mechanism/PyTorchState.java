package io.github.attention4j.mechanism;

import io.github.attention4j.param.StateDict;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The {@code state_dict} of PyTorch's {@code MultiheadAttention}, see its rule there. */
final class PyTorchState {
  private static final String[] OWN_WEIGHTS = {"q_proj_weight", "k_proj_weight", "v_proj_weight"};

  private final Map<String, INDArray> state;
  private final DataType type;
  private final boolean joint;
  private final boolean bias;
  private final long modelDim;
  private final long outputDim;

  PyTorchState(Map<String, INDArray> state, DataType type) {
    this.state = Objects.requireNonNull(state, "state");
    this.type = type;
    joint = state.containsKey("in_proj_weight");
    bias = state.containsKey("in_proj_bias") || state.containsKey("out_proj.bias");
    outputDim = array("out_proj.weight", 2).size(0);
    modelDim = joint ? array("in_proj_weight", 2).size(1) : array(OWN_WEIGHTS[0], 2).size(0);
    checkNames();
    checkSizes("out_proj.weight", outputDim, modelDim);
    if (joint) {
      checkSizes("in_proj_weight", 3 * modelDim, modelDim);
    } else {
      checkSizes("q_proj_weight", modelDim, modelDim);
      checkSizes("k_proj_weight", modelDim, array("k_proj_weight", 2).size(1));
      checkSizes("v_proj_weight", modelDim, array("v_proj_weight", 2).size(1));
    }
    if (bias) {
      checkSizes("in_proj_bias", 3 * modelDim);
      checkSizes("out_proj.bias", outputDim);
    }
  }

  MultiHeadOptions options(long heads) {
    MultiHeadOptions even = MultiHeadOptions.of(modelDim, heads).withOutputDim(outputDim);
    MultiHeadOptions options = bias ? even : even.withoutBias();
    return joint
        ? options
        : options.withInputDims(
            array("k_proj_weight", 2).size(1), array("v_proj_weight", 2).size(1));
  }

  /** Refuses options that tell another module than the state's. */
  void checkAgainst(MultiHeadOptions options) {
    MultiHeadOptions own = options(options.heads()).withScore(options.score());
    if (!own.equals(options)) {
      throw refuse("is of " + own + ", but the options are " + options);
    }
  }

  /** The arrays by our paths. */
  Map<String, INDArray> byPath() {
    return StateDict.toPaths(state);
  }

  private void checkNames() {
    Set<String> unknown = new TreeSet<>(state.keySet());
    unknown.removeAll(Set.of("in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"));
    if (!joint) {
      unknown.removeAll(Set.of(OWN_WEIGHTS));
    }
    if (!unknown.isEmpty()) {
      throw refuse("has " + String.join(", ", unknown) + ", which there is no place for");
    }
  }

  private void checkSizes(String name, long... sizes) {
    INDArray array = array(name, sizes.length);
    if (!Arrays.equals(sizes, array.shape())) {
      String is = Arrays.toString(array.shape());
      throw refuse(name + " is " + is + ", expected " + Arrays.toString(sizes));
    }
  }

  private INDArray array(String name, int rank) {
    INDArray array = state.get(name);
    if (array == null) {
      throw refuse("has no " + name + "; it has " + new TreeSet<>(state.keySet()));
    }
    if (array.rank() != rank) {
      throw refuse(name + " has rank " + array.rank() + ", expected " + rank);
    }
    if (array.dataType() != type) {
      String reason = " to match the parameters";
      throw refuse(name + " is " + array.dataType() + ", expected " + type + reason);
    }
    return array;
  }

  private static IllegalArgumentException refuse(String line) {
    return new IllegalArgumentException("multiHead: PyTorch state " + line);
  }
}
