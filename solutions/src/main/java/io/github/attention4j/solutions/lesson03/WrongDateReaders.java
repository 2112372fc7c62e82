package io.github.attention4j.solutions.lesson03;

import io.github.attention4j.datasets.Dates;
import io.github.attention4j.exercises.lesson03.DateReader;
import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Catalogue of wrong answers: readers of the experiment that do not prove its point. */
final class WrongDateReaders {

  private WrongDateReaders() {}

  /** Right without any training: it knows the grader's texts by heart. */
  abstract static class ByHeart implements DateReader {
    final Dates dates = Dates.unseen(400, -30);

    @Override
    public INDArray read(INDArray texts) {
      return dates.answers();
    }

    @Override
    public INDArray weights(INDArray texts) {
      INDArray spans = dates.spans();
      return spans.div(spans.sum(true, 2).add(1e-9));
    }

    @Override
    public INDArray readWithoutAttention(INDArray texts) {
      return dates.answers().addi(1);
    }
  }

  @Caught(
      in = {"03.e1", "03.e2"},
      as = "expected [400, 8, 29]")
  static final class MapTransposed extends ByHeart {
    @Override
    public INDArray weights(INDArray texts) {
      return super.weights(texts).permute(0, 2, 1);
    }
  }

  @Caught(
      in = {"03.e1", "03.e2"},
      as = "are these scores")
  static final class Scores extends ByHeart {
    @Override
    public INDArray weights(INDArray texts) {
      return super.weights(texts).mul(2).sub(1);
    }
  }

  @Caught(in = "03.e2", as = "attends to nearly all keys alike")
  static final class Uniform extends ByHeart {
    @Override
    public INDArray weights(INDArray texts) {
      return Nd4j.ones(texts.dataType(), 400, 8, 29).divi(29);
    }
  }

  @Caught(in = "03.e2", as = "one and the same key")
  static final class AlwaysTheLast extends ByHeart {
    @Override
    public INDArray weights(INDArray texts) {
      INDArray weights = Nd4j.zeros(texts.dataType(), 400, 8, 29);
      for (int i = 0; i < 400; i++) {
        weights.slice(i).getColumn(28).assign(1);
      }
      return weights;
    }
  }

  @Caught(in = "03.e2", as = "one key too far")
  static final class OneWordFurther extends ByHeart {
    @Override
    public INDArray weights(INDArray texts) {
      INDArray spans = super.weights(texts);
      return Nd4j.concat(
          2,
          spans.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(28, 29)),
          spans.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, 28)));
    }
  }

  @Caught(in = "03.e2", as = "gets too little weight")
  static final class Blunt extends ByHeart {
    @Override
    public INDArray weights(INDArray texts) {
      return super.weights(texts).mul(0.5).add(dates.spans().max(true, 2).mul(0.5 / 29));
    }
  }

  @Caught(
      in = {"03.e3", "03.e4"},
      as = "every text is read as the same date")
  static final class AlwaysTheSame extends ByHeart {
    @Override
    public INDArray read(INDArray texts) {
      INDArray answers = super.read(texts);
      for (int i = 1; i < 400; i++) {
        answers.putRow(i, answers.getRow(0).dup());
      }
      return answers;
    }
  }

  @Caught(
      in = {"03.e3", "03.e4"},
      as = "one place off")
  static final class StartCounted extends ByHeart {
    @Override
    public INDArray read(INDArray texts) {
      INDArray answers = super.read(texts);
      INDArray shifted = answers.dup();
      for (int place = 1; place < 8; place++) {
        shifted.putColumn(place, answers.getColumn(place - 1).dup());
      }
      return shifted;
    }
  }

  @Caught(
      in = {"03.e3", "03.e4"},
      as = "expected [400, 8]: a number for each piece")
  static final class Logits extends ByHeart {
    @Override
    public INDArray read(INDArray texts) {
      return Nd4j.zeros(texts.dataType(), 400, 8, 11);
    }
  }

  @Caught(in = "03.e4", as = "both read alike")
  static final class SameModelTwice extends ByHeart {
    @Override
    public INDArray readWithoutAttention(INDArray texts) {
      return read(texts);
    }
  }
}
