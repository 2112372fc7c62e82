package io.github.attention4j.solutions.lesson14;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Right answers that go other ways. */
final class OtherWays {

  private OtherWays() {}

  /** Columns moved by concatenation, runs counted in maps, the best word looked for K times. */
  static final class StepByStep extends SequenceToSequence {

    @Override
    public INDArray told(INDArray target, int start) {
      INDArray front = Nd4j.valueArrayOf(new long[] {target.size(0), 1}, start, target.dataType());
      INDArray told = Nd4j.concat(1, front, target.dup('c'));
      INDArray result = target.like();
      for (int i = 0; i < target.size(0); i++) {
        for (int j = 0; j < target.size(1); j++) {
          result.putScalar(i, j, target.getDouble(i, j) > 0 ? told.getDouble(i, j) : 0);
        }
      }
      return result;
    }

    @Override
    public double bleu(INDArray candidate, INDArray reference, int longest) {
      double logs = 0;
      for (int n = 1; n <= longest; n++) {
        Map<String, Integer> allowed = counts(reference, n);
        double matches = 0;
        for (Map.Entry<String, Integer> run : counts(candidate, n).entrySet()) {
          matches += Math.min(run.getValue(), allowed.getOrDefault(run.getKey(), 0));
        }
        if (matches == 0) {
          return 0;
        }
        logs += Math.log(matches / (candidate.length() - n + 1)) / longest;
      }
      double shorter = (double) reference.length() / candidate.length();
      return Math.exp(logs + (shorter > 1 ? 1 - shorter : 0));
    }

    private static Map<String, Integer> counts(INDArray words, int n) {
      Map<String, Integer> counts = new HashMap<>();
      for (int i = 0; i + n <= words.length(); i++) {
        StringBuilder run = new StringBuilder();
        for (int j = i; j < i + n; j++) {
          run.append(words.getInt(j)).append(' ');
        }
        counts.merge(run.toString(), 1, Integer::sum);
      }
      return counts;
    }

    @Override
    public INDArray beamStep(INDArray scores, INDArray next) {
      double[][] sums = next.addColumnVector(scores.reshape(-1, 1)).toDoubleMatrix();
      INDArray kept = Nd4j.zeros(scores.dataType(), sums.length, 3);
      for (int row = 0; row < sums.length; row++) {
        int beginning = 0;
        int word = 0;
        for (int k = 0; k < sums.length; k++) {
          for (int v = 0; v < sums[k].length; v++) {
            if (sums[k][v] > sums[beginning][word]) {
              beginning = k;
              word = v;
            }
          }
        }
        kept.putScalar(row, 0, beginning);
        kept.putScalar(row, 1, word);
        kept.putScalar(row, 2, sums[beginning][word]);
        sums[beginning][word] = Double.NEGATIVE_INFINITY;
      }
      return kept;
    }
  }

  /** Pads one column in front, counts runs as numbers to a base, sorts all with ND4J. */
  static final class Padded extends SequenceToSequence {
    private static final int BASE = 1000; // larger than any word's number

    @Override
    public INDArray told(INDArray target, int start) {
      INDArray told = Nd4j.pad(target.dup('c'), new int[][] {{0, 0}, {1, 0}});
      INDArray shorter =
          told.get(NDArrayIndex.all(), NDArrayIndex.interval(0, target.size(1))).dup('c');
      shorter.putColumn(0, shorter.getColumn(0).add(start));
      return shorter.mul(target.neq(0).castTo(target.dataType()));
    }

    @Override
    public double bleu(INDArray candidate, INDArray reference, int longest) {
      double[] shares = new double[longest];
      for (int n = 1; n <= longest; n++) {
        long[] runs = runs(candidate, n);
        long[] right = runs(reference, n);
        int matches = 0;
        for (long run : LongStream.of(runs).distinct().toArray()) {
          matches += (int) Math.min(count(runs, run), count(right, run));
        }
        shares[n - 1] = matches / Math.max(1.0, runs.length);
      }
      double mean = Math.pow(DoubleStream.of(shares).reduce(1, (a, b) -> a * b), 1.0 / longest);
      return candidate.length() > reference.length()
          ? mean
          : mean * Math.exp(1 - (double) reference.length() / candidate.length());
    }

    private static long count(long[] runs, long run) {
      return LongStream.of(runs).filter(other -> other == run).count();
    }

    private static long[] runs(INDArray words, int n) {
      return LongStream.rangeClosed(0, words.length() - n)
          .map(
              from ->
                  LongStream.range(from, from + n)
                      .reduce(0, (a, at) -> a * BASE + words.getInt((int) at)))
          .toArray();
    }

    @Override
    public INDArray beamStep(INDArray scores, INDArray next) {
      INDArray sums = next.dup('c').addColumnVector(scores.reshape(-1, 1)); // (K, V)
      INDArray flat = sums.reshape(1, -1).dup('c');
      INDArray kept = Nd4j.zeros(scores.dataType(), scores.length(), 3);
      for (int row = 0; row < scores.length(); row++) {
        int best = flat.argMax(1).getInt(0);
        kept.putScalar(row, 0, best / next.size(1));
        kept.putScalar(row, 1, best % next.size(1));
        kept.putScalar(row, 2, flat.getDouble(0, best));
        flat.putScalar(0, best, -1e30);
      }
      return kept;
    }
  }

  /** Java's arrays from beginning to end. */
  static final class InArrays extends SequenceToSequence {

    @Override
    public INDArray told(INDArray target, int start) {
      double[][] told = target.castTo(DataType.DOUBLE).toDoubleMatrix();
      for (double[] row : told) {
        double before = start;
        for (int j = 0; j < row.length && row[j] > 0; j++) {
          double word = row[j];
          row[j] = before;
          before = word;
        }
      }
      return Nd4j.create(told).castTo(target.dataType());
    }

    @Override
    public INDArray beamStep(INDArray scores, INDArray next) {
      PriorityQueue<Candidate> queue =
          new PriorityQueue<>(Comparator.comparingDouble(candidate -> -candidate.score()));
      for (int k = 0; k < scores.length(); k++) {
        for (int v = 0; v < next.size(1); v++) {
          queue.add(new Candidate(k, v, scores.getDouble(k) + next.getDouble(k, v)));
        }
      }
      double[][] kept = new double[(int) scores.length()][];
      for (int row = 0; row < kept.length; row++) {
        Candidate best = queue.remove();
        kept[row] = new double[] {best.beginning(), best.word(), best.score()};
      }
      return Nd4j.create(kept).castTo(scores.dataType());
    }
  }
}
