package io.github.attention4j.solutions;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Remembers what a trained model answered: a catalogue of wrong models asks the right one the same
 * questions again and again, and each costs seconds.
 */
public final class Remembered {
  private Remembered() {}

  /**
   * A model that answers as another, which is asked each question once.
   *
   * @param type interface of a lesson's experiment, whose methods take arrays and return one
   * @param model asked, deterministic
   * @return answers in arrays of their own, free to change
   */
  public static <T> T of(Class<T> type, T model) {
    Map<List<Object>, INDArray> answers = new HashMap<>();
    Object remembering =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              List<Object> question = new ArrayList<>(List.of(method.getName()));
              for (Object argument : arguments) {
                INDArray array = (INDArray) argument;
                question.add(
                    List.of(array.dataType(), Arrays.toString(array.shape()), numbers(array)));
              }
              INDArray known = answers.get(question);
              if (known == null) {
                try {
                  known = (INDArray) method.invoke(model, arguments);
                } catch (InvocationTargetException failure) {
                  throw failure.getCause();
                }
                answers.put(question, known);
              }
              return known.dup('c');
            });
    return type.cast(remembering);
  }

  private static FloatBuffer numbers(INDArray array) {
    return FloatBuffer.wrap(array.dup('c').data().asFloat()); // equal if its numbers are
  }
}
