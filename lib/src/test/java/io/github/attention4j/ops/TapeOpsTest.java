package io.github.attention4j.ops;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class TapeOpsTest {
  private final TapeOps ops = TapeOps.create();
  private final Tensor x = ops.variable(Nd4j.createFromArray(1.0, 2, 3));

  /** The example of the class's Javadoc. */
  @Test
  void worksOutAnExampleByHand() {
    Tensor loss = ops.mean(ops.multiply(x, x));
    assertEquals(14 / 3.0, loss.array().getDouble(0), 1e-12);
    INDArray expected = Nd4j.createFromArray(2 / 3.0, 4 / 3.0, 2);
    assertClose(expected, ops.backward(loss).of(x), "gradient");
  }

  /** x is used three times: x x + 5 x has the gradient 2 x + 5. */
  @Test
  void addsUpTheSharesOfATensorThatIsUsedOften() {
    Tensor square = ops.multiply(x, x);
    Tensor sum = ops.add(square, ops.scale(x, 5));
    Gradients gradients = ops.backward(sum, Nd4j.ones(DataType.DOUBLE, 3));
    assertClose(Nd4j.createFromArray(7.0, 9, 11), gradients.of(x), "x");
    assertClose(Nd4j.ones(DataType.DOUBLE, 3), gradients.of(square), "square");
    assertClose(Nd4j.ones(DataType.DOUBLE, 3), gradients.of(sum), "sum");
  }

  /** Where gradients are handed on as they are, none is written to that another needs. */
  @Test
  void sharesWithoutOverwriting() {
    Tensor y = ops.variable(Nd4j.createFromArray(4.0, 5, 6));
    Tensor sum = ops.add(x, y); // its gradient is handed on to both
    Tensor all = ops.add(ops.add(sum, x), ops.add(x, x));
    Gradients gradients = ops.backward(all, Nd4j.ones(DataType.DOUBLE, 3));
    assertClose(Nd4j.ones(DataType.DOUBLE, 3).mul(4), gradients.of(x), "x");
    assertClose(Nd4j.ones(DataType.DOUBLE, 3), gradients.of(y), "y");
    assertClose(Nd4j.ones(DataType.DOUBLE, 3), gradients.of(sum), "sum");
  }

  @Test
  void walksBackAsOftenAsAsked() {
    Tensor loss = ops.mean(ops.power(x, 3));
    assertEquals(ops.backward(loss).of(x), ops.backward(loss).of(x));
  }

  @Test
  void parametersAreKnownByTheirPaths() {
    INDArray used = Nd4j.createFromArray(2.0, 2, 2);
    INDArray unused = Nd4j.ones(DataType.DOUBLE, 2, 2);
    Tensor weight = ops.parameter("layer.weight", used);
    ops.parameter("layer.bias", unused);
    assertSame(weight, ops.parameter("layer.weight", used));
    assertSame(used, weight.array());
    Gradients gradients = ops.backward(ops.mean(ops.multiply(weight, x)));
    assertEquals(List.of("layer.weight", "layer.bias"), List.copyOf(gradients.byPath().keySet()));
    assertClose(x.array().div(3), gradients.of("layer.weight"), "weight");
    assertClose(unused.mul(0), gradients.of("layer.bias"), "the loss does not depend on it");
    assertEquals(gradients.byPath().get("layer.weight"), gradients.of("layer.weight"));
    assertRefused(
        "parameter layer.weight is on the tape with another array, expected the same array",
        () -> ops.parameter("layer.weight", used.dup()));
    assertRefused(
        "parameter layer was not used, expected one of [layer.weight, layer.bias]",
        () -> gradients.of("layer"));
  }

  /** No work is done for what no gradient was asked for. */
  @Test
  void gradientsFlowWhereTheyAreAskedForOnly() {
    Tensor constant = ops.constant(Nd4j.createFromArray(4.0, 5, 6));
    assertFalse(ops.sigmoid(ops.multiply(constant, constant)).hasGradient());
    assertFalse(ops.positions(x, 0).hasGradient());
    assertFalse(ops.cast(x, DataType.INT64).hasGradient());
    Backward never =
        gradient -> {
          throw new AssertionError("called");
        };
    assertFalse(ops.record(constant.array(), List.of(constant), never).hasGradient());
    Tensor unused = ops.record(x.array(), List.of(x), never);
    Gradients gradients = ops.backward(ops.mean(ops.multiply(constant, x)));
    assertClose(x.array().mul(0), gradients.of(unused), "computed, but the loss ignores it");
  }

  /** The example of the method's Javadoc: the cube, whose gradient is 3 x^2. */
  @Test
  void recordsOperationsOfOthers() {
    Tensor cube =
        ops.record(
            Transforms.pow(x.array(), 3),
            List.of(x),
            gradient -> new INDArray[] {gradient.mul(x.array()).muli(x.array()).muli(3)});
    Gradients gradients = ops.backward(ops.scale(ops.mean(cube), 3));
    assertClose(Nd4j.createFromArray(3.0, 12, 27), gradients.of(x), "x");
    Tensor wrong = ops.record(x.array(), List.of(x), gradient -> new INDArray[] {gradient.sum()});
    assertRefused(
        "backward: gradient is [] DOUBLE, expected [3] DOUBLE as its tensor",
        () -> ops.backward(ops.mean(wrong)));
  }

  @Test
  void printsItsNumbers() {
    assertEquals(x.array().toString(), x.toString());
    assertEquals("" + x, ops.scale(x, 1).toString());
  }

  @Test
  void refusesWhatHasNoGradient() {
    assertRefused(
        "backward: the loss is [3], expected one number, such as its mean", () -> ops.backward(x));
    String nothing =
        "backward: the loss was computed from no parameter and no variable of this tape";
    assertRefused(nothing, () -> ops.backward(ops.constant(Nd4j.scalar(1.0))));
    assertRefused(nothing, () -> ops.backward(TapeOps.create().variable(Nd4j.scalar(1.0))));
    assertRefused(
        "a variable is LONG, expected FLOAT or DOUBLE to have a gradient",
        () -> ops.variable(Nd4j.createFromArray(1L, 2L)));
    assertRefused(
        "the tensors stand on two tapes: make all of them with one TapeOps",
        () -> ops.add(x, TapeOps.create().variable(x.array())));
    Gradients gradients = ops.backward(ops.mean(x));
    assertRefused(
        "the tensor has no gradient: it was computed from no parameter and no variable of this tape",
        () -> gradients.of(ops.constant(x.array())));
    assertEquals(Map.of(), gradients.byPath());
  }

  private static void assertRefused(String message, Runnable attempt) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, attempt::run).getMessage());
  }
}
