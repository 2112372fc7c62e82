package io.github.attention4j.solutions.lesson07;

import io.github.attention4j.datasets.Scenes;
import io.github.attention4j.exercises.lesson07.SceneExperiment;
import io.github.attention4j.exercises.lesson07.SceneReader;
import io.github.attention4j.solutions.Caught;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: models of the experiment that do not prove its point. */
final class WrongSceneReaders {

  private WrongSceneReaders() {}

  /** The experiment, trained once for all that spoil it. */
  abstract static class Trained implements SceneReader {
    private static final SceneReader MODEL = new SceneExperiment();

    @Override
    public INDArray weights(INDArray pictures, INDArray words) {
      return MODEL.weights(pictures, words);
    }

    @Override
    public INDArray fills(INDArray pictures, INDArray words) {
      return MODEL.fills(pictures, words);
    }

    @Override
    public INDArray fillsWithoutPicture(INDArray words) {
      return MODEL.fillsWithoutPicture(words);
    }
  }

  @Caught(
      in = {"07.e1", "07.e2"},
      as = "the map has shape")
  static final class CellsAsk extends Trained {
    @Override
    public INDArray weights(INDArray pictures, INDArray words) {
      return super.weights(pictures, words).permute(0, 2, 1).dup();
    }
  }

  @Caught(
      in = {"07.e1", "07.e2"},
      as = "are these scores")
  static final class Scores extends Trained {
    @Override
    public INDArray weights(INDArray pictures, INDArray words) {
      return Transforms.log(super.weights(pictures, words).add(1e-6));
    }
  }

  @Caught(
      in = {"07.e1", "07.e2"},
      as = "a row of the map sums to")
  static final class NotNormalised extends Trained {
    @Override
    public INDArray weights(INDArray pictures, INDArray words) {
      return super.weights(pictures, words).mul(2);
    }
  }

  @Caught(in = "07.e2", as = "attend to nearly all cells alike")
  static final class Uniform extends Trained {
    @Override
    public INDArray weights(INDArray pictures, INDArray words) {
      INDArray weights = super.weights(pictures, words);
      return Nd4j.onesLike(weights).div(weights.size(2));
    }
  }

  @Caught(in = "07.e2", as = "column by column")
  static final class ColumnByColumn extends Trained {
    @Override
    public INDArray weights(INDArray pictures, INDArray words) {
      INDArray weights = super.weights(pictures, words);
      return weights
          .reshape('c', weights.size(0), weights.size(1), 4, 4)
          .permute(0, 1, 3, 2)
          .dup('c')
          .reshape('c', weights.shape());
    }
  }

  @Caught(
      in = {"07.e2", "07.e3"},
      as = "look at their shape, in any colour")
  static final class NounsAlone extends Trained {
    @Override
    public INDArray weights(INDArray pictures, INDArray words) {
      return super.weights(pictures, withoutAdjectives(words));
    }

    @Override
    public INDArray fills(INDArray pictures, INDArray words) {
      return super.fills(pictures, withoutAdjectives(words));
    }

    /** Everything is called red. */
    private static INDArray withoutAdjectives(INDArray words) {
      INDArray red = Scenes.words(List.of(List.of("red")));
      INDArray changed = words.dup();
      for (int noun : Scenes.nouns()) {
        changed.getColumn(noun - 1).assign(red.getDouble(0));
      }
      return changed;
    }
  }

  @Caught(in = "07.e3", as = "every noun gets the same answer")
  static final class AlwaysSolid extends Trained {
    @Override
    public INDArray fills(INDArray pictures, INDArray words) {
      INDArray fills = Nd4j.zerosLike(super.fills(pictures, words));
      fills.tensorAlongDimension(0, 0, 1).assign(1);
      return fills;
    }
  }

  @Caught(in = "07.e3", as = "the same for another picture")
  static final class BlindAnswers extends Trained {
    @Override
    public INDArray fills(INDArray pictures, INDArray words) {
      INDArray byWord = words.fmod(4).reshape(words.size(0), words.size(1), 1);
      INDArray difference = byWord.sub(Nd4j.createFromArray(0f, 1, 2, 3).reshape(1, 1, 4));
      return difference.mul(difference).neg(); // the shapes' numbers are 6, 7 and 8
    }
  }

  @Caught(in = "07.e4", as = "does it keep the last picture")
  static final class KeepsThePicture extends Trained {
    private INDArray last;

    @Override
    public INDArray fills(INDArray pictures, INDArray words) {
      last = pictures;
      return super.fills(pictures, words);
    }

    @Override
    public INDArray fillsWithoutPicture(INDArray words) {
      return super.fills(last, words);
    }
  }
}
