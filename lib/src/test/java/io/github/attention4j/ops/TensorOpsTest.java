package io.github.attention4j.ops;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Every operation under all interpreters: same numbers, same shapes, same refusals. */
class TensorOpsTest {
  private static final INDArray CUBE = Nd4j.linspace(DataType.DOUBLE, -2, 0.3, 24).reshape(2, 3, 4);
  private static final INDArray ROW = Nd4j.createFromArray(3.0, -1.0, 2.0, 0.5).reshape(1, 1, 4);
  private static final INDArray KERNELS =
      Nd4j.linspace(DataType.DOUBLE, -1, 0.2, 18).reshape(2, 1, 3, 3);
  private static final INDArray PICK_RIGHT =
      Nd4j.createFromArray(0.0, 0, 0, 0, 0, 1, 0, 0, 0).reshape(1, 1, 3, 3);
  private static final INDArray OTHER = Nd4j.linspace(DataType.DOUBLE, 1, 0.7, 16).reshape(2, 2, 4);

  private static final INDArray IDS = Nd4j.createFromArray(new long[][] {{0, 1, 1}, {1, 0, 1}});

  /** An operation on two tensors, callable under any interpreter. */
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
        call("multiply", CUBE, ROW),
        call("matmulTransposed", CUBE, OTHER),
        call("matmul", CUBE, OTHER.permute(0, 2, 1)),
        call("atLeast", CUBE, ROW),
        call("scale", CUBE, ROW),
        call("shift", CUBE, ROW),
        call("softmax", CUBE, ROW),
        call("cast", CUBE, ROW),
        call("positions", CUBE, ROW),
        call("power", CUBE.mul(CUBE), ROW),
        call("exp", CUBE, ROW),
        call("log", CUBE.mul(CUBE), ROW),
        call("erf", CUBE, ROW),
        call("sin", CUBE, ROW),
        call("tanh", CUBE, ROW),
        call("sigmoid", CUBE, ROW),
        call("relu", CUBE, ROW),
        call("sum", CUBE, ROW),
        call("mean", CUBE, ROW),
        call("max", CUBE, ROW),
        call("linear", CUBE, OTHER.slice(1)),
        call("convolution", CUBE.reshape(2, 1, 3, 4), KERNELS),
        call("convolution dilated", CUBE.reshape(2, 1, 3, 4), KERNELS),
        call("splitAxis", CUBE, ROW),
        call("mergeAxes", CUBE, ROW),
        call("permute", CUBE, ROW),
        call("expand", CUBE, ROW),
        call("squeeze", ROW, ROW),
        call("concat", CUBE, OTHER),
        call("slice", CUBE, ROW),
        call("select", CUBE, ROW),
        call("stack", CUBE, ROW),
        call("oneHot", IDS, ROW),
        call("embedding", OTHER.slice(1), IDS),
        call("logSoftmax", CUBE, ROW),
        call("crossEntropy", CUBE, IDS),
        call("layerNorm", CUBE, ROW.reshape(4)),
        call("gelu", CUBE, ROW),
        call("geluTanh", CUBE, ROW),
        call("gru", OTHER.reshape(4, 4).get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3)), IDS),
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
              case "multiply" -> ops.multiply(a, b);
              case "matmul" -> ops.matmul(a, b);
              case "matmulTransposed" -> ops.matmulTransposed(a, b);
              case "atLeast" -> ops.atLeast(a, b);
              case "scale" -> ops.scale(a, -2.5);
              case "shift" -> ops.shift(a, -2.5);
              case "softmax" -> ops.softmax(a);
              case "cast" -> ops.cast(a, DataType.FLOAT);
              case "positions" -> ops.positions(a, 1);
              case "power" -> ops.power(a, -0.5);
              case "exp" -> ops.exp(a);
              case "log" -> ops.log(a);
              case "erf" -> ops.erf(a);
              case "sin" -> ops.sin(a);
              case "tanh" -> ops.tanh(a);
              case "sigmoid" -> ops.sigmoid(a);
              case "relu" -> ops.relu(a);
              case "sum" -> ops.sum(a, -1);
              case "mean" -> ops.mean(a, 0, -1);
              case "max" -> ops.max(a, 1);
              case "linear" -> ops.linear(a, b, null);
              case "convolution" -> ops.convolution(a, b);
              case "convolution dilated" -> ops.convolution(a, b, 2);
              case "splitAxis" -> ops.splitAxis(a, -1, 2, 2);
              case "mergeAxes" -> ops.mergeAxes(a, 0);
              case "permute" -> ops.permute(a, 2, 0, 1);
              case "expand" -> ops.expand(a, -1);
              case "squeeze" -> ops.squeeze(a, 1);
              case "concat" -> ops.concat(a, b, 1);
              case "slice" -> ops.slice(a, 1, 1, 3);
              case "select" -> ops.select(a, -1, -2);
              case "stack" -> ops.stack(List.of(a, a, a), -1);
              case "oneHot" -> ops.oneHot(a, 3, DataType.FLOAT);
              case "embedding" -> ops.embedding(a, b);
              case "logSoftmax" -> ops.logSoftmax(a);
              case "crossEntropy" -> ops.crossEntropy(a, b);
              case "layerNorm" -> ops.layerNorm(a, b, b, 1e-5);
              case "gelu" -> ops.gelu(a);
              case "geluTanh" -> ops.geluTanh(a);
              case "gru" -> ops.gru(a, ops.scale(a, 2), ops.slice(a, 1, 0, 1));
              case "constant" -> ops.constant(CUBE);
              case "parameter" -> ops.parameter("layer.weight", CUBE);
              default -> throw new AssertionError(name);
            };
          }
        });
  }

  @ParameterizedTest
  @MethodSource("calls")
  void allInterpretersAgree(Call call) {
    INDArray eager = call.body.apply(NdArrayOps.eager(), call.left, call.right);
    TapeOps tape = TapeOps.create();
    Tensor taped = call.body.apply(tape, tensor(tape, call.left), tensor(tape, call.right));
    assertClose(eager, taped.array(), call.name);
    assertEquals(NdArrayOps.eager().shape(eager), tape.shape(taped));
    SameDiffOps graph = SameDiffOps.of(SameDiff.create());
    SDVariable left = variable(graph, "left", call.left);
    SDVariable right = variable(graph, "right", call.right);
    SDVariable built = call.body.apply(graph, left, right);
    assertClose(eager, built.eval(), call.name);
    assertArrayEquals(eager.shape(), graph.shape(built).sizes(), "the shape that it foretold");
    assertEquals(eager.dataType(), graph.shape(built).type(), "the type that it foretold");
  }

  private static Tensor tensor(TapeOps tape, INDArray array) {
    return array.dataType().isFPType() ? tape.variable(array) : tape.constant(array);
  }

  private static SDVariable variable(SameDiffOps ops, String name, INDArray array) {
    SameDiff graph = ops.graph();
    return array.dataType().isFPType() ? graph.var(name, array) : graph.constant(name, array);
  }

  /**
   * Nothing escapes the test above: shape, the checks, fused and observe have tests of their own.
   */
  @Test
  void coversEveryOperation() {
    Set<String> tested = calls().map(call -> call.name.split(" ")[0]).collect(Collectors.toSet());
    tested.addAll(Set.of("shape", "check", "checkWhole", "dropout", "fused", "observe"));
    Set<String> operations =
        Arrays.stream(TensorOps.class.getMethods())
            .map(Method::getName)
            .collect(Collectors.toSet());
    assertEquals(operations, tested);
    assertEquals(48, operations.size());
  }

  /** Sizes that are unknown pass through every reshaping operation. */
  @Test
  void reshapesWhatIsUnknown() {
    SameDiffOps graph = SameDiffOps.of(SameDiff.create());
    SDVariable input = graph.placeholder("input", DataType.DOUBLE, -1, -1, 4); // (B, T, D)
    SDVariable split = graph.splitAxis(input, -1, 2, 2); // (B, T, 2, 2)
    SDVariable heads = graph.permute(split, 0, 2, 1, 3); // (B, 2, T, 2)
    SDVariable back = graph.mergeAxes(graph.permute(heads, 0, 2, 1, 3), -2); // (B, T, 4)
    SDVariable rows = graph.mergeAxes(graph.linear(back, graph.constant(OTHER.slice(0)), null), 0);
    assertEquals("[?, ?, 4]", graph.shape(back).toString());
    assertEquals("[?, 2]", graph.shape(rows).toString());
    INDArray expected = Nd4j.matmul(CUBE.reshape(6, 4), OTHER.slice(0), false, true, false);
    assertClose(expected, graph.output(Map.of("input", CUBE), rows).get(rows.name()), "rows");
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
        Arguments.of("power", ops.power(a, -2), new double[] {1, 0.25, 1 / 9.0, 0.0625}),
        Arguments.of("mean", ops.mean(a, 0, -1), new double[] {2.5}),
        Arguments.of("max", ops.max(a, 0), new double[] {3, 4}),
        Arguments.of("linear", ops.linear(a, b, a.getRow(1)), new double[] {20, 27, 42, 57}),
        Arguments.of("concat", ops.concat(a, b, 1), new double[] {1, 2, 5, 6, 3, 4, 7, 8}),
        Arguments.of("stack", ops.stack(List.of(a, b), -1), new double[] {1, 5, 2, 6, 3, 7, 4, 8}),
        Arguments.of("slice", ops.slice(a, -1, 1, 2), new double[] {2, 4}),
        Arguments.of("select", ops.select(a, 0, -1), new double[] {3, 4}),
        Arguments.of("sum", ops.sum(a, 0), new double[] {4, 6}),
        Arguments.of("permute", ops.permute(a, 1, 0), new double[] {1, 3, 2, 4}),
        // A window with a single 1 at its right edge picks the right neighbour, 0 beyond the edge.
        Arguments.of(
            "convolution",
            ops.convolution(a.reshape(1, 1, 2, 2), PICK_RIGHT),
            new double[] {2, 0, 4, 0}),
        // Dilated, the one two places to the right.
        Arguments.of(
            "convolution",
            ops.convolution(ROW.reshape(1, 1, 1, 4), PICK_RIGHT, 2),
            new double[] {2, 0.5, 0, 0}));
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
            "linear",
            CUBE,
            CUBE.slice(0).permute(1, 0).dup('c'),
            "linear: right axis 1 is 3, expected 4 to match left"),
        Arguments.of(
            "convolution",
            CUBE.reshape(2, 1, 3, 4),
            Nd4j.ones(DataType.DOUBLE, 2, 1, 4, 4),
            "convolution: right axis 2 is 4, expected an odd number to match left"),
        Arguments.of("splitAxis", wide, ROW, "splitAxis: [2, 3, 5] axis 2 is 5, expected 4"),
        Arguments.of(
            "mergeAxes",
            Nd4j.ones(DataType.DOUBLE, 3),
            ROW,
            "mergeAxes: axis is 1, expected an axis of [3]"),
        Arguments.of(
            "permute", ROW.slice(0), ROW, "permute: axis is 2, expected an axis of [1, 4]"),
        Arguments.of(
            "permute",
            CUBE.reshape(2, 1, 3, 4),
            ROW,
            "permute: order is [2, 0, 1], expected every axis of [2, 1, 3, 4] once"),
        Arguments.of("squeeze", CUBE, ROW, "squeeze: [2, 3, 4] axis 1 is 3, expected 1"),
        Arguments.of(
            "slice",
            CUBE.permute(1, 0, 2),
            ROW,
            "slice: [3, 2, 4] axis 1 is sliced from 1 to 3, expected 0 <= from < to <= 2"),
        Arguments.of(
            "select",
            ROW.slice(0).getRow(0).reshape(4, 1),
            ROW,
            "select: index is -2, expected from -1 to 0 on axis 1 of [4, 1]"),
        Arguments.of(
            "embedding", CUBE, IDS, "embedding: right has rank 3, expected 2 to match left"),
        Arguments.of(
            "crossEntropy",
            CUBE.permute(0, 2, 1),
            IDS,
            "crossEntropy: right axis 1 is 3, expected 4 to match left"),
        Arguments.of("concat", CUBE, wide, "concat: right axis 2 is 5, expected 4 to match left"));
  }

  // Arrays are AutoCloseable, and JUnit would close those that the cases share.
  @ParameterizedTest(name = "{3}", autoCloseArguments = false)
  @MethodSource("refusals")
  void refusesWithTheSameWords(String name, INDArray left, INDArray right, String message) {
    Body body = call(name, left, right).body;
    SameDiffOps graph = SameDiffOps.of(SameDiff.create());
    SDVariable a = variable(graph, "left", left);
    SDVariable b = variable(graph, "right", right);
    TapeOps tape = TapeOps.create();
    for (Runnable attempt :
        new Runnable[] {
          () -> body.apply(NdArrayOps.eager(), left, right),
          () -> body.apply(tape, tape.constant(left), tensor(tape, right)),
          () -> body.apply(graph, a, b)
        }) {
      ShapeException refusal = assertThrows(ShapeException.class, attempt::run);
      assertEquals(message, refusal.getMessage().lines().findFirst().get());
    }
  }
}
