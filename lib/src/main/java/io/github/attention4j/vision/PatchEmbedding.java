package io.github.attention4j.vision;

import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.Sizes;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Initializer;
import io.github.attention4j.param.Parameters;
import java.util.Collections;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Patch embedding: cuts a picture into square patches that do not overlap and maps each, by the
 * same linear map, to a token.
 *
 * <pre>{@code
 * token[i W / P + j] = weight . picture[:, i P .. i P + P - 1, j P .. j P + P - 1] + bias
 * }</pre>
 *
 * <p>Shapes: {@code (B, C, H, W) -> (B, T, D)} with {@code T = (H / P) (W / P)}, row by row.
 * Parameters: {@code weight} {@code (D, C, P, P)} and {@code bias} {@code (D)}. FLOAT or DOUBLE, as
 * the parameters.
 *
 * <p>Edge rules: P divides H and W. There is neither a class token nor a position among the tokens:
 * see {@link io.github.attention4j.position.LearnedPositions}.
 *
 * <p>Cost: {@code 2 C H W D} floating-point operations a picture.
 *
 * <p>Compare: PyTorch {@code Conv2d(C, D, kernel_size=P, stride=P)}, whose parameters are named and
 * stored as here, and {@code flatten(2).transpose(1, 2)}; it starts otherwise: here as {@link
 * io.github.attention4j.param.Linear} of {@code C P P} inputs. Not in Keras itself.
 *
 * <p>Source: Dosovitskiy et al. 2021, "An Image is Worth 16x16 Words: Transformers for Image
 * Recognition at Scale", section 3.1, equation 1.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
 * PatchEmbedding patches = PatchEmbedding.create(parameters.at("patches"), 1, 8, 8, 2, 16);
 * patches.apply(Nd4j.rand(DataType.FLOAT, 3, 1, 8, 8)); // (3, 16, 16)
 * patches.tokens(); // 16 = (8 / 2) (8 / 2)
 * parameters.count(); // 80 = 16 * 1 * 2 * 2 + 16
 * }</pre>
 */
public final class PatchEmbedding {
  private static final String NAME = "patchEmbedding";

  private final long rows;
  private final long columns;
  private final long patch;
  private final String weightPath;
  private final INDArray weight;
  private final String biasPath;
  private final INDArray bias;
  private final Signature signature;

  private PatchEmbedding(
      Parameters parameters, long channels, long height, long width, long patch, long modelDim) {
    this.rows = height / patch;
    this.columns = width / patch;
    this.patch = patch;
    Initializer linear =
        (random, inputs, outputs) ->
            Initializer.XAVIER_UNIFORM.next(random, channels * patch * patch, modelDim);
    this.weightPath = parameters.path("weight");
    this.weight = parameters.create("weight", linear, modelDim, channels, patch, patch);
    this.biasPath = parameters.path("bias");
    this.bias = parameters.create("bias", Initializer.ZEROS, modelDim);
    this.signature =
        Signature.of(NAME)
            .argument("input", "B", "C", "H", "W")
            .size("C", channels, "the embedding's channels")
            .size("H", height, "the embedding's height")
            .size("W", width, "the embedding's width")
            .type(parameters.type());
  }

  /**
   * A new patch embedding.
   *
   * @param parameters where {@code weight} and {@code bias} are added
   * @param channels the number of channels, C
   * @param height the pictures' height, H
   * @param width the pictures' width, W
   * @param patch the side of a patch, P
   * @param modelDim the width of a token, D
   * @throws IllegalArgumentException if a size is less than 1, the patch does not divide height and
   *     width, or a parameter exists already
   */
  public static PatchEmbedding create(
      Parameters parameters, long channels, long height, long width, long patch, long modelDim) {
    Sizes.atLeast(1, NAME, "channels", channels);
    Sizes.atLeast(1, NAME, "height", height);
    Sizes.atLeast(1, NAME, "width", width);
    Sizes.atLeast(1, NAME, "patch", patch);
    Sizes.atLeast(1, NAME, "modelDim", modelDim);
    Sizes.divisible(NAME, "height", height, "patch", patch);
    Sizes.divisible(NAME, "width", width, "patch", patch);
    return new PatchEmbedding(parameters, channels, height, width, patch, modelDim);
  }

  /** The number of tokens, T. */
  public long tokens() {
    return rows * columns;
  }

  /**
   * Embeds eagerly.
   *
   * @throws ShapeException if the input does not fit
   */
  public INDArray apply(INDArray input) {
    return apply(NdArrayOps.eager(), input);
  }

  /**
   * Embeds under any interpreter.
   *
   * @param ops the interpreter
   * @param input {@code (B, C, H, W)}
   * @return {@code (B, T, D)}
   * @throws ShapeException if the input does not fit
   */
  public <T> T apply(TensorOps<T> ops, T input) {
    ops.check(signature, Collections.singletonList(input));
    T cut = ops.splitAxis(input, 2, rows, patch); // (B, C, H / P, P, W)
    cut = ops.splitAxis(cut, 4, columns, patch); // (B, C, H / P, P, W / P, P)
    T grid = ops.permute(cut, 0, 2, 4, 1, 3, 5); // (B, H / P, W / P, C, P, P)
    T patches = flat(ops, ops.mergeAxes(grid, 1), 2); // (B, T, C P P)
    T map = flat(ops, ops.parameter(weightPath, weight), 1); // (D, C P P)
    return ops.linear(patches, map, ops.parameter(biasPath, bias));
  }

  /** A patch's three axes, the first of which is given, as one. */
  private static <T> T flat(TensorOps<T> ops, T tensor, int axis) {
    return ops.mergeAxes(ops.mergeAxes(tensor, axis), axis);
  }
}
