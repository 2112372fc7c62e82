package io.github.attention4j.exercises.experiment;

import io.github.attention4j.exercises.check.WrongAnswerError;
import io.github.attention4j.exercises.trial.Values;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a model's method returned, and how often it is right. */
public final class Answers {

  private Answers() {}

  /**
   * Takes what was returned, and checks its shape.
   *
   * @param method whose result it is, such as {@code "read"}
   * @param returned the result
   * @param what it should be, such as {@code "the levels, (Tq)"}
   * @param shape its expected shape
   * @throws WrongAnswerError if it is null, or has another shape
   */
  public static Values of(String method, INDArray returned, String what, int... shape) {
    if (returned == null) {
      throw new WrongAnswerError("%s returned null: return %s".formatted(method, what));
    }
    Values values = Values.of(returned);
    if (!Arrays.equals(values.shape(), shape)) {
      throw new WrongAnswerError(
          "%s returned shape %s, expected %s: %s"
              .formatted(method, values, Arrays.toString(shape), what));
    }
    return values;
  }

  /** Returns which number is the largest along the last axis, the first of equal ones. */
  public static Values likeliest(Values numbers) {
    int[] shape = Arrays.copyOf(numbers.shape(), numbers.rank() - 1);
    return Values.fill(
        index -> {
          int[] place = Arrays.copyOf(index, index.length + 1);
          double largest = Double.NEGATIVE_INFINITY;
          int likeliest = 0;
          for (int choice = 0; choice < numbers.size(-1); choice++) {
            place[index.length] = choice;
            likeliest = numbers.at(place) > largest ? choice : likeliest;
            largest = Math.max(largest, numbers.at(place));
          }
          return likeliest;
        },
        shape);
  }

  /** Returns the share of the answers, one for each label, that are the label. */
  public static double accuracy(Values answers, int[] labels) {
    double[] numbers = answers.numbers();
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += numbers[i] == labels[i] ? 1 : 0;
    }
    return right / (double) labels.length;
  }

  /** Whether all answers are the same one. */
  public static boolean areOne(Values answers) {
    return Arrays.stream(answers.numbers()).distinct().count() == 1;
  }
}
