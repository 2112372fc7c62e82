package io.github.attention4j.peers;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Masks in the shape of the scores, 1 = may attend. */
final class Masks {

  private Masks() {}

  /** Query i may attend to key j when j <= i, both counted from the first, as PyTorch has it. */
  static Tensor causal(long... scoresShape) {
    int queryLength = (int) scoresShape[scoresShape.length - 2];
    int keyLength = (int) scoresShape[scoresShape.length - 1];
    double[] square = new double[queryLength * keyLength];
    for (int query = 0; query < queryLength; query++) {
      for (int key = 0; key < keyLength; key++) {
        square[query * keyLength + key] = key <= query ? 1 : 0;
      }
    }
    return Tensors.of(square, queryLength, keyLength).expand(scoresShape);
  }

  /** Sequence b of the batch has lengths[b] real keys; the others are padding. */
  static Tensor padding(int[] lengths, long... scoresShape) {
    int keyLength = (int) scoresShape[scoresShape.length - 1];
    double[] real = new double[lengths.length * keyLength];
    for (int sequence = 0; sequence < lengths.length; sequence++) {
      Arrays.fill(real, sequence * keyLength, sequence * keyLength + lengths[sequence], 1);
    }
    long[] aligned = scoresShape.clone();
    Arrays.fill(aligned, 1, aligned.length - 1, 1);
    return Tensors.of(real, aligned).expand(scoresShape);
  }

  /** A mask written out row by row, such as "110 011". */
  static Tensor of(String zerosAndOnes, long... scoresShape) {
    double[] values = zerosAndOnes.replace(" ", "").chars().mapToDouble(c -> c - '0').toArray();
    return Tensors.of(values, scoresShape);
  }

  /** Lengths as they stand on a case's line. */
  static String text(int[] lengths) {
    return Arrays.stream(lengths).mapToObj(Integer::toString).collect(Collectors.joining(","));
  }

  /** The mask as booleans, true = may attend. */
  static Tensor allowed(Tensor mask) {
    return mask.to(torch.ScalarType.Bool);
  }

  /** The opposite of the mask as booleans, true = may not attend. */
  static Tensor forbidden(Tensor mask) {
    return mask.eq(Tensors.scalar(0));
  }
}
