package io.github.attention4j.solutions.lesson12;

import io.github.attention4j.datasets.Shelves;
import io.github.attention4j.exercises.lesson12.CaptionExperiment;
import io.github.attention4j.exercises.lesson12.SceneTeller;
import io.github.attention4j.solutions.Caught;
import io.github.attention4j.solutions.Remembered;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Catalogue of wrong answers: models of the experiment that do not prove its point. */
final class WrongSceneTellers {

  private WrongSceneTellers() {}

  /** The page's models, trained once for all; what is wrong is made of what they answer. */
  abstract static class Trained implements SceneTeller {
    static final SceneTeller RIGHT = new CaptionExperiment();
    private static final SceneTeller KNOWN = Remembered.of(SceneTeller.class, RIGHT);

    @Override
    public INDArray tell(INDArray pictures) {
      return KNOWN.tell(pictures);
    }

    @Override
    public INDArray weights(INDArray pictures, INDArray captions) {
      return KNOWN.weights(pictures, captions);
    }

    @Override
    public INDArray tellByLinearScore(INDArray pictures) {
      return KNOWN.tellByLinearScore(pictures);
    }

    @Override
    public INDArray linearWeights(INDArray pictures, INDArray captions) {
      return KNOWN.linearWeights(pictures, captions);
    }
  }

  @Caught(
      in = {"12.e1", "12.e4"},
      as = "every picture is given the same caption")
  static final class OneCaption extends Trained {
    @Override
    public INDArray tell(INDArray pictures) {
      INDArray written = super.tell(pictures);
      return Nd4j.zerosLike(written).addiRowVector(written.getRow(0));
    }
  }

  @Caught(
      in = {"12.e1", "12.e4"},
      as = "the start is written as well")
  static final class StartWritten extends Trained {
    @Override
    public INDArray tell(INDArray pictures) {
      INDArray written = super.tell(pictures);
      INDArray start = Nd4j.ones(written.dataType(), written.size(0), 1);
      INDArray others =
          written.get(NDArrayIndex.all(), NDArrayIndex.interval(0, written.size(1) - 1)).dup();
      return Nd4j.concat(1, start, others);
    }
  }

  @Caught(
      in = {"12.e1", "12.e4"},
      as = "no caption ends")
  static final class Endless extends Trained {
    @Override
    public INDArray tell(INDArray pictures) {
      INDArray written = super.tell(pictures);
      INDArray isEnd = written.eq(2).castTo(written.dataType());
      return written.sub(isEnd.mul(2)); // padding in the place of the end
    }
  }

  @Caught(
      in = {"12.e1", "12.e4"},
      as = "named from the bottom up")
  static final class BottomUp extends Trained {
    @Override
    public INDArray tell(INDArray pictures) {
      INDArray written = super.tell(pictures);
      INDArray turned = written.dup('c');
      for (int i = 0; i < written.size(0); i++) {
        List<String> words = Shelves.words(written.getRow(i).dup());
        List<String> upwards = new ArrayList<>();
        for (int thing = (words.size() + 1) / 3 - 1; thing >= 0; thing--) {
          upwards.addAll(words.subList(3 * thing, 3 * thing + 2));
          upwards.add(thing > 0 ? "and" : Shelves.END);
        }
        for (int t = 0; t < upwards.size(); t++) {
          turned.putScalar(i, t, Shelves.WORDS.indexOf(upwards.get(t)));
        }
      }
      return turned;
    }
  }

  /** The other way round a map may be right: "and" often looks at the next thing already. */
  @Caught(in = "12.e2", as = "the map is right, but one row off")
  static final class OneRowOff extends Trained {
    @Override
    public INDArray weights(INDArray pictures, INDArray captions) {
      INDArray weights = super.weights(pictures, captions);
      INDArray moved = weights.dup('c');
      long rows = weights.size(1);
      moved
          .get(NDArrayIndex.all(), NDArrayIndex.interval(0, rows - 1), NDArrayIndex.all())
          .assign(
              weights.get(NDArrayIndex.all(), NDArrayIndex.interval(1, rows), NDArrayIndex.all()));
      return moved;
    }
  }

  @Caught(in = "12.e2", as = "every word looks at all places alike")
  static final class Even extends Trained {
    @Override
    public INDArray weights(INDArray pictures, INDArray captions) {
      return Nd4j.onesLike(super.weights(pictures, captions)).divi(16);
    }
  }

  @Caught(in = "12.e2", as = "the weights are the same for every word")
  static final class MapOfTheLinearScore extends Trained {
    @Override
    public INDArray weights(INDArray pictures, INDArray captions) {
      return linearWeights(pictures, captions);
    }
  }

  @Caught(in = "12.e2", as = "expected [300, 12, 16]")
  static final class Turned extends Trained {
    @Override
    public INDArray weights(INDArray pictures, INDArray captions) {
      return super.weights(pictures, captions).permute(0, 2, 1).dup('c');
    }
  }

  @Caught(in = "12.e3", as = "here the state counts")
  static final class TanhLeftIn extends Trained {
    @Override
    public INDArray linearWeights(INDArray pictures, INDArray captions) {
      return weights(pictures, captions);
    }
  }

  @Caught(in = "12.e4", as = "both write alike")
  static final class BothAdditive extends Trained {
    @Override
    public INDArray tellByLinearScore(INDArray pictures) {
      return tell(pictures);
    }
  }

  @Caught(in = "12.e4", as = "the linear model cannot do anything")
  static final class Untrained extends Trained {
    @Override
    public INDArray tellByLinearScore(INDArray pictures) {
      return super.tellByLinearScore(pictures).mul(0).add(3);
    }
  }
}
