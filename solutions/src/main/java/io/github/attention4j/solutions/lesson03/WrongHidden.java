package io.github.attention4j.solutions.lesson03;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: steps 1 and 2, the hidden layer. */
final class WrongHidden {

  private WrongHidden() {}

  private static INDArray everyQuery(INDArray query) {
    return query.reshape(query.size(0), query.size(1), 1, query.size(2));
  }

  private static INDArray everyKey(INDArray key) {
    return key.reshape(key.size(0), 1, key.size(1), key.size(2));
  }

  private static INDArray sums(INDArray query, INDArray key) {
    return everyQuery(query).add(everyKey(key));
  }

  @Caught(in = "03.1", as = "the tanh is already applied")
  static final class TanhTooEarly extends Additive {
    @Override
    public INDArray project(INDArray input, INDArray weight) {
      return Transforms.tanh(super.project(input, weight));
    }
  }

  @Caught(in = "03.1", as = "the weight is not transposed")
  static final class NotTransposed extends Additive {
    @Override
    public INDArray project(INDArray input, INDArray weight) {
      return super.project(input, weight.transpose());
    }
  }

  @Caught(in = "03.1", as = "the weight was reshaped, not transposed")
  static final class WeightReshaped extends Additive {
    @Override
    public INDArray project(INDArray input, INDArray weight) {
      return super.project(input, weight.dup().reshape(weight.size(1), weight.size(0)).transpose());
    }
  }

  @Caught(in = "03.1", as = "the first row of the weight is used")
  static final class FirstRowForAll extends Additive {
    @Override
    public INDArray project(INDArray input, INDArray weight) {
      return super.project(input, weight.mul(0).add(weight.getRow(0, true)));
    }
  }

  @Caught(in = "03.1", as = "a projection adds up, it takes no mean")
  static final class MeanOfFeatures extends Additive {
    @Override
    public INDArray project(INDArray input, INDArray weight) {
      return super.project(input, weight.div(weight.size(1)));
    }
  }

  @Caught(in = "03.1", as = "the right numbers in another shape")
  static final class FlatBatch extends Additive {
    @Override
    public INDArray project(INDArray input, INDArray weight) {
      return super.project(input, weight).reshape(input.size(0) * input.size(1), weight.size(0));
    }
  }

  @Caught(in = "03.2", as = "the tanh is missing")
  static final class TanhMissing extends Additive {
    @Override
    public INDArray hidden(INDArray query, INDArray key) {
      return sums(query, key);
    }
  }

  @Caught(in = "03.2", as = "the tanh of each is taken before")
  static final class TanhOfEach extends Additive {
    @Override
    public INDArray hidden(INDArray query, INDArray key) {
      return sums(Transforms.tanh(query), Transforms.tanh(key));
    }
  }

  @Caught(in = "03.2", as = "query and key are multiplied")
  static final class Multiplied extends Additive {
    @Override
    public INDArray hidden(INDArray query, INDArray key) {
      return Transforms.tanh(everyQuery(query).mul(everyKey(key)));
    }
  }

  @Caught(in = "03.2", as = "the key is subtracted")
  static final class Subtracted extends Additive {
    @Override
    public INDArray hidden(INDArray query, INDArray key) {
      return super.hidden(query, key.neg());
    }
  }

  @Caught(in = "03.2", as = "the keys are left out")
  static final class KeysLeftOut extends Additive {
    @Override
    public INDArray hidden(INDArray query, INDArray key) {
      return super.hidden(query, key.mul(0));
    }
  }

  @Caught(in = "03.2", as = "the queries are left out")
  static final class QueriesLeftOut extends Additive {
    @Override
    public INDArray hidden(INDArray query, INDArray key) {
      return super.hidden(query.mul(0), key);
    }
  }

  @Caught(in = "03.2", as = "the mean of query and key")
  static final class MeanOfBoth extends Additive {
    @Override
    public INDArray hidden(INDArray query, INDArray key) {
      return super.hidden(query.div(2), key.div(2));
    }
  }

  @Caught(in = "03.2", as = "this is a sigmoid of the sum")
  static final class Sigmoid extends Additive {
    @Override
    public INDArray hidden(INDArray query, INDArray key) {
      return Transforms.sigmoid(sums(query, key));
    }
  }

  @Caught(in = "03.2", as = "as in a ReLU")
  static final class Relu extends Additive {
    @Override
    public INDArray hidden(INDArray query, INDArray key) {
      return Transforms.relu(sums(query, key));
    }
  }

  @Caught(in = "03.2", as = "the tanh is applied twice")
  static final class TanhTwice extends Additive {
    @Override
    public INDArray hidden(INDArray query, INDArray key) {
      return Transforms.tanh(super.hidden(query, key));
    }
  }

  @Caught(in = "03.2", as = "the axes of queries and keys have changed places")
  static final class AxesSwapped extends Additive {
    @Override
    public INDArray hidden(INDArray query, INDArray key) {
      return super.hidden(key, query);
    }
  }

  @Caught(in = "03.2", as = "query i meets key i alone")
  static final class LikePairsOnly extends Additive {
    @Override
    public INDArray hidden(INDArray query, INDArray key) {
      return Transforms.tanh(query.add(key));
    }
  }

  @Caught(in = "03.2", as = "every query meets the key of the first example")
  static final class FirstExamplesKeys extends Additive {
    @Override
    public INDArray hidden(INDArray query, INDArray key) {
      return super.hidden(query, key.mul(0).add(key.get(interval(0, 1), all(), all())));
    }
  }
}
