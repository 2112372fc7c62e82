package io.github.attention4j.solutions.lesson16;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: step 6, decoding with what was kept. */
final class WrongDecoders {

  private WrongDecoders() {}

  /** Decoding in parts; each entry does one of them otherwise. */
  private abstract static class InParts extends AttentionCost {

    INDArray keys(INDArray past, INDArray fresh) {
      return behind(past, fresh);
    }

    INDArray values(INDArray past, INDArray fresh) {
      return behind(past, fresh);
    }

    double scale(long dim, long keys) {
      return Math.sqrt(dim);
    }

    INDArray weights(INDArray scores, long past) {
      return softmax(scores.add(hidden(scores, past)));
    }

    @Override
    public INDArray decode(
        INDArray pastKey, INDArray pastValue, INDArray query, INDArray key, INDArray value) {
      INDArray keys = keys(pastKey, key);
      INDArray dots = Nd4j.matmul(query, keys, false, true, false);
      INDArray scores = dots.div(scale(query.size(2), keys.size(1)));
      long past = keys.size(1) - key.size(1);
      return Nd4j.matmul(weights(scores, past), values(pastValue, value));
    }

    /** New in front. */
    static INDArray turned(INDArray past, INDArray fresh) {
      return past == null ? fresh : Nd4j.concat(1, fresh, past);
    }
  }

  @Caught(in = "16.6", as = "what was kept is left out")
  static final class Forgetful extends InParts {
    @Override
    INDArray keys(INDArray past, INDArray fresh) {
      return fresh;
    }

    @Override
    INDArray values(INDArray past, INDArray fresh) {
      return fresh;
    }
  }

  /** Looks into the cache before it has put in the new positions. */
  @Caught(in = "16.6", as = "what is new is left out")
  static final class NotYetKept extends AttentionCost {
    @Override
    public INDArray decode(
        INDArray pastKey, INDArray pastValue, INDArray query, INDArray key, INDArray value) {
      if (pastKey == null) {
        return Nd4j.zeros(value.dataType(), value.shape());
      }
      INDArray dots = Nd4j.matmul(query, pastKey, false, true, false);
      return Nd4j.matmul(softmax(dots.div(Math.sqrt(query.size(2)))), pastValue);
    }
  }

  @Caught(in = "16.6", as = "the mask is missing: a new position sees those that come after it")
  static final class NoMask extends InParts {
    @Override
    INDArray weights(INDArray scores, long past) {
      return softmax(scores);
    }
  }

  @Caught(in = "16.6", as = "the mask is counted from 0")
  static final class NoOffset extends InParts {
    @Override
    INDArray weights(INDArray scores, long past) {
      return super.weights(scores, 0);
    }
  }

  @Caught(in = "16.6", as = "a position sees the next one, too")
  static final class OneTooMany extends InParts {
    @Override
    INDArray weights(INDArray scores, long past) {
      return super.weights(scores, past + 1);
    }
  }

  @Caught(in = "16.6", as = "the new keys stand before those that were kept: behind them")
  static final class NewInFront extends InParts {
    @Override
    INDArray keys(INDArray past, INDArray fresh) {
      return turned(past, fresh);
    }

    @Override
    INDArray values(INDArray past, INDArray fresh) {
      return turned(past, fresh);
    }
  }

  @Caught(in = "16.6", as = "the new values stand before those that were kept, but the keys")
  static final class ValuesInFront extends InParts {
    @Override
    INDArray values(INDArray past, INDArray fresh) {
      return turned(past, fresh);
    }
  }

  @Caught(in = "16.6", as = "the mask comes behind the softmax")
  static final class MaskBehind extends InParts {
    @Override
    INDArray weights(INDArray scores, long past) {
      INDArray seen = hidden(scores, past).eq(0).castTo(scores.dataType());
      return softmax(scores).mul(seen.reshape(1, seen.size(0), seen.size(1)));
    }
  }

  @Caught(in = "16.6", as = "-1e9 is added to the weights")
  static final class LoweredWeights extends InParts {
    @Override
    INDArray weights(INDArray scores, long past) {
      INDArray seen = hidden(scores, past).eq(0).castTo(scores.dataType());
      INDArray lowered = seen.sub(1).mul(1e9);
      return softmax(scores).add(lowered.reshape(1, seen.size(0), seen.size(1)));
    }
  }

  @Caught(in = "16.6", as = "the scores are not divided by sqrt(D)")
  static final class Unscaled extends InParts {
    @Override
    double scale(long dim, long keys) {
      return 1;
    }
  }

  @Caught(in = "16.6", as = "the scores are divided by the root of the keys' number")
  static final class ScaledByTheKeys extends InParts {
    @Override
    double scale(long dim, long keys) {
      return Math.sqrt(keys);
    }
  }

  @Caught(in = "16.6", as = "every key that is seen has the same weight")
  static final class Even extends InParts {
    @Override
    INDArray weights(INDArray scores, long past) {
      return super.weights(scores.mul(0), past);
    }
  }

  @Caught(in = "16.6", as = "these are the weights")
  static final class Weights extends AttentionCost {
    @Override
    public INDArray decode(
        INDArray pastKey, INDArray pastValue, INDArray query, INDArray key, INDArray value) {
      INDArray keys = behind(pastKey, key);
      INDArray dots = Nd4j.matmul(query, keys, false, true, false);
      long past = keys.size(1) - key.size(1);
      return softmax(dots.div(Math.sqrt(query.size(2))).add(hidden(dots, past)));
    }
  }
}
