package io.github.attention4j.solutions.hostile;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Results and arguments that are not what they should be. */
final class Results {

  private Results() {}

  @Contained(loses = "04.3", says = "output returned a closed array")
  static final class Closed extends Deeds {
    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      right.close();
      return right;
    }
  }

  @Contained(loses = "04.3", says = "output returned null")
  static final class Nothing extends Deeds {
    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      return null;
    }
  }

  @Contained(loses = "04.3", says = "output returned an empty array")
  static final class Empty extends Deeds {
    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      return Nd4j.empty(right.dataType());
    }
  }

  @Contained(loses = "04.3", says = "output returned an empty array")
  static final class EmptyWithAxes extends Deeds {
    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      return Nd4j.create(right.dataType(), 2, 0, 3);
    }
  }

  @Contained(loses = "04.3", says = "output returned an array of text")
  static final class Text extends Deeds {
    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      return Nd4j.create(List.of("20 of 20 points"));
    }
  }

  @Contained(loses = "04.3", says = "output returned an array that cannot be read")
  static final class RefusingProxy extends Deeds {
    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      return proxy(
          (proxy, method, arguments) -> {
            throw new UnsupportedOperationException(method.getName());
          });
    }
  }

  @Contained(loses = "04.3", says = "output returned an array that cannot be read")
  static final class ProxyOfNothing extends Deeds {
    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      return proxy((proxy, method, arguments) -> null);
    }
  }

  /** As long as it gives the right numbers, it may be what it likes. */
  @Contained
  static final class FaithfulProxy extends Deeds {
    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      return proxy((proxy, method, arguments) -> ask(right, method, arguments));
    }
  }

  /** Claims two billion numbers in one axis. */
  @Contained(loses = "04.3", says = "output")
  static final class BoastingProxy extends Deeds {
    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      return proxy(
          (proxy, method, arguments) ->
              method.getName().equals("shape")
                  ? new long[] {2_000_000_000L}
                  : ask(right, method, arguments));
    }
  }

  /** Claims to be empty, and has numbers. */
  @Contained(loses = "04.3", says = "output")
  static final class ModestProxy extends Deeds {
    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      return proxy(
          (proxy, method, arguments) ->
              method.getName().equals("isEmpty") ? true : ask(right, method, arguments));
    }
  }

  @Contained(loses = "04.3", says = "there are NaN or infinite numbers")
  static final class NotANumber extends Deeds {
    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      return right.putScalar(0, Double.NaN);
    }
  }

  @Contained(loses = "04.3", says = "output returned BOOL numbers")
  static final class TruthValues extends Deeds {
    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      return right.castTo(DataType.BOOL);
    }
  }

  @Contained(loses = "04.3", says = "output changed its input 'value' in place")
  static final class ChangedInput extends Deeds {
    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      value.muli(2);
      return right;
    }
  }

  @Contained(loses = "04.3", says = "output left a closed array as its argument 2")
  static final class ClosedInput extends Deeds {
    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      value.close();
      return right;
    }
  }

  /** Too late: the grader has copies of its own. */
  @Contained
  static final class InputChangedLater extends Deeds {
    private INDArray kept;

    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      kept = value;
      return right;
    }

    @Override
    public INDArray queryGradient(INDArray scoresGradient, INDArray key) {
      kept.addi(1);
      return super.queryGradient(scoresGradient, key);
    }
  }

  private static INDArray proxy(InvocationHandler handler) {
    return (INDArray)
        Proxy.newProxyInstance(
            INDArray.class.getClassLoader(), new Class<?>[] {INDArray.class}, handler);
  }

  private static Object ask(INDArray array, java.lang.reflect.Method method, Object... arguments)
      throws Throwable {
    try {
      return method.invoke(array, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
