package io.github.attention4j.param;

import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
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
 * <p>{@link #at} gives a part of a model its own corner of the same collection:
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
 * parameters.at("encoder.0").create("weight", Initializer.XAVIER_UNIFORM, 8, 16);
 * parameters.paths(); // [encoder.0.weight]
 * }</pre>
 *
 * <p>Buffers, in PyTorch's sense, are kept beside them: arrays that belong to the model as well but
 * are not trained, such as the running statistics of batch norm.
 *
 * <p>Not safe for use by several threads while parameters are being added.
 */
public final class Parameters {
  private final Map<String, INDArray> arrays;
  private final Map<String, INDArray> buffers;
  private final DataType type;
  private final Random random;
  private final String prefix;

  private Parameters(
      Map<String, INDArray> arrays,
      Map<String, INDArray> buffers,
      DataType type,
      Random random,
      String prefix) {
    this.arrays = arrays;
    this.buffers = buffers;
    this.type = type;
    this.random = random;
    this.prefix = prefix;
  }

  /**
   * An empty collection.
   *
   * @param type the data type of what is created, FLOAT or DOUBLE
   * @param seed decides the numbers of what is created, on every machine alike
   * @throws IllegalArgumentException if the type is another
   */
  public static Parameters seeded(DataType type, long seed) {
    checkType("parameters", type);
    return new Parameters(new LinkedHashMap<>(), new LinkedHashMap<>(), type, new Random(seed), "");
  }

  /** The same collection, seen from a path: what is added there starts with it. */
  public Parameters at(String path) {
    checkPath(path);
    return new Parameters(arrays, buffers, type, random, prefix + path + ".");
  }

  /**
   * Creates and adds a parameter.
   *
   * @param path see {@link #add}
   * @param sizes see {@link Initializer#create}
   * @return the parameter's array
   */
  public INDArray create(String path, Initializer initializer, long... sizes) {
    return add(path, initializer.create(type, random, sizes));
  }

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
    return add(arrays, path, array);
  }

  /**
   * Adds a buffer: an array that is not trained.
   *
   * @param path see {@link #add}; parameters and buffers share their names
   * @param array the buffer's own array, FLOAT or DOUBLE
   * @return the array
   * @throws IllegalArgumentException as {@link #add}
   */
  public INDArray addBuffer(String path, INDArray array) {
    return add(buffers, path, array);
  }

  private INDArray add(Map<String, INDArray> kind, String path, INDArray array) {
    checkPath(path);
    String whole = prefix + path;
    if (array == null) {
      throw new IllegalArgumentException("parameter " + whole + " is null, expected an array");
    }
    checkType("parameter " + whole, array.dataType());
    if (arrays.containsKey(whole) || buffers.containsKey(whole)) {
      throw new IllegalArgumentException("parameter " + whole + " exists already");
    }
    kind.put(whole, array);
    return array;
  }

  private static void checkPath(String path) {
    if (path == null || !path.matches("\\w+(\\.\\w+)*")) {
      throw new IllegalArgumentException(
          "parameter path '" + path + "' is malformed, expected words joined by dots");
    }
  }

  private static void checkType(String what, DataType type) {
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw new IllegalArgumentException(
          what
              + (what.equals("parameters") ? " are " : " is ")
              + type
              + ", expected FLOAT or DOUBLE");
    }
  }

  /**
   * The array of a parameter or a buffer.
   *
   * @throws IllegalArgumentException if there is none at this path; the message lists what there is
   */
  public INDArray get(String path) {
    INDArray array = arrays.getOrDefault(prefix + path, buffers.get(prefix + path));
    if (array == null) {
      throw new IllegalArgumentException(
          "no parameter " + prefix + path + "; there are " + String.join(", ", all().keySet()));
    }
    return array;
  }

  /** The whole path of a parameter: what stands in front of it here, and its own. */
  public String path(String path) {
    return prefix + Objects.requireNonNull(path, "path");
  }

  /** The whole paths of the parameters, in the order in which they were added. */
  public Set<String> paths() {
    return Collections.unmodifiableSet(arrays.keySet());
  }

  /** The whole paths of the buffers, in the order in which they were added. */
  public Set<String> buffers() {
    return Collections.unmodifiableSet(buffers.keySet());
  }

  /** The data type of what is created. */
  public DataType type() {
    return type;
  }

  /** The number of trainable numbers in all parameters together. */
  public long count() {
    return arrays.values().stream().mapToLong(INDArray::length).sum();
  }

  /**
   * Saves all parameters and buffers by their whole paths, as {@link Npz} writes them.
   *
   * @param options {@link java.nio.file.StandardCopyOption#REPLACE_EXISTING} to replace a file
   * @throws java.nio.file.FileAlreadyExistsException if the file exists and was not to be replaced
   * @throws IOException if the file cannot be written
   */
  public void save(Path file, CopyOption... options) throws IOException {
    Npz.write(file, all(), options);
  }

  /**
   * Loads all parameters and buffers from a file, into the arrays that are there. Either all change
   * or, if the file does not fit, none.
   *
   * @throws IOException if there is no such file, or if it is damaged
   * @throws IllegalArgumentException if an array is missing, or is one too many, or has other sizes
   *     or another data type
   */
  public void load(Path file) throws IOException {
    take(file.toString(), Npz.read(file));
  }

  /** Copies arrays by whole paths into those that are here: all of them, or none. */
  void take(String source, Map<String, INDArray> given) {
    Map<String, INDArray> all = all();
    all.forEach((path, array) -> checkTaken(source, path, array, given.get(path)));
    for (String path : given.keySet()) {
      if (!all.containsKey(path)) {
        throw new IllegalArgumentException(
            source + ": array " + path + " is none of " + String.join(", ", all.keySet()));
      }
    }
    given.forEach((path, array) -> all.get(path).assign(array));
  }

  private static void checkTaken(String source, String path, INDArray array, INDArray given) {
    String found = given == null ? "missing" : form(given);
    if (!found.equals(form(array))) {
      throw new IllegalArgumentException(
          source + ": array " + path + " is " + found + ", expected " + form(array));
    }
  }

  /** Parameters and buffers by their whole paths. */
  Map<String, INDArray> all() {
    Map<String, INDArray> all = new LinkedHashMap<>(arrays);
    all.putAll(buffers);
    return all;
  }

  /** One line per parameter and buffer, path, sizes and data type, and the count. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    arrays.forEach((path, array) -> text.append(path + " " + form(array) + "\n"));
    buffers.forEach((path, array) -> text.append(path + " " + form(array) + ", not trained\n"));
    return text.append(count()).append(" numbers").toString();
  }

  private static String form(INDArray array) {
    return Arrays.toString(array.shape()) + " " + array.dataType();
  }
}
