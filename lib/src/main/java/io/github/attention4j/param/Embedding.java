package io.github.attention4j.param;

import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.Sizes;
import io.github.attention4j.ops.TensorOps;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An embedding: a trained vector for every word of a vocabulary.
 *
 * <pre>{@code
 * output[..] = weight[ids[..]]
 * }</pre>
 *
 * <p>Shapes: ids {@code (..)}, such as {@code (B, T)}, give {@code (.., D)}. The parameter {@code
 * weight} is {@code (V, D)} and starts with the standard normal distribution, as in PyTorch.
 *
 * <p>Edge rules: ids are whole numbers from 0 to {@code V - 1}, of any numeric type. The gradient
 * of a row is the sum over all places where its id stands; other rows' is 0. Padding has no id of
 * its own: mask it where it would count.
 *
 * <p>Cost: a copy of every row that is asked for; in a graph {@code 2 V D} floating-point
 * operations for every id, as a product with one-hot rows, because the gradient of SameDiff's
 * gather forgets repeated ids.
 *
 * <p>Compare: PyTorch {@code Embedding(V, D)}, Keras {@code Embedding}, whose table starts uniform.
 *
 * <p>Source: Bengio et al. 2003, "A Neural Probabilistic Language Model", section 2, the matrix C.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
 * Embedding embedding = Embedding.create(parameters.at("words"), 100, 8);
 * embedding.apply(Nd4j.createFromArray(new long[][] {{3, 99, 3}})); // (1, 3, 8)
 * parameters.paths(); // [words.weight]
 * parameters.count(); // 800
 * }</pre>
 */
public final class Embedding {
  private final String path;
  private final INDArray weight;

  private Embedding(String path, INDArray weight) {
    this.path = path;
    this.weight = weight;
  }

  /**
   * A new embedding.
   *
   * @param parameters where {@code weight} is added
   * @param words the number of words, V
   * @param width the size of a word's vector, D
   * @throws IllegalArgumentException if a size is less than 1, or the parameter exists already
   */
  public static Embedding create(Parameters parameters, long words, long width) {
    Sizes.atLeast(1, "embedding", "words", words);
    Sizes.atLeast(1, "embedding", "width", width);
    return new Embedding(
        parameters.path(""), parameters.create("weight", Initializer.NORMAL, words, width));
  }

  /** {@code (V, D)}. */
  public INDArray weight() {
    return weight;
  }

  /**
   * Looks up eagerly.
   *
   * @throws IllegalArgumentException if an id is none
   */
  public INDArray apply(INDArray ids) {
    return apply(NdArrayOps.eager(), ids);
  }

  /**
   * Looks up under any interpreter.
   *
   * @param ids {@code (..)}, whole numbers from 0 to {@code V - 1}
   * @return {@code (.., D)}
   * @throws ShapeException if ids are null
   * @throws IllegalArgumentException if an id is none
   */
  public <T> T apply(TensorOps<T> ops, T ids) {
    return ops.embedding(ops.parameter(path + "weight", weight), ids);
  }
}
