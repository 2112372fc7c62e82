package io.github.attention4j.ops;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The gradients of a loss, of whatever has one: parameters, variables, and all that was computed
 * from them. Each has its tensor's shape, and is zero where the loss does not depend on the tensor.
 *
 * <p>Read them, do not write to them: two may share their memory.
 */
public final class Gradients {
  private final Tape tape;
  private final Map<String, Tensor> parameters;
  private final INDArray[] gradients;

  Gradients(Tape tape, Map<String, Tensor> parameters, INDArray[] gradients) {
    this.tape = tape;
    this.parameters = parameters;
    this.gradients = gradients;
  }

  /**
   * The gradient of a tensor.
   *
   * @throws IllegalArgumentException if it has none, or stands on another tape
   */
  public INDArray of(Tensor tensor) {
    if (tensor.tape() != tape) {
      throw new IllegalArgumentException(
          "the tensor has no gradient: it was computed from no parameter and no variable of this"
              + " tape");
    }
    int number = tensor.number();
    boolean reached = number < gradients.length && gradients[number] != null;
    return reached ? gradients[number] : Nd4j.zerosLike(tensor.array());
  }

  /**
   * The gradient of a parameter.
   *
   * @throws IllegalArgumentException if no parameter of that path was used
   */
  public INDArray of(String path) {
    Tensor parameter = parameters.get(path);
    if (parameter == null) {
      throw new IllegalArgumentException(
          "parameter " + path + " was not used, expected one of " + parameters.keySet());
    }
    return of(parameter);
  }

  /** The gradients of all parameters that were used, by their paths, in the order of first use. */
  public Map<String, INDArray> byPath() {
    Map<String, INDArray> byPath = new LinkedHashMap<>();
    parameters.forEach((path, parameter) -> byPath.put(path, of(parameter)));
    return Collections.unmodifiableMap(byPath);
  }
}
