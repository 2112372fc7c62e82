package io.github.attention4j.solutions.lesson13;

import io.github.attention4j.exercises.lesson13.VisionTransformerTask;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.vision.PatchEmbedding;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Answers as right as the reference answer, though computed otherwise: all earn every point. */
final class OtherWays {

  private OtherWays() {}

  /** One number at a time. */
  static final class Loops implements VisionTransformerTask {

    @Override
    public INDArray patches(INDArray pictures, int side) {
      INDArray result = Nd4j.create(pictures.dataType(), VisionTransformer.shape(pictures, side));
      long beside = pictures.size(3) / side;
      for (long b = 0; b < result.size(0); b++) {
        for (long t = 0; t < result.size(1); t++) {
          for (long m = 0; m < result.size(2); m++) {
            long row = t / beside * side + m % (side * side) / side;
            long column = t % beside * side + m % side;
            double pixel = pictures.getDouble(b, m / (side * side), row, column);
            result.putScalar(new long[] {b, t, m}, pixel);
          }
        }
      }
      return result;
    }

    @Override
    public INDArray tokens(
        INDArray patches, INDArray weight, INDArray bias, INDArray classToken, INDArray positions) {
      long width = weight.size(0);
      INDArray result =
          Nd4j.create(patches.dataType(), patches.size(0), patches.size(1) + 1, width);
      for (long b = 0; b < result.size(0); b++) {
        for (long n = 0; n < result.size(1); n++) {
          for (long d = 0; d < width; d++) {
            double sum = positions.getDouble(n, d);
            sum += n == 0 ? classToken.getDouble(0, d) : bias.getDouble(d);
            for (long m = 0; n > 0 && m < weight.size(1); m++) {
              sum += weight.getDouble(d, m) * patches.getDouble(b, n - 1, m);
            }
            result.putScalar(new long[] {b, n, d}, sum);
          }
        }
      }
      return result;
    }

    /** Sends a unit of every token down through the blocks, from the last to the first. */
    @Override
    public INDArray rollout(INDArray weights) {
      int tokens = (int) weights.size(4);
      INDArray result = Nd4j.create(weights.dataType(), weights.size(1), tokens, tokens);
      for (long b = 0; b < weights.size(1); b++) {
        for (int i = 0; i < tokens; i++) {
          double[] share = new double[tokens];
          share[i] = 1;
          for (long block = weights.size(0) - 1; block >= 0; block--) {
            share = below(weights, block, b, share);
          }
          for (int j = 0; j < tokens; j++) {
            result.putScalar(new long[] {b, i, j}, share[j]);
          }
        }
      }
      return result;
    }

    private static double[] below(INDArray weights, long block, long b, double[] share) {
      long heads = weights.size(2);
      double[] result = new double[share.length];
      for (int i = 0; i < share.length; i++) {
        result[i] += share[i] / 2;
        for (int j = 0; j < share.length; j++) {
          for (long h = 0; h < heads; h++) {
            result[j] += share[i] / 2 * weights.getDouble(block, b, h, i, j) / heads;
          }
        }
      }
      return result;
    }
  }

  /** Cuts the patches out one by one, and puts everything behind each other. */
  static final class Slices implements VisionTransformerTask {

    @Override
    public INDArray patches(INDArray pictures, int side) {
      List<INDArray> patches = new ArrayList<>();
      for (long row = 0; row < pictures.size(2); row += side) {
        for (long column = 0; column < pictures.size(3); column += side) {
          patches.add(
              pictures
                  .get(
                      NDArrayIndex.all(),
                      NDArrayIndex.all(),
                      NDArrayIndex.interval(row, row + side),
                      NDArrayIndex.interval(column, column + side))
                  .dup('c')
                  .reshape('c', pictures.size(0), 1, pictures.size(1) * side * side));
        }
      }
      return Nd4j.concat(1, patches.toArray(INDArray[]::new));
    }

    @Override
    public INDArray tokens(
        INDArray patches, INDArray weight, INDArray bias, INDArray classToken, INDArray positions) {
      INDArray[] pictures = new INDArray[(int) patches.size(0)];
      for (int b = 0; b < pictures.length; b++) {
        INDArray own = patches.slice(b).dup('c').reshape('c', patches.size(1), patches.size(2));
        INDArray embedded = Nd4j.gemm(own, weight.dup('c'), false, true).addRowVector(bias);
        pictures[b] = Nd4j.vstack(classToken, embedded).add(positions);
      }
      return Nd4j.stack(0, pictures);
    }

    /** Multiplies from the other end, which comes to the same. */
    @Override
    public INDArray rollout(INDArray weights) {
      INDArray halves = weights.sum(2).div(2 * weights.size(2)); // (L, B, N, N)
      INDArray half = VisionTransformer.eye(halves).div(2);
      INDArray product = VisionTransformer.block(halves, halves.size(0) - 1).add(half);
      for (long block = halves.size(0) - 2; block >= 0; block--) {
        product = Nd4j.matmul(product, VisionTransformer.block(halves, block).add(half));
      }
      return product;
    }
  }

  /** Leaves as much as it can to the library. */
  static final class ByLibrary implements VisionTransformerTask {

    /** An embedding whose weight is the identity leaves the patches as they are. */
    @Override
    public INDArray patches(INDArray pictures, int side) {
      long channels = pictures.size(1);
      long width = channels * side * side;
      Parameters parameters = Parameters.seeded(pictures.dataType(), 1);
      PatchEmbedding embedding =
          PatchEmbedding.create(
              parameters, channels, pictures.size(2), pictures.size(3), side, width);
      parameters
          .get("weight")
          .assign(Nd4j.eye(width).castTo(pictures.dataType()).reshape(width, channels, side, side));
      return embedding.apply(pictures.dup('c'));
    }

    @Override
    public INDArray tokens(
        INDArray patches, INDArray weight, INDArray bias, INDArray classToken, INDArray positions) {
      TapeOps ops = TapeOps.create();
      Tensor embedded =
          ops.linear(
              ops.constant(patches.dup('c')),
              ops.constant(weight.dup('c')),
              ops.constant(bias.dup('c')));
      Tensor zeros = ops.scale(ops.slice(embedded, 1, 0, 1), 0); // (B, 1, D)
      Tensor first = ops.add(zeros, ops.expand(ops.constant(classToken.dup('c')), 0));
      Tensor places = ops.expand(ops.constant(positions.dup('c')), 0);
      return ops.add(ops.concat(first, embedded, 1), places).array();
    }

    @Override
    public INDArray rollout(INDArray weights) {
      TapeOps ops = TapeOps.create();
      Tensor mean = ops.squeeze(ops.mean(ops.constant(weights.dup('c')), 2), 2); // (L, B, N, N)
      Tensor eye = ops.constant(VisionTransformer.eye(weights.mean(2)).dup('c'));
      Tensor product = ops.scale(ops.add(ops.select(mean, 0, 0), eye), 0.5);
      for (long block = 1; block < weights.size(0); block++) {
        Tensor next = ops.scale(ops.add(ops.select(mean, 0, block), eye), 0.5);
        product = ops.matmul(next, product);
      }
      return product.array();
    }
  }
}
