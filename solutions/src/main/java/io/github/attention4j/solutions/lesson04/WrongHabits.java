package io.github.attention4j.solutions.lesson04;

import io.github.attention4j.solutions.Caught;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: what goes wrong in any step, with axes, memory and calls. */
final class WrongHabits {

  private WrongHabits() {}

  @Caught(in = "04.1", as = "axes of length 1 are lost")
  static final class Squeezed extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      INDArray scores = super.scores(query, key);
      long[] longer = Arrays.stream(scores.shape()).filter(length -> length > 1).toArray();
      return scores.reshape(longer);
    }
  }

  @Caught(in = "04.1", as = "the axis B (axis 0) is lost")
  static final class BatchOfOneLost extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      INDArray scores = super.scores(query, key);
      return query.size(0) == 1 ? scores.slice(0).dup() : scores;
    }
  }

  @Caught(in = "04.1", as = "kept from call to call")
  static final class AddedUp extends ScaledDotProduct {
    private final Map<String, INDArray> sums = new HashMap<>();

    @Override
    public INDArray scores(INDArray query, INDArray key) {
      INDArray scores = super.scores(query, key);
      String shapes = Arrays.toString(scores.shape());
      sums.merge(shapes, scores, INDArray::add);
      return sums.get(shapes);
    }
  }

  @Caught(in = "04.3", as = "kept from call to call")
  static final class Remembered extends ScaledDotProduct {
    private final Map<String, INDArray> outputs = new HashMap<>();

    @Override
    public INDArray output(INDArray weights, INDArray value) {
      String shapes = Arrays.toString(weights.shape()) + Arrays.toString(value.shape());
      return outputs.computeIfAbsent(shapes, new1 -> super.output(weights, value));
    }
  }

  @Caught(in = "04.1", as = "views of larger arrays")
  static final class ReadsAllData extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      INDArray copy = query.dup('c');
      if (query.data().length() > query.length()) { // a view of a larger array
        for (long i = 0; i < copy.length(); i++) {
          copy.putScalar(i, query.data().getDouble(i));
        }
      }
      return super.scores(copy, key);
    }
  }

  @Caught(in = "04.5", as = "in 'f' order")
  static final class ReadsColumnsAsRows extends ScaledDotProduct {
    @Override
    public INDArray queryGradient(INDArray scoresGradient, INDArray key) {
      INDArray copy = Nd4j.create(key.dataType(), key.shape());
      for (long i = 0; i < copy.length(); i++) {
        boolean isColumns = key.ordering() == 'f' && key.data().length() == key.length();
        copy.putScalar(i, isColumns ? key.data().getDouble(i) : key.getDouble(i));
      }
      return super.queryGradient(scoresGradient, copy);
    }
  }

  @Caught(in = "04.3", as = "the right numbers in another shape")
  static final class WithoutBatch extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      INDArray output = super.output(weights, value);
      return output.reshape(output.size(0) * output.size(1), output.size(2));
    }
  }

  @Caught(in = "04.3", as = "the axis B (axis 0) is summed away")
  static final class SummedOverBatch extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights, value).sum(0);
    }
  }

  @Caught(in = "04.5", as = "numbers along B (axis 0) are added up")
  static final class BatchAddedUp extends ScaledDotProduct {
    @Override
    public INDArray queryGradient(INDArray scoresGradient, INDArray key) {
      INDArray gradient = super.queryGradient(scoresGradient, key);
      return gradient.mul(0).addi(gradient.sum(true, 0));
    }
  }

  @Caught(in = "04.1", as = "all is right but the last index of B (axis 0)")
  static final class LastExampleForgotten extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      INDArray scores = super.scores(query, key);
      scores.slice(scores.size(0) - 1).assign(0);
      return scores;
    }
  }

  @Caught(in = "04.1", as = "all is right but the last index of Tk (axis 2)")
  static final class LastKeyForgotten extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      INDArray scores = super.scores(query, key);
      for (long i = 0; i < scores.size(1); i++) {
        for (long b = 0; b < scores.size(0); b++) {
          scores.putScalar(b, i, scores.size(2) - 1, 0);
        }
      }
      return scores;
    }
  }

  @Caught(in = "04.3", as = "all is right but the first index of Tq (axis 1)")
  static final class FirstQueryForgotten extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      INDArray output = super.output(weights, value);
      for (long b = 0; b < output.size(0); b++) {
        output.slice(b).slice(0).assign(0);
      }
      return output;
    }
  }

  @Caught(in = "04.3", as = "the order along Tq (axis 1) is reversed")
  static final class Backwards extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      INDArray output = super.output(weights, value);
      INDArray turned = output.dup();
      for (long b = 0; b < output.size(0); b++) {
        for (long i = 0; i < output.size(1); i++) {
          turned.slice(b).slice(i).assign(output.slice(b).slice(output.size(1) - 1 - i));
        }
      }
      return turned;
    }
  }

  @Caught(in = "04.5", as = "numbers of the input 'key' in another shape")
  static final class InputInAnotherShape extends ScaledDotProduct {
    @Override
    public INDArray queryGradient(INDArray scoresGradient, INDArray key) {
      return key.permute(0, 2, 1);
    }
  }

  @Caught(in = "04.3", as = "right numbers stand in the wrong places")
  static final class Scrambled extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      INDArray output = super.output(weights, value);
      return output.permute(0, 2, 1).dup().reshape(output.shape());
    }
  }

  @Caught(in = "04.5", as = "the absolute value of what is expected")
  static final class AbsoluteValues extends ScaledDotProduct {
    @Override
    public INDArray queryGradient(INDArray scoresGradient, INDArray key) {
      return Transforms.abs(super.queryGradient(scoresGradient, key));
    }
  }

  @Caught(in = "04.4", as = "what should be negative is 0")
  static final class CutAtZero extends ScaledDotProduct {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      return Transforms.max(super.scoresGradient(weights, value, outputGradient), 0);
    }
  }

  @Caught(in = "04.5", as = "shifted by the same amount")
  static final class Shifted extends ScaledDotProduct {
    @Override
    public INDArray queryGradient(INDArray scoresGradient, INDArray key) {
      return super.queryGradient(scoresGradient, key).add(0.5);
    }
  }

  @Caught(in = "04.3", as = "1/sqrt(Dv) times the expected")
  static final class FactorOfAnAxis extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights, value).div(Math.sqrt(value.size(2)));
    }
  }

  @Caught(in = "04.3", as = "another number in each trial")
  static final class FactorOfEachTrial extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights, value).mul(value.size(2) + weights.size(1) + 0.5);
    }
  }

  @Caught(in = "04.5", as = "clipped to one bound")
  static final class Clipped extends ScaledDotProduct {
    @Override
    public INDArray queryGradient(INDArray scoresGradient, INDArray key) {
      return Transforms.min(Transforms.max(super.queryGradient(scoresGradient, key), -0.5), 0.5);
    }
  }

  @Caught(in = "04.3", as = "these numbers stand in the input 'value' as they are")
  static final class PartOfTheValues extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return value.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 1), NDArrayIndex.all());
    }
  }

  @Caught(in = "04.3", as = "mmul takes two matrices, and there is an array of 3 axes")
  static final class OneProductForAll extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return weights.mmul(value);
    }
  }
}
