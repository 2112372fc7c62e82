package io.github.attention4j.param;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.Close;
import io.github.attention4j.contract.Interpreter;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.SameDiffOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.ops.TensorOps;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
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

  private static INDArray run(Interpreter interpreter, Dropout dropout, INDArray input) {
    return interpreter.run(subject(dropout), Map.of("input", input), Map.of()).get("output");
  }

  private static double zeros(INDArray array) {
    return Arrays.stream(Close.elements(array)).filter(element -> element == 0).count();
  }

  /**
   * Of n elements {@code n p} become 0, with a standard deviation of {@code sqrt(n p (1 - p))}: 4
   * of them are left by chance once in 16,000 times. Taking p for the probability to stay, or half
   * of p, would be 16 and more of them away.
   */
  @ParameterizedTest
  @EnumSource
  void dropsWithTheProbabilityAndScalesWhatStays(Interpreter interpreter) {
    for (double probability : new double[] {0.1, 0.3, 0.7}) {
      Nd4j.getRandom().setSeed(7); // a graph draws by it
      INDArray output = run(interpreter, Dropout.of(probability, 42).training(), ONES);
      double n = ONES.length();
      double deviation = Math.sqrt(n * probability * (1 - probability));
      assertEquals(n * probability, zeros(output), 4 * deviation, "zeros at " + probability);
      for (double element : Close.elements(output)) {
        assertEquals(element == 0 ? 0 : 1 / (1 - probability), element, 1e-12);
      }
      // So that the mean stays: its own deviation is sqrt(p / (1 - p) / n).
      double most = 4 * Math.sqrt(probability / (1 - probability) / n);
      assertEquals(1, output.meanNumber().doubleValue(), most, "mean at " + probability);
    }
  }

  /** No row and no column is dropped more often than others: 100 rows of 100 elements. */
  @ParameterizedTest
  @EnumSource
  void dropsEverywhereAlike(Interpreter interpreter) {
    Nd4j.getRandom().setSeed(8);
    INDArray output = run(interpreter, Dropout.of(0.5, 3).training(), ONES);
    double most = 7 * Math.sqrt(100 * 0.25); // 35: a row without a zero has 50 too few
    INDArray square = output.reshape(100, 100);
    for (int i = 0; i < 100; i++) {
      assertEquals(50, zeros(square.getRow(i)), most, "row " + i);
      assertEquals(50, zeros(square.getColumn(i)), most, "column " + i);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EAGER", "TAPE"})
  void theSeedDecides(Interpreter interpreter) {
    INDArray first = run(interpreter, Dropout.of(0.5, 42).training(), ONES);
    assertClose(first, run(interpreter, Dropout.of(0.5, 42).training(), ONES), 0, "same seed");
    INDArray other = run(interpreter, Dropout.of(0.5, 43).training(), ONES);
    // Two masks that know nothing of one another differ in half of the elements.
    double different = ONES.length() - zeros(first.sub(other));
    assertEquals(5000, different, 4 * Math.sqrt(2500), "different elements");
  }

  /** Both interpreters that draw in Java draw the same; a mask on a tape is its eager twin's. */
  @Test
  void theTapeDropsWhatTheEagerOneDrops() {
    INDArray eager = run(Interpreter.EAGER, Dropout.of(0.4, 9).training(), ONES);
    assertClose(eager, run(Interpreter.TAPE, Dropout.of(0.4, 9).training(), ONES), 0, "output");
  }

  /** A graph draws when it runs, from ND4J's generator: its seed decides. */
  @Test
  void theGeneratorsSeedDecidesInAGraph() {
    Dropout dropout = Dropout.of(0.5, 42).training();
    Nd4j.getRandom().setSeed(5);
    INDArray first = run(Interpreter.GRAPH, dropout, ONES);
    INDArray next = run(Interpreter.GRAPH, dropout, ONES);
    Nd4j.getRandom().setSeed(5);
    assertClose(first, run(Interpreter.GRAPH, dropout, ONES), 0, "same seed");
    assertNotEquals(first, next);
  }

  /** One graph, run again and again, as training does: no run has the mask of another. */
  @Test
  void everyRunOfAGraphDrawsAnew() {
    SameDiffOps ops = SameDiffOps.of(SameDiff.create());
    SDVariable x = ops.placeholder("x", DataType.DOUBLE, -1, 10, 10);
    SDVariable dropped = Dropout.of(0.5, 42).training().apply(ops, x);
    Nd4j.getRandom().setSeed(6);
    INDArray first = ops.output(Map.of("x", ONES), dropped).get(dropped.name()).dup();
    INDArray next = ops.output(Map.of("x", ONES), dropped).get(dropped.name()).dup();
    assertEquals(5000, ONES.length() - zeros(first.sub(next)), 4 * Math.sqrt(2500), "different");
  }

  /** The values and the gradient of one call: both of x and of 2 x were multiplied by one mask. */
  @Test
  void theGradientOnATapeUsesTheMaskOfTheValues() {
    INDArray input = Nd4j.rand(DataType.DOUBLE, 20, 30).addi(1);
    TapeOps ops = TapeOps.create();
    Tensor x = ops.variable(input);
    Tensor dropped = Dropout.of(0.3, 11).training().apply(ops, x);
    INDArray upstream = Nd4j.rand(DataType.DOUBLE, 20, 30).addi(1);
    INDArray gradient = ops.backward(dropped, upstream).of(x);
    INDArray mask = dropped.array().div(input);
    assertTrue(zeros(mask) > 0 && zeros(mask) < 600, "" + mask);
    assertClose(upstream.mul(mask), gradient, "gradient");
  }

  /** In a graph, values and gradient of one run: of ones, the gradient of the sum is the output. */
  @Test
  void theGradientInAGraphUsesTheMaskOfTheValues() {
    SameDiff graph = SameDiff.create();
    SameDiffOps ops = SameDiffOps.of(graph);
    SDVariable x = ops.parameter("x", Nd4j.ones(DataType.DOUBLE, 20, 30));
    SDVariable dropped = Dropout.of(0.3, 11).training().apply(ops, x);
    SDVariable loss = dropped.mul(dropped).sum(); // its gradient is 2 output mask
    graph.setLossVariables(loss.name());
    Interpreter.buildGradients(graph);
    double stay = 0.7;
    Map<String, INDArray> gradients = graph.calculateGradients(Map.of(), "x", dropped.name());
    INDArray upstream = gradients.get(dropped.name()); // 2 output
    assertTrue(zeros(upstream) > 0 && zeros(upstream) < 600, "" + upstream);
    assertClose(upstream.div(stay), gradients.get("x"), "gradient");
  }

  @ParameterizedTest
  @EnumSource
  void isOffUnlessTraining(Interpreter interpreter) {
    INDArray input = Nd4j.rand(DataType.DOUBLE, 4, 5, 6);
    assertClose(input, run(interpreter, Dropout.of(0.9, 42), input), 0, "not training");
    Dropout none = Dropout.of(0, 42).training();
    assertClose(input, run(interpreter, none, input), 0, "probability 0");
    Dropout dropout = Dropout.of(0.9, 42);
    dropout.training(); // leaves the one that it is asked of as it is
    assertSame(input, dropout.apply(NdArrayOps.eager(), input));
  }

  @Test
  void everyCallDrawsAnewFromOneSequence() {
    Dropout dropout = Dropout.of(0.5, 42).training();
    INDArray first = dropout.apply(NdArrayOps.eager(), ONES);
    INDArray second = dropout.apply(NdArrayOps.eager(), ONES);
    assertNotEquals(first, second);
    Dropout again = Dropout.of(0.5, 42).training();
    assertClose(first, again.apply(NdArrayOps.eager(), ONES), 0, "first");
    assertClose(second, again.training().apply(NdArrayOps.eager(), ONES), 0, "second");
  }

  /** Element by element in row-major order, whatever the order in memory: Java's own sequence. */
  @Test
  void drawsInRowMajorOrder() {
    Random random = new Random(6);
    INDArray output =
        Dropout.of(0.25, 6)
            .training()
            .apply(NdArrayOps.eager(), Nd4j.ones(DataType.DOUBLE, 3, 4).dup('f'));
    for (double element : Close.elements(output)) {
      assertEquals(random.nextDouble() < 0.75 ? 1 / 0.75 : 0, element, 1e-12);
    }
  }

  @Test
  void refusesWhatIsNoProbability() {
    for (double probability : new double[] {-0.1, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY}) {
      String message = "dropout: probability is " + probability + ", expected from 0 to below 1";
      assertRefused(message, () -> Dropout.of(probability, 42));
      assertRefused(message, () -> NdArrayOps.eager().dropout(ONES, probability, new Random(1)));
      TapeOps tape = TapeOps.create();
      assertRefused(message, () -> tape.dropout(tape.variable(ONES), probability, new Random(1)));
      SameDiffOps graph = SameDiffOps.of(SameDiff.create());
      assertRefused(
          message, () -> graph.dropout(graph.parameter("x", ONES), probability, new Random(1)));
    }
  }

  private static void assertRefused(String message, Runnable attempt) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, attempt::run).getMessage());
  }
}
