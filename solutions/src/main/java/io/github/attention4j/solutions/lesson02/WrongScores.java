package io.github.attention4j.solutions.lesson02;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: steps 1 and 2, the two scores. */
final class WrongScores {

  private WrongScores() {}

  @Caught(in = "02.1", as = "that is the scaled dot product")
  static final class Scaled extends DotProduct {
    @Override
    public INDArray dotScores(INDArray query, INDArray key) {
      return super.dotScores(query, key).div(Math.sqrt(key.size(2)));
    }
  }

  @Caught(in = "02.1", as = "a dot product is the sum over the features")
  static final class MeanOfFeatures extends DotProduct {
    @Override
    public INDArray dotScores(INDArray query, INDArray key) {
      return super.dotScores(query, key).div(key.size(2));
    }
  }

  @Caught(in = "02.1", as = "query and key have changed places")
  static final class Swapped extends DotProduct {
    @Override
    public INDArray dotScores(INDArray query, INDArray key) {
      return super.dotScores(key, query);
    }
  }

  @Caught(in = "02.1", as = "the keys were reshaped, not transposed")
  static final class KeysReshaped extends DotProduct {
    @Override
    public INDArray dotScores(INDArray query, INDArray key) {
      return Nd4j.matmul(query, key.dup().reshape(key.size(0), key.size(2), key.size(1)));
    }
  }

  @Caught(in = "02.1", as = "the softmax is already applied")
  static final class AlreadySoftmax extends DotProduct {
    @Override
    public INDArray dotScores(INDArray query, INDArray key) {
      return weights(super.dotScores(query, key));
    }
  }

  @Caught(in = "02.1", as = "these are cosines")
  static final class Cosines extends DotProduct {
    @Override
    public INDArray dotScores(INDArray query, INDArray key) {
      return super.dotScores(query.div(query.norm2(true, 2)), key.div(key.norm2(true, 2)));
    }
  }

  @Caught(in = "02.1", as = "a matrix product does not fit")
  static final class NotTransposed extends DotProduct {
    @Override
    public INDArray dotScores(INDArray query, INDArray key) {
      return Nd4j.matmul(query, key);
    }
  }

  @Caught(in = "02.1", as = "changed its input 'key' in place")
  static final class ChangesItsInput extends DotProduct {
    @Override
    public INDArray dotScores(INDArray query, INDArray key) {
      return super.dotScores(query, key.muli(2)).div(2);
    }
  }

  @Caught(in = "02.1", as = "returned FLOAT for DOUBLE")
  static final class AlwaysFloat extends DotProduct {
    @Override
    public INDArray dotScores(INDArray query, INDArray key) {
      return super.dotScores(query, key).castTo(DataType.FLOAT);
    }
  }

  @Caught(in = "02.1", as = "features are added, not multiplied")
  static final class FeaturesAdded extends DotProduct {
    @Override
    public INDArray dotScores(INDArray query, INDArray key) {
      return query.sum(true, 2).add(key.sum(true, 2).permute(0, 2, 1));
    }
  }

  @Caught(in = "02.2", as = "the matrix is left out")
  static final class MatrixLeftOut extends DotProduct {
    @Override
    public INDArray generalScores(INDArray query, INDArray key, INDArray matrix) {
      return dotScores(query, key);
    }
  }

  @Caught(in = "02.2", as = "the matrix is transposed")
  static final class MatrixTransposed extends DotProduct {
    @Override
    public INDArray generalScores(INDArray query, INDArray key, INDArray matrix) {
      return super.generalScores(query, key, matrix.transpose());
    }
  }

  @Caught(in = "02.2", as = "the matrix was reshaped")
  static final class MatrixReshaped extends DotProduct {
    @Override
    public INDArray generalScores(INDArray query, INDArray key, INDArray matrix) {
      INDArray turned = matrix.dup().reshape(matrix.size(1), matrix.size(0));
      return super.generalScores(query, key, turned.transpose());
    }
  }

  @Caught(in = "02.2", as = "only the first row of the matrix")
  static final class FirstRowOnly extends DotProduct {
    @Override
    public INDArray generalScores(INDArray query, INDArray key, INDArray matrix) {
      return super.generalScores(query, key, matrix.mul(0).add(matrix.getRow(0, true)));
    }
  }

  @Caught(in = "02.2", as = "the general score has no tanh")
  static final class Tanh extends DotProduct {
    @Override
    public INDArray generalScores(INDArray query, INDArray key, INDArray matrix) {
      INDArray identity = Nd4j.eye(matrix.size(1)).castTo(matrix.dataType());
      INDArray rows = query.reshape(query.size(0) * query.size(1), query.size(2));
      INDArray mapped = Transforms.tanh(rows.mmul(matrix));
      return super.generalScores(
          mapped.reshape(query.size(0), query.size(1), matrix.size(1)), key, identity);
    }
  }

  @Caught(in = "02.2", as = "divided by sqrt(Dk): the general score")
  static final class ScaledByKeyWidth extends DotProduct {
    @Override
    public INDArray generalScores(INDArray query, INDArray key, INDArray matrix) {
      return super.generalScores(query, key, matrix).div(Math.sqrt(key.size(2)));
    }
  }

  @Caught(in = "02.2", as = "divided by sqrt(Dq): the general score")
  static final class ScaledByQueryWidth extends DotProduct {
    @Override
    public INDArray generalScores(INDArray query, INDArray key, INDArray matrix) {
      return super.generalScores(query, key, matrix).div(Math.sqrt(query.size(2)));
    }
  }

  @Caught(in = "02.2", as = "only the diagonal of the matrix")
  static final class DiagonalOnly extends DotProduct {
    @Override
    public INDArray generalScores(INDArray query, INDArray key, INDArray matrix) {
      INDArray diagonal = matrix.mul(0);
      for (long i = 0; i < Math.min(matrix.size(0), matrix.size(1)); i++) {
        diagonal.putScalar(i, i, matrix.getDouble(i, i));
      }
      return super.generalScores(query, key, diagonal);
    }
  }

  @Caught(in = "02.2", as = "applied twice, to the queries and to the keys")
  static final class AppliedTwice extends DotProduct {
    @Override
    public INDArray generalScores(INDArray query, INDArray key, INDArray matrix) {
      INDArray rows = key.reshape(key.size(0) * key.size(1), key.size(2)).mmul(matrix);
      return super.generalScores(query, rows.reshape(key.shape()), matrix);
    }
  }

  @Caught(in = "02.2", as = "keys of the first example")
  static final class FirstExamplesKeys extends DotProduct {
    @Override
    public INDArray generalScores(INDArray query, INDArray key, INDArray matrix) {
      return super.generalScores(
          query, key.mul(0).add(key.get(interval(0, 1), all(), all())), matrix);
    }
  }
}
