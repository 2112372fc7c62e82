package io.github.attention4j.solutions.lesson17;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 1, the divergence, and step 3, integrated gradients. */
final class WrongExplanations {

  private WrongExplanations() {}

  @Caught(in = "17.1", as = "0 ln 0 counts as 0")
  static final class NoNumber extends Explanations {
    @Override
    public INDArray divergence(INDArray first, INDArray second) {
      INDArray middle = first.add(second).div(2);
      INDArray a = first.mul(Transforms.log(first.div(middle)));
      return a.add(second.mul(Transforms.log(second.div(middle)))).sum(1).div(2);
    }
  }

  @Caught(in = "17.1", as = "the way from the second row to the middle is missing")
  static final class FirstHalf extends Explanations {
    @Override
    public INDArray divergence(INDArray first, INDArray second) {
      return toMiddle(first, second).div(2);
    }
  }

  @Caught(in = "17.1", as = "the way from the first row to the middle is missing")
  static final class SecondHalf extends Explanations {
    @Override
    public INDArray divergence(INDArray first, INDArray second) {
      return toMiddle(second, first).div(2);
    }
  }

  private static INDArray toMiddle(INDArray from, INDArray other) {
    INDArray middle = from.add(other).div(2);
    return from.mul(Transforms.log(from.add(1e-30)).sub(Transforms.log(middle.add(1e-30)))).sum(1);
  }

  @Caught(in = "17.1", as = "twice as much")
  static final class Twice extends Explanations {
    @Override
    public INDArray divergence(INDArray first, INDArray second) {
      return super.divergence(first, second).mul(2);
    }
  }

  @Caught(in = "17.1", as = "the middle is the sum of both rows")
  static final class SumForMiddle extends Explanations {
    @Override
    public INDArray divergence(INDArray first, INDArray second) {
      return super.divergence(first, second).sub(Math.log(2));
    }
  }

  @Caught(in = "17.1", as = "in bits")
  static final class Bits extends Explanations {
    @Override
    public INDArray divergence(INDArray first, INDArray second) {
      return super.divergence(first, second).div(Math.log(2));
    }
  }

  @Caught(in = "17.1", as = "a distance")
  static final class Distance extends Explanations {
    @Override
    public INDArray divergence(INDArray first, INDArray second) {
      return Transforms.sqrt(super.divergence(first, second));
    }
  }

  @Caught(in = "17.1", as = "its sign is turned")
  static final class Turned extends Explanations {
    @Override
    public INDArray divergence(INDArray first, INDArray second) {
      return super.divergence(first, second).neg();
    }
  }

  @Caught(in = "17.1", as = "a mean over the words")
  static final class MeanOverWords extends Explanations {
    @Override
    public INDArray divergence(INDArray first, INDArray second) {
      return super.divergence(first, second).div(first.size(1));
    }
  }

  @Caught(in = "17.1", as = "total variation")
  static final class TotalVariation extends Explanations {
    @Override
    public INDArray divergence(INDArray first, INDArray second) {
      return Transforms.abs(first.sub(second)).sum(1).div(2);
    }
  }

  @Caught(in = "17.3", as = "the slopes are summed")
  static final class Summed extends Explanations {
    @Override
    public INDArray integrated(INDArray slopes, INDArray input, INDArray blank) {
      return super.integrated(slopes, input, blank).mul(slopes.size(0));
    }
  }

  @Caught(in = "17.3", as = "the slopes are multiplied by the input")
  static final class NoBlank extends Explanations {
    @Override
    public INDArray integrated(INDArray slopes, INDArray input, INDArray blank) {
      return slopes.mean(0).mul(input).sum(2);
    }
  }

  @Caught(in = "17.3", as = "the way is missing")
  static final class NoWay extends Explanations {
    @Override
    public INDArray integrated(INDArray slopes, INDArray input, INDArray blank) {
      return slopes.mean(0).sum(2);
    }
  }

  @Caught(in = "17.3", as = "the way is turned round")
  static final class TurnedRound extends Explanations {
    @Override
    public INDArray integrated(INDArray slopes, INDArray input, INDArray blank) {
      return super.integrated(slopes, input, blank).neg();
    }
  }

  @Caught(in = "17.3", as = "the slope of the last piece alone")
  static final class LastPiece extends Explanations {
    @Override
    public INDArray integrated(INDArray slopes, INDArray input, INDArray blank) {
      return slopes.slice(slopes.size(0) - 1).mul(way(input, blank)).sum(2);
    }
  }

  @Caught(in = "17.3", as = "the slope of the first piece alone")
  static final class FirstPiece extends Explanations {
    @Override
    public INDArray integrated(INDArray slopes, INDArray input, INDArray blank) {
      return slopes.slice(0).mul(way(input, blank)).sum(2);
    }
  }

  @Caught(in = "17.3", as = "the length of each word's vector")
  static final class Length extends Explanations {
    @Override
    public INDArray integrated(INDArray slopes, INDArray input, INDArray blank) {
      return slopes.mean(0).mul(way(input, blank)).norm2(2);
    }
  }

  @Caught(in = "17.3", as = "the signs are lost")
  static final class NoSigns extends Explanations {
    @Override
    public INDArray integrated(INDArray slopes, INDArray input, INDArray blank) {
      return Transforms.abs(slopes.mean(0).mul(way(input, blank))).sum(2);
    }
  }

  @Caught(in = "17.3", as = "a mean over D")
  static final class MeanOverNumbers extends Explanations {
    @Override
    public INDArray integrated(INDArray slopes, INDArray input, INDArray blank) {
      return slopes.mean(0).mul(way(input, blank)).mean(2);
    }
  }

  private static INDArray way(INDArray input, INDArray blank) {
    return input.sub(blank.reshape(1, 1, blank.length()));
  }
}
