package io.github.attention4j.solutions.lesson07;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.exercises.lesson07.CrossAttentionTask;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Answers as right as the reference answer, though computed otherwise: all earn every point. */
final class OtherWays {

  private OtherWays() {}

  /** Leaves the projections and the gradients to the library's tape. */
  static final class OtherOrder implements CrossAttentionTask {

    @Override
    public INDArray cells(INDArray picture) {
      INDArray last = picture.permute(0, 2, 3, 1).dup('c'); // (B, H, W, C)
      return last.reshape(last.size(0), last.size(1) * last.size(2), last.size(3));
    }

    @Override
    public INDArray scores(
        INDArray query, INDArray memory, INDArray queryWeight, INDArray keyWeight) {
      TapeOps ops = TapeOps.create();
      return scores(ops, query, ops.constant(memory.dup()), queryWeight, keyWeight).array();
    }

    private static Tensor scores(
        TapeOps ops, INDArray query, Tensor memory, INDArray queryWeight, INDArray keyWeight) {
      Tensor asked = ops.constant(query.dup());
      Tensor queries = ops.linear(asked, ops.constant(queryWeight.dup()), null);
      Tensor keys = ops.linear(memory, ops.constant(keyWeight.dup()), null);
      return ops.scale(ops.matmulTransposed(queries, keys), 1 / Math.sqrt(keyWeight.size(0)));
    }

    @Override
    public INDArray weights(INDArray scores, INDArray lengths) {
      INDArray copy = scores.dup(); // of a view, ND4J's get may find nothing
      INDArray weights = Nd4j.create(scores.dataType(), scores.shape());
      for (long b = 0; b < scores.size(0); b++) {
        int length = lengths.getInt((int) b);
        if (length > 0) {
          INDArray seen = copy.get(interval(b, b + 1), all(), interval(0, length)).dup();
          INDArray exps = Transforms.exp(seen.sub(seen.max(true, 2)));
          weights
              .get(interval(b, b + 1), all(), interval(0, length))
              .assign(exps.div(exps.sum(true, 2)));
        }
      }
      return weights;
    }

    @Override
    public INDArray output(INDArray weights, INDArray memory, INDArray valueWeight) {
      TapeOps ops = TapeOps.create();
      return output(ops, weights, ops.constant(memory.dup()), valueWeight).array();
    }

    private static Tensor output(TapeOps ops, INDArray weights, Tensor memory, INDArray value) {
      Tensor values = ops.linear(memory, ops.constant(value.dup()), null);
      return ops.matmul(ops.constant(weights.dup()), values);
    }

    @Override
    public INDArray pointing(INDArray weights, int columns) {
      INDArray cells = Nd4j.argMax(weights, 2).castTo(weights.dataType());
      INDArray rows = Transforms.floor(cells.add(0.5).div(columns)); // clear of rounding
      return Nd4j.stack(2, rows, cells.sub(rows.mul(columns)));
    }

    @Override
    public INDArray memoryGradient(
        INDArray query,
        INDArray queryWeight,
        INDArray keyWeight,
        INDArray valueWeight,
        INDArray weights,
        INDArray scoresGradient,
        INDArray outputGradient) {
      // The gradient is that of a linear map: where it is taken does not matter.
      INDArray anywhere =
          Nd4j.create(query.dataType(), weights.size(0), weights.size(2), keyWeight.size(1));
      TapeOps ops = TapeOps.create();
      Tensor memory = ops.variable(anywhere);
      Tensor scores = scores(ops, query, memory, queryWeight, keyWeight);
      INDArray byKeys = ops.backward(scores, scoresGradient.dup()).of(memory);
      TapeOps others = TapeOps.create();
      Tensor again = others.variable(anywhere);
      Tensor output = output(others, weights, again, valueWeight);
      return byKeys.add(others.backward(output, outputGradient.dup()).of(again));
    }
  }

  /** Broadcasts to one axis more and sums it away, as einsum is defined. */
  static final class Broadcast implements CrossAttentionTask {

    /** Sums a[b, i, 1, d] * c[b, 1, j, d] over d; c may have no batch axis of its own. */
    private static INDArray compare(INDArray a, INDArray c) {
      INDArray left = a.reshape(a.size(0), a.size(1), 1, a.size(2));
      INDArray right =
          c.rank() == 2
              ? c.reshape(1, 1, c.size(0), c.size(1))
              : c.reshape(c.size(0), 1, c.size(1), c.size(2));
      return left.mul(right).sum(3);
    }

    @Override
    public INDArray cells(INDArray picture) {
      INDArray[] rows = new INDArray[(int) picture.size(2)];
      for (int row = 0; row < rows.length; row++) {
        rows[row] =
            picture
                .dup() // of a view, ND4J's get may find nothing
                .get(all(), all(), interval(row, row + 1), all())
                .dup()
                .reshape(picture.size(0), picture.size(1), picture.size(3));
      }
      return Nd4j.concat(2, rows).permute(0, 2, 1);
    }

    @Override
    public INDArray scores(
        INDArray query, INDArray memory, INDArray queryWeight, INDArray keyWeight) {
      INDArray scores = compare(compare(query, queryWeight), compare(memory, keyWeight));
      return scores.mul(Math.pow(keyWeight.size(0), -0.5));
    }

    @Override
    public INDArray weights(INDArray scores, INDArray lengths) {
      INDArray places = Nd4j.arange(0, scores.size(2)).castTo(DataType.DOUBLE);
      INDArray counts = lengths.castTo(DataType.DOUBLE).reshape(scores.size(0), 1, 1);
      INDArray allowed =
          places
              .reshape(1, 1, scores.size(2))
              .sub(counts)
              .lt(0)
              .castTo(scores.dataType()); // (B, 1, Tk)
      INDArray masked = scores.mul(allowed).add(allowed.rsub(1).mul(-1e9));
      INDArray exps = Transforms.exp(masked.sub(masked.max(true, 2))).mul(allowed);
      return exps.div(exps.sum(true, 2).add(1e-12));
    }

    @Override
    public INDArray output(INDArray weights, INDArray memory, INDArray valueWeight) {
      return compare(weights, compare(memory, valueWeight).permute(0, 2, 1));
    }

    @Override
    public INDArray pointing(INDArray weights, int columns) {
      long rows = weights.size(2) / columns;
      INDArray grid = weights.dup().reshape(weights.size(0), weights.size(1), rows, columns);
      INDArray row = Nd4j.argMax(grid.max(3), 2); // of each row's heaviest cell
      INDArray column = Nd4j.argMax(grid.max(2), 2);
      return Nd4j.stack(2, row.castTo(weights.dataType()), column.castTo(weights.dataType()));
    }

    @Override
    public INDArray memoryGradient(
        INDArray query,
        INDArray queryWeight,
        INDArray keyWeight,
        INDArray valueWeight,
        INDArray weights,
        INDArray scoresGradient,
        INDArray outputGradient) {
      // What each query brings to the memory's width, then mixed by the columns of dS and A.
      INDArray byKeys = compare(compare(query, queryWeight), keyWeight.transpose());
      INDArray byValues = compare(outputGradient, valueWeight.transpose());
      INDArray scaled = scoresGradient.div(Math.sqrt(keyWeight.size(0)));
      return compare(scaled.permute(0, 2, 1), byKeys.permute(0, 2, 1))
          .add(compare(weights.permute(0, 2, 1), byValues.permute(0, 2, 1)));
    }
  }
}
