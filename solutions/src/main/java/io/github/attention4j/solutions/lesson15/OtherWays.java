package io.github.attention4j.solutions.lesson15;

import io.github.attention4j.exercises.lesson15.TextAndPictureTask;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.solutions.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Answers as right as the reference answer, though computed otherwise: all earn every point. */
final class OtherWays {

  private OtherWays() {}

  /** One number at a time. */
  static final class Loops implements TextAndPictureTask {

    @Override
    public INDArray similarities(INDArray pictures, INDArray texts, double t) {
      INDArray result = Nd4j.create(pictures.dataType(), pictures.size(0), texts.size(0));
      for (long i = 0; i < pictures.size(0); i++) {
        for (long j = 0; j < texts.size(0); j++) {
          double lengths = dot(pictures, i, pictures, i) * dot(texts, j, texts, j);
          double cosine = dot(pictures, i, texts, j) / Math.sqrt(lengths);
          result.putScalar(i, j, cosine * Math.exp(t));
        }
      }
      return result;
    }

    private static double dot(INDArray left, long i, INDArray right, long j) {
      return Numbers.sum(left.size(1), d -> left.getDouble(i, d) * right.getDouble(j, d));
    }

    @Override
    public double loss(INDArray similarities) {
      int pairs = (int) similarities.size(0);
      double sum = 0;
      for (int i = 0; i < pairs; i++) {
        int own = i;
        sum += logOfSum(pairs, j -> similarities.getDouble(own, j));
        sum += logOfSum(pairs, j -> similarities.getDouble(j, own));
        sum -= 2 * similarities.getDouble(i, i);
      }
      return sum / 2 / pairs;
    }

    private static double logOfSum(int length, IntToDoubleFunction number) {
      double top = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < length; i++) {
        top = Math.max(top, number.applyAsDouble(i));
      }
      double sum = 0;
      for (int i = 0; i < length; i++) {
        sum += Math.exp(number.applyAsDouble(i) - top);
      }
      return top + Math.log(sum);
    }

    @Override
    public INDArray gradient(INDArray similarities) {
      int pairs = (int) similarities.size(0);
      INDArray gradient = Nd4j.create(similarities.dataType(), pairs, pairs);
      for (int i = 0; i < pairs; i++) {
        for (int j = 0; j < pairs; j++) {
          int row = i;
          int column = j;
          double s = similarities.getDouble(i, j);
          double inRow = Math.exp(s - logOfSum(pairs, n -> similarities.getDouble(row, n)));
          double inColumn = Math.exp(s - logOfSum(pairs, n -> similarities.getDouble(n, column)));
          double right = i == j ? 1 : 0;
          gradient.putScalar(i, j, (inRow - right + inColumn - right) / 2 / pairs);
        }
      }
      return gradient;
    }

