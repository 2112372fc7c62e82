package io.github.attention4j.solutions.lesson06;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.exercises.lesson06.MultiHeadTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Answers as right as the reference answer, though computed otherwise: all earn every point. */
final class OtherWays {

  private OtherWays() {}

  /** One number at a time. */
  static final class Loops implements MultiHeadTask {

    private interface Rule {
      double at(int[] index);
    }

    private static INDArray fill(INDArray like, Rule rule, long... shape) {
      INDArray result = Nd4j.create(like.dataType(), shape);
      int[] index = new int[shape.length];
      for (long i = 0; i < result.length(); i++) {
        result.putScalar(index, rule.at(index));
        for (int axis = shape.length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--) {
          index[axis] = 0;
        }
      }
      return result;
    }

    @Override
    public INDArray splitHeads(INDArray input, int heads) {
      long headDim = input.size(2) / heads;
      return fill(
          input,
          i -> input.getDouble(i[0], i[2], i[1] * headDim + i[3]),
          input.size(0),
          heads,
          input.size(1),
          headDim);
    }

    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      return fill(
          query,
          i -> {
            double sum = 0;
            double mixed = 0;
            for (int j = 0; j < key.size(2); j++) {
              double dot = 0;
              for (int d = 0; d < key.size(3); d++) {
                dot += query.getDouble(i[0], i[1], i[2], d) * key.getDouble(i[0], i[1], j, d);
              }
              double exp = Math.exp(dot / Math.sqrt(key.size(3)));
              sum += exp;
              mixed += exp * value.getDouble(i[0], i[1], j, i[3]);
            }
            return mixed / sum;
          },
          query.shape());
    }

    @Override
    public INDArray mergeHeads(INDArray outputs) {
      int headDim = (int) outputs.size(3);
      return fill(
          outputs,
          i -> outputs.getDouble(i[0], i[2] / headDim, i[1], i[2] % headDim),
          outputs.size(0),
          outputs.size(2),
          outputs.size(1) * headDim);
    }

    @Override
    public INDArray project(INDArray merged, INDArray weight, INDArray bias) {
      return fill(
          merged,
          i -> {
            double sum = bias.getDouble(i[2]);
            for (int f = 0; f < weight.size(1); f++) {
              sum += merged.getDouble(i[0], i[1], f) * weight.getDouble(i[2], f);
            }
            return sum;
          },
          merged.size(0),
          merged.size(1),
          weight.size(0));
    }

    @Override
    public INDArray sumOverHeads(INDArray outputs, INDArray weight, INDArray bias) {
      return project(mergeHeads(outputs), weight, bias);
    }

