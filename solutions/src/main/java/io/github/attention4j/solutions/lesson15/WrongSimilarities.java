package io.github.attention4j.solutions.lesson15;

import static io.github.attention4j.solutions.lesson15.TextAndPicture.unit;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: step 1, the similarities. */
final class WrongSimilarities {

  private WrongSimilarities() {}

  /** The similarities in parts; each entry does one of them otherwise. */
  private abstract static class InParts extends TextAndPicture {

    INDArray picture(INDArray embeddings) {
      return unit(embeddings);
    }

    INDArray text(INDArray embeddings) {
      return unit(embeddings);
    }

    double scale(double t) {
      return Math.exp(t);
    }

    @Override
    public INDArray similarities(INDArray pictures, INDArray texts, double t) {
      return picture(pictures).mmul(text(texts).transpose()).mul(scale(t));
    }
  }

  @Caught(in = "15.1", as = "these are dot products")
  static final class Dots extends InParts {
    @Override
    INDArray picture(INDArray embeddings) {
      return embeddings;
    }

    @Override
    INDArray text(INDArray embeddings) {
      return embeddings;
    }
  }

  @Caught(in = "15.1", as = "the pictures' embeddings are not divided")
  static final class PicturesAsTheyAre extends InParts {
    @Override
    INDArray picture(INDArray embeddings) {
      return embeddings;
    }
  }

  @Caught(in = "15.1", as = "the texts' embeddings are not divided")
  static final class TextsAsTheyAre extends InParts {
    @Override
    INDArray text(INDArray embeddings) {
      return embeddings;
    }
  }

  @Caught(in = "15.1", as = "the cosines are not multiplied by e^t")
  static final class Cosines extends InParts {
    @Override
    double scale(double t) {
      return 1;
    }
  }

  @Caught(in = "15.1", as = "the cosines are multiplied by t")
  static final class TimesT extends InParts {
    @Override
    double scale(double t) {
      return t;
    }
  }

  @Caught(in = "15.1", as = "the cosines are divided by e^t")
  static final class Divided extends InParts {
    @Override
    double scale(double t) {
      return Math.exp(-t);
    }
  }

  @Caught(in = "15.1", as = "the cosines are divided by t")
  static final class DividedByT extends InParts {
    @Override
    double scale(double t) {
      return 1 / t;
    }
  }

  /** Makes every embedding otherwise, of pictures and texts alike. */
  private abstract static class Otherwise extends InParts {

    abstract INDArray made(INDArray embeddings);

    @Override
    INDArray picture(INDArray embeddings) {
      return made(embeddings);
    }

    @Override
    INDArray text(INDArray embeddings) {
      return made(embeddings);
    }
  }

  @Caught(in = "15.1", as = "the columns are divided by their lengths")
  static final class Columns extends Otherwise {
    @Override
    INDArray made(INDArray embeddings) {
      return embeddings.div(embeddings.norm2(true, 0));
    }
  }

  @Caught(in = "15.1", as = "all embeddings together are divided by one length")
  static final class OneLength extends Otherwise {
    @Override
    INDArray made(INDArray embeddings) {
      return embeddings.div(embeddings.norm2Number());
    }
  }

  @Caught(in = "15.1", as = "the embeddings are divided by their squared lengths")
  static final class Squared extends Otherwise {
    @Override
    INDArray made(INDArray embeddings) {
      return embeddings.div(embeddings.mul(embeddings).sum(true, 1));
    }
  }

  @Caught(in = "15.1", as = "the embeddings are divided by the sum of their absolute values")
  static final class Absolute extends Otherwise {
    @Override
    INDArray made(INDArray embeddings) {
      return embeddings.div(embeddings.norm1(true, 1));
    }
  }

  @Caught(in = "15.1", as = "the softmax is already applied")
  static final class Softmaxed extends TextAndPicture {
    @Override
    public INDArray similarities(INDArray pictures, INDArray texts, double t) {
      return Nd4j.nn().softmax(super.similarities(pictures, texts, t), 1);
    }
  }

  @Caught(in = "15.1", as = "rows and columns have changed places")
  static final class Turned extends TextAndPicture {
    @Override
    public INDArray similarities(INDArray pictures, INDArray texts, double t) {
      return super.similarities(texts, pictures, t);
    }
  }

  @Caught(in = "15.1", as = "changed its input 'pictures' in place")
  static final class InPlace extends InParts {
    @Override
    INDArray picture(INDArray embeddings) {
      return embeddings.divi(embeddings.norm2(true, 1));
    }
  }
}
