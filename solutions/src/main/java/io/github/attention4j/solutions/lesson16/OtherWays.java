package io.github.attention4j.solutions.lesson16;

import io.github.attention4j.exercises.lesson16.AttentionCostTask;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.solutions.Numbers;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Answers as right as the reference answer, though computed otherwise: all earn every point. */
final class OtherWays {

  private OtherWays() {}

  /** One number at a time, every pair counted. */
  static final class Loops implements AttentionCostTask {

    @Override
    public INDArray join(INDArray soFar, INDArray scores, INDArray value) {
      INDArray known = Nd4j.create(soFar.dataType(), soFar.shape());
      for (long i = 0; i < known.size(0); i++) {
        double m = soFar.getDouble(i, 0);
        double larger = m;
        for (long j = 0; j < scores.size(1); j++) {
          larger = Math.max(larger, scores.getDouble(i, j));
        }
        known.putScalar(i, 0, larger);
        for (long column = 1; column < known.size(1); column++) {
          double sum = m < larger ? soFar.getDouble(i, column) * Math.exp(m - larger) : 0;
          sum += m == larger ? soFar.getDouble(i, column) : 0;
          for (long j = 0; j < scores.size(1); j++) {
            double score = scores.getDouble(i, j);
            if (score > Double.NEGATIVE_INFINITY) {
              double exp = Math.exp(score - larger);
              sum += column == 1 ? exp : exp * value.getDouble(j, column - 2);
            }
          }
          known.putScalar(i, column, sum);
        }
      }
      return known;
    }

    /** Key by key, whatever the tile is. */
    @Override
    public INDArray attention(
        INDArray query, INDArray key, INDArray value, int tile, boolean causal) {
      INDArray output = Nd4j.create(query.dataType(), value.shape());
      for (long b = 0; b < query.size(0); b++) {
        for (long i = 0; i < query.size(1); i++) {
          attend(output, query, key, value, b, i, causal ? i + 1 : key.size(1));
        }
      }
      return output;
    }

    /** Query i of an example attends to its first keys. */
    private static void attend(
        INDArray output, INDArray query, INDArray key, INDArray value, long b, long i, long keys) {
      double m = Double.NEGATIVE_INFINITY;
      double l = 0;
      double[] a = new double[(int) value.size(2)];
      for (long j = 0; j < keys; j++) {
        long place = j;
        double dot =
            Numbers.sum(query.size(2), d -> query.getDouble(b, i, d) * key.getDouble(b, place, d));
        double score = dot / Math.sqrt(query.size(2));
        double mend = score > m ? Math.exp(m - score) : 1;
        m = Math.max(m, score);
        double weight = Math.exp(score - m);
        l = l * mend + weight;
        for (int d = 0; d < a.length; d++) {
          a[d] = a[d] * mend + weight * value.getDouble(b, j, d);
        }
      }
      for (int d = 0; d < a.length; d++) {
        output.putScalar(new long[] {b, i, d}, a[d] / l);
      }
    }

    @Override
    public double flops(int length, int dim, int window) {
      return LongStream.range(0, length).map(i -> Math.min(i, window) + 1).sum() * 4 * dim;
    }

    @Override
    public double bytes(int length, int dim, int block, int bytesPerNumber) {
      long numbers = 0;
      for (long first = 0; first < length; first += block) {
        long queries = Math.min(block, length - first);
        numbers += 2 * queries * dim + 2L * length * dim;
      }
      return numbers * bytesPerNumber;
    }

    @Override
    public double seconds(double flops, double bytes, double peak, double bandwidth) {
      double reached = Math.min(peak, flops / bytes * bandwidth); // under the roof
      return flops / reached;
    }

    @Override
    public INDArray decode(
        INDArray pastKey, INDArray pastValue, INDArray query, INDArray key, INDArray value) {
      INDArray keys = AttentionCost.behind(pastKey, key);
      INDArray values = AttentionCost.behind(pastValue, value);
      INDArray output = Nd4j.create(query.dataType(), value.shape());
      long past = keys.size(1) - key.size(1);
      for (long b = 0; b < query.size(0); b++) {
        for (long i = 0; i < query.size(1); i++) {
          attend(output, query, keys, values, b, i, past + i + 1);
        }
      }
      return output;
    }
  }