    @Override
    public long parameterCount(int modelDim, int heads, int headDim, boolean bias) {
      long count = 0;
      for (int projection = 0; projection < 4; projection++) {
        long inputs = projection < 3 ? modelDim : (long) heads * headDim;
        long outputs = projection < 3 ? (long) heads * headDim : modelDim;
        count += (inputs + (bias ? 1 : 0)) * outputs;
      }
      return count;
    }
  }

  /** Takes the heads out one by one and puts them together by concat. */
  static final class OtherOrder implements MultiHeadTask {

    @Override
    public INDArray splitHeads(INDArray input, int heads) {
      long headDim = input.size(2) / heads;
      INDArray[] parts = new INDArray[heads];
      for (int head = 0; head < heads; head++) {
        parts[head] = input.get(all(), all(), interval(head * headDim, (head + 1) * headDim));
      }
      return Nd4j.stack(1, parts);
    }

    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      // Batch and heads as one axis, as before Nd4j.matmul knew rank 4.
      INDArray scores = Nd4j.matmul(flat(query), flat(key).permute(0, 2, 1));
      INDArray scaled = scores.mul(Math.pow(query.size(3), -0.5));
      INDArray exps = Transforms.exp(scaled.sub(scaled.max(true, 2)));
      INDArray mixed = Nd4j.matmul(exps, flat(value)).div(exps.sum(true, 2)); // divided last
      return mixed.reshape(query.shape());
    }

    private static INDArray flat(INDArray heads) {
      return heads.reshape(heads.size(0) * heads.size(1), heads.size(2), heads.size(3));
    }

    @Override
    public INDArray mergeHeads(INDArray outputs) {
      INDArray[] parts = new INDArray[(int) outputs.size(1)];
      for (int head = 0; head < parts.length; head++) {
        parts[head] = part(outputs, head);
      }
      return Nd4j.concat(2, parts);
    }

    private static INDArray part(INDArray outputs, int head) {
      INDArray one = outputs.get(all(), interval(head, head + 1), all(), all());
      return one.reshape(outputs.size(0), outputs.size(2), outputs.size(3));
    }

    @Override
    public INDArray project(INDArray merged, INDArray weight, INDArray bias) {
      INDArray rows = merged.reshape(merged.size(0) * merged.size(1), merged.size(2));
      INDArray columns = weight.mmul(rows.transpose()); // (Do, B * T)
      INDArray output = columns.addColumnVector(bias.reshape(bias.size(0), 1)).transpose();
      return output.reshape(merged.size(0), merged.size(1), weight.size(0));
    }

    @Override
    public INDArray sumOverHeads(INDArray outputs, INDArray weight, INDArray bias) {
      // Of a view, ND4J's get may find nothing, hence the copy.
      INDArray byHead = weight.dup().reshape(weight.size(0), outputs.size(1), outputs.size(3));
      INDArray none = bias.mul(0);
      INDArray sum = project(part(outputs, 0), columns(byHead, 0), bias);
      for (int head = 1; head < outputs.size(1); head++) {
        sum = sum.add(project(part(outputs, head), columns(byHead, head), none));
      }
      return sum;
    }

    private static INDArray columns(INDArray byHead, int head) {
      INDArray one = byHead.get(all(), interval(head, head + 1), all());
      return one.reshape(byHead.size(0), byHead.size(2));
    }

    @Override
    public long parameterCount(int modelDim, int heads, int headDim, boolean bias) {
      long ofHead = 4L * modelDim * headDim + (bias ? 3L * headDim : 0);
      return heads * ofHead + (bias ? modelDim : 0);
    }
  }

  /** Broadcasts to one axis more and sums it away, as einsum is defined. */
  static final class Broadcast implements MultiHeadTask {

    @Override
    public INDArray splitHeads(INDArray input, int heads) {
      long headDim = input.size(2) / heads;
      INDArray turned = input.permute(0, 2, 1); // (B, H*D, T)
      return turned
          .dup('c')
          .reshape(input.size(0), heads, headDim, input.size(1))
          .permute(0, 1, 3, 2);
    }

    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      long[] q = query.shape();
      long[] k = key.shape();
      INDArray queries = query.reshape(q[0], q[1], q[2], 1, q[3]);
      INDArray keys = key.reshape(k[0], k[1], 1, k[2], k[3]);
      INDArray values = value.reshape(k[0], k[1], 1, k[2], k[3]);
      INDArray exps = Transforms.exp(queries.mul(keys).sum(true, 4).div(Math.sqrt(q[3])));
      INDArray weights = exps.div(exps.sum(true, 3)); // (B, H, Tq, Tk, 1)
      return weights.mul(values).sum(3);
    }

    @Override
    public INDArray mergeHeads(INDArray outputs) {
      INDArray turned = outputs.permute(0, 1, 3, 2).dup('c'); // (B, H, D, T)
      return turned
          .reshape(outputs.size(0), outputs.size(1) * outputs.size(3), outputs.size(2))
          .permute(0, 2, 1);
    }

    @Override
    public INDArray project(INDArray merged, INDArray weight, INDArray bias) {
      INDArray every = merged.reshape(merged.size(0), merged.size(1), 1, merged.size(2));
      INDArray rows = weight.reshape(1, 1, weight.size(0), weight.size(1));
      return every.mul(rows).sum(3).add(bias.reshape(1, 1, bias.size(0)));
    }

    @Override
    public INDArray sumOverHeads(INDArray outputs, INDArray weight, INDArray bias) {
      long[] o = outputs.shape();
      INDArray every = outputs.reshape(o[0], o[1], o[2], 1, o[3]);
      INDArray rows =
          weight
              .reshape(weight.size(0), o[1], o[3])
              .permute(1, 0, 2)
              .dup('c')
              .reshape(1, o[1], 1, weight.size(0), o[3]);
      return every.mul(rows).sum(4).sum(1).add(bias.reshape(1, 1, bias.size(0)));
    }

    @Override
    public long parameterCount(int modelDim, int heads, int headDim, boolean bias) {
      long more = bias ? 1 : 0;
      return (3 * (modelDim + more) + modelDim) * heads * headDim + more * modelDim;
    }
  }
}
