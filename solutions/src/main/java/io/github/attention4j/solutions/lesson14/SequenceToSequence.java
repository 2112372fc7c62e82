package io.github.attention4j.solutions.lesson14;

import io.github.attention4j.exercises.lesson14.SequenceToSequenceTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Reference answer of lesson 14. */
public class SequenceToSequence implements SequenceToSequenceTask {

  @Override
  public INDArray told(INDArray target, int start) {
    INDArray told = Nd4j.valueArrayOf(target.shape(), start, target.dataType());
    long places = target.size(1);
    if (places > 1) {
      told.get(NDArrayIndex.all(), NDArrayIndex.interval(1, places))
          .assign(target.get(NDArrayIndex.all(), NDArrayIndex.interval(0, places - 1)));
    }
    return told.mul(target.gt(0).castTo(target.dataType()));
  }

  @Override
  public double bleu(INDArray candidate, INDArray reference, int longest) {
    double product = 1;
    for (int n = 1; n <= longest; n++) {
      List<List<Integer>> runs = runs(candidate, n);
      List<List<Integer>> left = new ArrayList<>(runs(reference, n));
      double matches = runs.stream().filter(left::remove).count(); // each of them matches once
      product *= runs.isEmpty() ? 0 : matches / runs.size();
    }
    double penalty = Math.exp(1 - (double) reference.length() / candidate.length());
    return Math.min(1, penalty) * Math.pow(product, 1.0 / longest);
  }

  private static List<List<Integer>> runs(INDArray words, int n) {
    List<Integer> numbers = Arrays.stream(words.toIntVector()).boxed().toList();
    return IntStream.rangeClosed(0, numbers.size() - n)
        .mapToObj(i -> numbers.subList(i, i + n))
        .toList();
  }

  @Override
  public INDArray beamStep(INDArray scores, INDArray next) {
    int beginnings = (int) next.size(0);
    int words = (int) next.size(1);
    INDArray sums = next.addColumnVector(scores.reshape(beginnings, 1));
    List<Integer> best =
        IntStream.range(0, beginnings * words)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -sums.getDouble(i / words, i % words)))
            .limit(beginnings)
            .toList();
    INDArray kept = Nd4j.zeros(scores.dataType(), beginnings, 3);
    for (int row = 0; row < beginnings; row++) {
      int beginning = best.get(row) / words;
      int word = best.get(row) % words;
      kept.putScalar(row, 0, beginning);
      kept.putScalar(row, 1, word);
      kept.putScalar(row, 2, sums.getDouble(beginning, word));
    }
    return kept;
  }
}
