package io.github.attention4j.param;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The trainable parameters of a model: arrays by path, such as {@code
 * encoder.0.attention.query.weight}, in the order in which they were added.
 *
 * <p>The arrays themselves are kept, not copies. {@link
 * io.github.attention4j.ops.TensorOps#parameter} hands the same array to the eager interpreter and
 * to a graph, so that training the graph changes what the eager object computes with.
 *
 * <p>Not safe for use by several threads while parameters are being added.
 */
public final class Parameters {
  private final Map<String, INDArray> arrays = new LinkedHashMap<>();

  /**
   * Adds a parameter.
   *
   * @param path words of letters, digits and underscores, joined by dots
   * @param array the parameter's own array, FLOAT or DOUBLE
   * @return the array
   * @throws IllegalArgumentException if the path is malformed or taken, or the array null or of
   *     another data type
   */
  public INDArray add(String path, INDArray array) {
    if (path == null || !path.matches("\\w+(\\.\\w+)*")) {
      throw new IllegalArgumentException(
          "parameter path '" + path + "' is malformed, expected words joined by dots");
    }
    if (array == null) {
      throw new IllegalArgumentException("parameter " + path + " is null, expected an array");
    }
    if (array.dataType() != DataType.FLOAT && array.dataType() != DataType.DOUBLE) {
      throw new IllegalArgumentException(
          "parameter " + path + " is " + array.dataType() + ", expected FLOAT or DOUBLE");
    }
    if (arrays.putIfAbsent(path, array) != null) {
      throw new IllegalArgumentException("parameter " + path + " exists already");
    }
    return array;
  }

  /**
   * A parameter's array.
   *
   * @throws IllegalArgumentException if there is none at this path; the message lists what there is
   */
  public INDArray get(String path) {
    INDArray array = arrays.get(path);
    if (array == null) {
      throw new IllegalArgumentException(
          "no parameter " + path + "; there are " + String.join(", ", arrays.keySet()));
    }
    return array;
  }

  /** The paths, in the order in which they were added. */
  public Set<String> paths() {
    return Collections.unmodifiableSet(arrays.keySet());
  }

  /** The number of trainable numbers in all arrays together. */
  public long count() {
    return arrays.values().stream().mapToLong(INDArray::length).sum();
  }

  /** One line per parameter, path, sizes and data type, and the count. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    arrays.forEach(
        (path, array) ->
            text.append(path)
                .append(' ')
                .append(Arrays.toString(array.shape()))
                .append(' ')
                .append(array.dataType())
                .append('\n'));
    return text.append(count()).append(" numbers").toString();
  }
}