    @Override
    public INDArray recall(INDArray similarities, int k) {
      INDArray recall = Nd4j.zeros(similarities.dataType(), 2);
      long pairs = similarities.size(0);
      for (long i = 0; i < pairs; i++) {
        double right = similarities.getDouble(i, i);
        long before = 0;
        long above = 0;
        for (long j = 0; j < pairs; j++) {
          before += j != i && similarities.getDouble(i, j) >= right ? 1 : 0;
          above += j != i && similarities.getDouble(j, i) >= right ? 1 : 0;
        }
        recall.putScalar(0, recall.getDouble(0) + (before < k ? 1.0 / pairs : 0));
        recall.putScalar(1, recall.getDouble(1) + (above < k ? 1.0 / pairs : 0));
      }
      return recall;
    }
  }

  /** Sorts, and asks ND4J's own softmax where the largest number is 0 already. */
  static final class Sorted implements TextAndPictureTask {

    @Override
    public INDArray similarities(INDArray pictures, INDArray texts, double t) {
      INDArray dots = Nd4j.gemm(pictures.dup('c'), texts.dup('c'), false, true);
      INDArray ofPictures = pictures.mul(pictures).sum(1);
      INDArray ofTexts = texts.mul(texts).sum(1);
      return dots.divColumnVector(Transforms.sqrt(ofPictures).div(Math.exp(t)))
          .divRowVector(Transforms.sqrt(ofTexts));
    }

    private static INDArray softmax(INDArray s, int axis) {
      return Nd4j.nn().softmax(s.sub(s.max(true, axis)), axis);
    }

    /**
     * From 0 along the gradient's line would be long: the exps that are left, and the rest apart.
     */
    @Override
    public double loss(INDArray similarities) {
      return (half(similarities, 1) + half(similarities, 0)) / 2;
    }

    private static double half(INDArray s, int axis) {
      INDArray top = s.max(true, axis);
      INDArray sums = Transforms.exp(s.sub(top)).sum(true, axis);
      double all = top.add(Transforms.log(sums)).sumNumber().doubleValue();
      return (all - Nd4j.diag(s.dup('c')).sumNumber().doubleValue()) / s.size(0);
    }

    @Override
    public INDArray gradient(INDArray similarities) {
      INDArray eye = Nd4j.eye(similarities.size(0)).castTo(similarities.dataType());
      INDArray rows = softmax(similarities, 1).sub(eye);
      INDArray columns = softmax(similarities, 0).sub(eye);
      return rows.add(columns).mul(0.5 / similarities.size(0));
    }

    @Override
    public INDArray recall(INDArray similarities, int k) {
      double[][] s = similarities.dup('c').toDoubleMatrix();
      double[][] turned = similarities.transpose().dup('c').toDoubleMatrix();
      return Nd4j.create(new double[] {found(s, k), found(turned, k)})
          .castTo(similarities.dataType());
    }

    private static double found(double[][] s, int k) {
      List<Integer> hits = new ArrayList<>();
      for (int i = 0; i < s.length; i++) {
        double[] row = s[i].clone();
        Arrays.sort(row); // the largest last
        int next = row.length - 1 - k;
        if (next < 0 || s[i][i] > row[next]) {
          hits.add(i);
        }
      }
      return (double) hits.size() / s.length;
    }
  }

  /** Leaves as much as it can to the library, the gradient to its tape. */
  static final class ByLibrary implements TextAndPictureTask {

    private static Tensor unit(TapeOps ops, INDArray embeddings) {
      Tensor x = ops.constant(embeddings.dup('c'));
      return ops.multiply(x, ops.power(ops.sum(ops.multiply(x, x), 1), -0.5));
    }

    @Override
    public INDArray similarities(INDArray pictures, INDArray texts, double t) {
      TapeOps ops = TapeOps.create();
      Tensor cosines = ops.matmulTransposed(unit(ops, pictures), unit(ops, texts));
      return ops.scale(cosines, Math.exp(t)).array();
    }

    private static Tensor loss(TapeOps ops, Tensor s) {
      long pairs = ops.shape(s).size(0);
      Tensor labels = ops.constant(Nd4j.arange(pairs).castTo(ops.shape(s).type()));
      Tensor ofPictures = ops.mean(ops.crossEntropy(s, labels), 0);
      Tensor ofTexts = ops.mean(ops.crossEntropy(ops.permute(s, 1, 0), labels), 0);
      return ops.scale(ops.add(ofPictures, ofTexts), 0.5);
    }

    @Override
    public double loss(INDArray similarities) {
      TapeOps ops = TapeOps.create();
      return loss(ops, ops.constant(similarities.dup('c'))).array().getDouble(0);
    }

    @Override
    public INDArray gradient(INDArray similarities) {
      TapeOps ops = TapeOps.create();
      Tensor s = ops.variable(similarities.dup('c'));
      return ops.backward(ops.squeeze(loss(ops, s), 0)).of(s);
    }

    @Override
    public INDArray recall(INDArray similarities, int k) {
      return new Loops().recall(similarities, k);
    }
  }
}
