package io.github.attention4j.param;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.contract.Close;
import io.github.attention4j.contract.Interpreter;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TensorOps;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DropoutTest {
  private static final INDArray ONES = Nd4j.ones(DataType.DOUBLE, 100, 10, 10);

  private static Subject subject(Dropout dropout) {
    return new Subject() {
      @Override
      public <T> Map<String, T> call(
          TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
        return Map.of("output", dropout.apply(ops, inputs.get("input")));
      }
    };
  }

  private static INDArray run(Interpreter interpreter, Dropout dropout) {
    Subject subject = subject(dropout);
    return interpreter.run(subject, Map.of("input", ONES), Map.of()).get("output");
  }

  /** Of 10,000 elements the share that stays is off by 0.0046 as often as not; 0.02 is 4 times. */
  @ParameterizedTest
  @EnumSource
  void dropsWithTheProbabilityAndScalesWhatStays(Interpreter interpreter) {
    double[] elements = Close.elements(run(interpreter, Dropout.of(0.3, 42).training()));
    double dropped = Arrays.stream(elements).filter(element -> element == 0).count();
    assertEquals(0.3, dropped / elements.length, 0.02);
    for (double element : elements) {
      assertEquals(element == 0 ? 0 : 1 / 0.7, element, 1e-12);
    }
  }

  /** The gradient goes where the values went, scaled alike: PyTorch's rule. */
  @ParameterizedTest
  @EnumSource(names = {"TAPE", "GRAPH"})
  void theGradientIsTheMask(Interpreter interpreter) {
    INDArray input = Nd4j.rand(DataType.DOUBLE, 4, 5).addi(1);
    Nd4j.getRandom().setSeed(5);
    Map<String, INDArray> inputs = Map.of("input", input);
    INDArray gradientOfOnes =
        interpreter
            .gradients(
                subject(Dropout.of(0.5, 42).training()),
                inputs,
                Map.of(),
                Nd4j.ones(DataType.DOUBLE, 4, 5),
                "input")
            .get("input");
    for (double element : Close.elements(gradientOfOnes)) {
      assertEquals(element == 0 ? 0 : 2, element, 1e-12);
    }
    double dropped = Arrays.stream(Close.elements(gradientOfOnes)).filter(x -> x == 0).count();
    assertEquals(10, dropped, 8);
  }

  @Test
  void isOffUnlessTraining() {
    assertSame(ONES, Dropout.of(0.9, 42).apply(NdArrayOps.eager(), ONES));
    assertSame(ONES, Dropout.of(0, 42).training().apply(NdArrayOps.eager(), ONES));
  }

  @Test
  void theSeedDecidesAndEveryCallDrawsAnew() {
    Dropout dropout = Dropout.of(0.5, 42).training();
    INDArray first = dropout.apply(NdArrayOps.eager(), ONES);
    INDArray second = dropout.apply(NdArrayOps.eager(), ONES);
    assertNotEquals(first, second);
    Dropout again = Dropout.of(0.5, 42).training();
    assertClose(first, again.apply(NdArrayOps.eager(), ONES), 0, "first");
    assertClose(second, again.training().apply(NdArrayOps.eager(), ONES), 0, "second");
  }

  @Test
  void refusesWhatIsNoProbability() {
    for (double probability : new double[] {-0.1, 1, Double.NaN}) {
      RuntimeException refusal =
          assertThrows(IllegalArgumentException.class, () -> Dropout.of(probability, 42));
      assertEquals(
          "dropout: probability is " + probability + ", expected from 0 to below 1",
          refusal.getMessage());
    }
  }
}
