package io.github.attention4j.ops;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every operation under both interpreters: same numbers, same shapes, same refusals. */
class TensorOpsTest {
  private static final INDArray CUBE = Nd4j.linspace(DataType.DOUBLE, -2, 0.3, 24).reshape(2, 3, 4);
  private static final INDArray ROW = Nd4j.createFromArray(3.0, -1.0, 2.0, 0.5).reshape(1, 1, 4);
  private static final INDArray OTHER = Nd4j.linspace(DataType.DOUBLE, 1, 0.7, 16).reshape(2, 2, 4);

  /** An operation on two tensors, callable under either interpreter. */
  private record Call(String name, INDArray left, INDArray right, Body body) {
    @Override
    public String toString() {
      return name;
    }
  }

  private interface Body {
    <T> T apply(TensorOps<T> ops, T left, T right);
  }

  static Stream<Call> calls() {
    return Stream.of(
        call("add", CUBE, ROW),
        call("subtract", CUBE, ROW),
        call("multiply", CUBE, ROW),
        call("matmulTransposed", CUBE, OTHER),
        call("matmul", CUBE, OTHER.permute(0, 2, 1)),
        call("atLeast", CUBE, ROW),
        call("scale", CUBE, ROW),
        call("shift", CUBE, ROW),
        call("softmax", CUBE, ROW),
        call("cast", CUBE, ROW),
        call("positions", CUBE, ROW),
        call("reshape", CUBE, ROW),
        call("constant", CUBE, ROW),
        call("parameter", CUBE, ROW));
  }

  private static Call call(String name, INDArray left, INDArray right) {
    return new Call(
        name,
        left,
        right,
        new Body() {
          @Override
          public <T> T apply(TensorOps<T> ops, T a, T b) {
            return switch (name) {
              case "add" -> ops.add(a, b);
              case "subtract" -> ops.subtract(a, b);
              case "multiply" -> ops.multiply(a, b);
              case "matmul" -> ops.matmul(a, b);
              case "matmulTransposed" -> ops.matmulTransposed(a, b);
              case "atLeast" -> ops.atLeast(a, b);
              case "scale" -> ops.scale(a, -2.5);
              case "shift" -> ops.shift(a, -2.5);
              case "softmax" -> ops.softmax(a);
              case "cast" -> ops.cast(a, DataType.FLOAT);
              case "positions" -> ops.positions(a, 1);
              case "reshape" -> ops.reshape(a, 4, -1);
              case "constant" -> ops.constant(CUBE);
              case "parameter" -> ops.parameter("layer.weight", CUBE);
              default -> throw new AssertionError(name);
            };
          }
        });
  }

  @ParameterizedTest
  @MethodSource("calls")
  void bothInterpretersAgree(Call call) {
    INDArray eager = call.body.apply(NdArrayOps.eager(), call.left, call.right);
    SameDiffOps graph = SameDiffOps.of(SameDiff.create());
    SDVariable left = graph.graph().var("left", call.left);
    SDVariable right = graph.graph().var("right", call.right);
    SDVariable built = call.body.apply(graph, left, right);
    assertClose(eager, built.eval(), call.name);
    assertArrayEquals(eager.shape(), graph.shape(built).sizes(), "the shape that it foretold");
    assertEquals(eager.dataType(), graph.shape(built).type(), "the type that it foretold");
  }

  /** Nothing escapes the test above: shape and the checks have tests of their own. */
  @Test
  void coversEveryOperation() {
    Set<String> tested = calls().map(Call::name).collect(Collectors.toSet());
    tested.addAll(Set.of("shape", "check", "checkWhole"));
    Set<String> operations =
        Arrays.stream(TensorOps.class.getMethods())
            .map(Method::getName)
            .collect(Collectors.toSet());
    assertEquals(operations, tested);
    assertEquals(17, operations.size());
  }

  static Stream<Arguments> worked() {
    TensorOps<INDArray> ops = NdArrayOps.eager();
    INDArray a = Nd4j.create(new double[][] {{1, 2}, {3, 4}});
    INDArray b = Nd4j.create(new double[][] {{5, 6}, {7, 8}});
    return Stream.of(
        Arguments.of("matmul", ops.matmul(a, b), new double[] {19, 22, 43, 50}),
        Arguments.of("matmulTransposed", ops.matmulTransposed(a, b), new double[] {17, 23, 39, 53}),
        Arguments.of("positions", ops.positions(a, 0), new double[] {0, 1}),
        Arguments.of("atLeast", ops.atLeast(a, ops.shift(b, -4)), new double[] {1, 1, 1, 1}),
        Arguments.of("atLeast", ops.atLeast(a, ops.shift(b, -3)), new double[] {0, 0, 0, 0}),
        Arguments.of("subtract", ops.subtract(a, b), new double[] {-4, -4, -4, -4}));
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("worked")
  void worksOutExamplesByHand(String name, INDArray result, double[] expected) {
    assertArrayEquals(expected, result.dup('c').data().asDouble(), 1e-12);
  }

  static Stream<Arguments> refusals() {
    INDArray wide = Nd4j.ones(DataType.DOUBLE, 2, 3, 5);
    return Stream.of(
        Arguments.of("add", CUBE, wide, "add: right axis 2 is 5, expected 1 or 4 to match left"),
        Arguments.of("matmul", CUBE, wide, "matmul: right axis 1 is 3, expected 4 to match left"),
        Arguments.of(
            "matmulTransposed",
            CUBE,
            wide,
            "matmulTransposed: right axis 2 is 5, expected 4 to match left"),
        Arguments.of(
            "matmul",
            CUBE,
            Nd4j.ones(DataType.DOUBLE, 4, 5),
            "matmul: right has rank 2, expected 3 to match left"),
        Arguments.of(
            "multiply",
            CUBE,
            CUBE.castTo(DataType.FLOAT),
            "multiply: right is FLOAT, expected DOUBLE to match left"),
        Arguments.of(
            "reshape",
            Nd4j.ones(DataType.DOUBLE, 3, 3),
            ROW,
            "reshape: [3, 3] has 9 elements, expected a multiple of 4"));
  }

  // Arrays are AutoCloseable, and JUnit would close those that the cases share.
  @ParameterizedTest(name = "{3}", autoCloseArguments = false)
  @MethodSource("refusals")
  void refusesWithTheSameWords(String name, INDArray left, INDArray right, String message) {
    Body body = call(name, left, right).body;
    SameDiffOps graph = SameDiffOps.of(SameDiff.create());
    SDVariable a = graph.graph().var("left", left);
    SDVariable b = graph.graph().var("right", right);
    for (Runnable attempt :
        new Runnable[] {
          () -> body.apply(NdArrayOps.eager(), left, right), () -> body.apply(graph, a, b)
        }) {
      ShapeException refusal = assertThrows(ShapeException.class, attempt::run);
      assertEquals(message, refusal.getMessage().lines().findFirst().get());
    }
  }
}