  /** Leaves as much as it can to the library, which works in tiles of its own. */
  static final class ByLibrary extends AttentionCost {

    private static INDArray output(
        INDArray query, INDArray key, INDArray value, Mask<INDArray> mask) {
      return Attention.scaledDot().output(query.dup('c'), key.dup('c'), value.dup('c'), mask);
    }

    @Override
    public INDArray attention(
        INDArray query, INDArray key, INDArray value, int tile, boolean causal) {
      return output(query, key, value, causal ? Mask.causal() : Mask.all());
    }

    @Override
    public INDArray decode(
        INDArray pastKey, INDArray pastValue, INDArray query, INDArray key, INDArray value) {
      long past = pastKey == null ? 0 : pastKey.size(1);
      return output(query, behind(pastKey, key), behind(pastValue, value), Mask.causal(past));
    }
  }

  /** Two parts are made apart and joined, and positions are decoded one after the other. */
  static final class Apart extends AttentionCost {

    @Override
    public INDArray join(INDArray soFar, INDArray scores, INDArray value) {
      INDArray tile = super.join(nothing(soFar, value), scores, value);
      INDArray known = Nd4j.create(soFar.dataType(), soFar.shape());
      for (long i = 0; i < known.size(0); i++) {
        double m = Math.max(soFar.getDouble(i, 0), tile.getDouble(i, 0));
        known.putScalar(i, 0, m);
        for (long column = 1; column < known.size(1); column++) {
          known.putScalar(i, column, share(soFar, i, column, m) + share(tile, i, column, m));
        }
      }
      return known;
    }

    private static INDArray nothing(INDArray soFar, INDArray value) {
      return AttentionCost.nothing(Nd4j.create(value.dataType(), soFar.size(0), value.size(1)));
    }

    private static double share(INDArray part, long i, long column, double m) {
      double own = part.getDouble(i, 0);
      return own == Double.NEGATIVE_INFINITY ? 0 : part.getDouble(i, column) * Math.exp(own - m);
    }

    /** Keys that may not be seen are not computed: one query after the other. */
    @Override
    public double flops(int length, int dim, int window) {
      double whole = Math.max(0, (double) length - window); // queries with a whole window
      double first = length - whole;
      return 4.0 * dim * (whole * (window + 1.0) + first * (first + 1) / 2);
    }

    @Override
    public double bytes(int length, int dim, int block, int bytesPerNumber) {
      int blocks = (length + block - 1) / block;
      return 2.0 * (1 + blocks) * length * dim * bytesPerNumber;
    }

    @Override
    public double seconds(double flops, double bytes, double peak, double bandwidth) {
      return flops / bytes < peak / bandwidth ? bytes / bandwidth : flops / peak;
    }

    @Override
    public INDArray decode(
        INDArray pastKey, INDArray pastValue, INDArray query, INDArray key, INDArray value) {
      INDArray[] outputs = new INDArray[(int) query.size(1)];
      INDArray keys = pastKey;
      INDArray values = pastValue;
      for (int i = 0; i < outputs.length; i++) {
        keys = behind(keys, position(key, i));
        values = behind(values, position(value, i));
        INDArray dots = Nd4j.matmul(position(query, i), keys.dup('c'), false, true, false);
        INDArray weights = softmax(dots.div(Math.sqrt(query.size(2))));
        outputs[i] = Nd4j.matmul(weights, values.dup('c'));
      }
      return Nd4j.concat(1, outputs);
    }

    private static INDArray position(INDArray tokens, int i) {
      return tokens
          .dup('c')
          .get(NDArrayIndex.all(), NDArrayIndex.interval(i, i + 1), NDArrayIndex.all())
          .dup('c');
    }
  }
}
