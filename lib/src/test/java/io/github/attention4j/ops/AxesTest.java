package io.github.attention4j.ops;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.contract.Close;
import io.github.attention4j.contract.Interpreter;
import io.github.attention4j.contract.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Every operation that has axes, with every axis, counted from the first and from the last, of
 * tensors of rank 1 to 4, under every interpreter: values and gradients. What is right is worked
 * out here, element by element.
 */
class AxesTest {
  private static final List<String> OPERATIONS =
      List.of(
          "sum",
          "mean",
          "max",
          "positions",
          "splitAxis",
          "mergeAxes",
          "permute",
          "expand",
          "stack",
          "squeeze",
          "slice",
          "select",
          "concat");

  private static final long[] SIZES = {2, 3, 4, 5};

  /** An operation along one axis of a tensor whose sizes differ. */
  private record Along(String operation, int rank, int axis) implements Subject {
    @Override
    public <T> Map<String, T> call(
        TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
      T x = inputs.get("input");
      return Map.of(
          "output",
          switch (operation) {
            case "sum" -> ops.sum(x, axis);
            case "mean" -> ops.mean(x, axis);
            case "max" -> ops.max(x, axis);
            // Positions have no gradient: beside them the input has one.
            case "positions" -> ops.add(ops.positions(x, axis), ops.scale(x, 0));
            case "splitAxis" -> ops.splitAxis(x, axis, SIZES[Math.floorMod(index(), 4)], 2);
            case "mergeAxes" -> ops.mergeAxes(x, axis);
            case "permute" -> ops.permute(x, toTheFront());
            case "expand" -> ops.expand(x, axis);
            case "stack" -> ops.stack(List.of(x, ops.scale(x, 2)), axis);
            case "slice" -> ops.slice(x, axis, 1, 2);
            case "select" -> ops.select(x, axis, 1);
            case "squeeze" -> ops.squeeze(x, axis);
            case "concat" -> ops.concat(x, ops.scale(x, 2), axis);
            default -> throw new AssertionError(operation);
          });
    }

    /** The axis counted from the first. */
    int index() {
      return axis < 0 ? axis + axes(operation, rank) : axis;
    }

    private int[] toTheFront() {
      int[] order = IntStream.range(0, rank).map(i -> i <= index() ? i - 1 : i).toArray();
      order[0] = axis;
      return order;
    }

    INDArray input() {
      long[] sizes = Arrays.copyOf(SIZES, rank);
      if (operation.equals("splitAxis")) {
        sizes[index()] *= 2;
      } else if (operation.equals("squeeze")) {
        sizes[index()] = 1;
      }
      INDArray input = Nd4j.create(DataType.DOUBLE, sizes);
      Random random = new Random(rank);
      for (long i = 0; i < input.length(); i++) {
        input.putScalar(i, random.nextGaussian());
      }
      return input;
    }

    /** The right result, from the definition: elements are (before, n, behind) around the axis. */
    INDArray expected() {
      long[] sizes = input().shape();
      double[] x = Close.elements(input());
      int index = index();
      if (operation.equals("expand")) {
        return Nd4j.createFromArray(x).reshape(joined(sizes, index, index, 1));
      }
      if (operation.equals("stack")) {
        int each = (int) LongStream.of(sizes).skip(index).reduce(1, (a, b) -> a * b);
        double[] both = new double[2 * x.length];
        for (int i = 0; i < both.length; i++) {
          int which = i / each % 2;
          both[i] = (1 + which) * x[i / each / 2 * each + i % each];
        }
        return Nd4j.createFromArray(both).reshape(joined(sizes, index, index, 2));
      }
      int n = (int) sizes[index];
      int behind = (int) LongStream.of(sizes).skip(index + 1).reduce(1, (a, b) -> a * b);
      int before = x.length / n / behind;
      return switch (operation) {
        case "splitAxis" ->
            Nd4j.createFromArray(x).reshape(joined(sizes, index, index + 1, n / 2, 2));
        case "mergeAxes" ->
            Nd4j.createFromArray(x).reshape(joined(sizes, index, index + 2, n * sizes[index + 1]));
        case "squeeze" -> Nd4j.create(x, joined(sizes, index, index + 1), 'c');
        case "permute" -> {
          double[] moved = new double[x.length];
          for (int i = 0; i < x.length; i++) {
            moved[i] = x[((i / behind) % before * n + i / behind / before) * behind + i % behind];
          }
          long[] rest = joined(sizes, index, index + 1);
          yield Nd4j.createFromArray(moved).reshape(joined(rest, 0, 0, n));
        }
        case "slice", "select" -> {
          double[] second = new double[before * behind];
          for (int i = 0; i < second.length; i++) {
            second[i] = x[(i / behind * n + 1) * behind + i % behind];
          }
          long[] kept = operation.equals("slice") ? new long[] {1} : new long[0];
          yield Nd4j.create(second, joined(sizes, index, index + 1, kept), 'c');
        }
        case "concat" -> {
          double[] both = new double[2 * x.length];
          for (int i = 0; i < both.length; i++) {
            int along = i / behind % (2 * n);
            int from = (i / behind / (2 * n) * n + along % n) * behind + i % behind;
            both[i] = (along < n ? 1 : 2) * x[from];
          }
          yield Nd4j.createFromArray(both).reshape(joined(sizes, index, index + 1, 2 * n));
        }
        case "positions" -> {
          double[] positions =
              IntStream.range(0, x.length).mapToDouble(i -> i / behind % n).toArray();
          yield Nd4j.createFromArray(positions).reshape(sizes);
        }
        default -> {
          double[] reduced = new double[before * behind];
          for (int i = 0; i < reduced.length; i++) {
            int first = i / behind * n * behind + i % behind;
            var row = IntStream.range(0, n).mapToDouble(along -> x[first + along * behind]);
            reduced[i] =
                switch (operation) {
                  case "max" -> row.max().getAsDouble();
                  case "mean" -> row.average().getAsDouble();
                  default -> row.sum();
                };
          }
          yield Nd4j.createFromArray(reduced).reshape(joined(sizes, index, index + 1, 1));
        }
      };
    }

    /** Sizes, those of some axes replaced by others. */
    private static long[] joined(long[] sizes, int from, int to, long... between) {
      return LongStream.concat(
              LongStream.concat(Arrays.stream(sizes, 0, from), LongStream.of(between)),
              Arrays.stream(sizes, to, sizes.length))
          .toArray();
    }
  }

  /** How many axes there are to choose from. */
  private static int axes(String operation, int rank) {
    return List.of("expand", "stack").contains(operation) ? rank + 1 : rank;
  }

  /** All axes that there are. */
  static List<Along> all() {
    List<Along> all = new ArrayList<>();
    for (String operation : OPERATIONS) {
      for (int rank = 1; rank <= 4; rank++) {
        int axes = axes(operation, rank);
        for (int axis = -axes; axis < axes; axis++) {
          Along along = new Along(operation, rank, axis);
          boolean last = along.index() == rank - 1; // has no axis behind it to merge with
          if (!(operation.equals("mergeAxes") && last)) {
            all.add(along);
          }
        }
      }
    }
    return all;
  }

  /** All axes, but for squeezing in an open graph, which does not know what is 1. */
  static Stream<Arguments> under(List<Interpreter> interpreters) {
    return all().stream()
        .flatMap(
            along ->
                interpreters.stream()
                    .filter(
                        by -> !along.operation.equals("squeeze") || by != Interpreter.OPEN_GRAPH)
                    .map(by -> Arguments.of(along, by)));
  }

  static Stream<Arguments> values() {
    return under(List.of(Interpreter.values()));
  }

  static Stream<Arguments> gradients() {
    return under(Interpreter.WITH_GRADIENTS);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("values")
  void computesAlongTheAxis(Along along, Interpreter interpreter) {
    Map<String, INDArray> inputs = Map.of("input", along.input());
    INDArray output = interpreter.run(along, inputs, Map.of()).get("output");
    assertClose(along.expected(), output, along.toString());
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("gradients")
  void gradientsAgreeWithDifferences(Along along, Interpreter interpreter) {
    INDArray input = along.input();
    Map<String, INDArray> inputs = Map.of("input", input);
    INDArray output = along.expected();
    INDArray outputGradient = Nd4j.linspace(DataType.DOUBLE, -1, 0.1, output.length());
    outputGradient = outputGradient.reshape(output.shape());
    INDArray gradient =
        interpreter.gradients(along, inputs, Map.of(), outputGradient, "input").get("input");
    INDArray differences = Nd4j.create(DataType.DOUBLE, input.shape());
    double step = 1e-4;
    for (long i = 0; i < input.length(); i++) {
      double x = input.getDouble(i);
      input.putScalar(i, x + step);
      double above = loss(along, inputs, outputGradient);
      input.putScalar(i, x - step);
      differences.putScalar(i, (above - loss(along, inputs, outputGradient)) / (2 * step));
      input.putScalar(i, x);
    }
    assertClose(differences, gradient, Close.CENTRAL_DIFFERENCES, along.toString());
  }

  private static double loss(Along along, Map<String, INDArray> inputs, INDArray outputGradient) {
    INDArray output = Interpreter.EAGER.run(along, inputs, Map.of()).get("output");
    return output.mul(outputGradient).sumNumber().doubleValue();
  }

  /** Ranks 1 to 4 have 20 axes, of which 12 can be merged, and 28 places for a new one. */
  @Test
  void triesEveryAxis() {
    assertEquals(10 * 20 + 12 + 2 * 28, all().size());
  }

  @ParameterizedTest
  @EnumSource
  void refusesAxesThatAreNotThere(Interpreter interpreter) {
    for (String operation : OPERATIONS) {
      int axes = axes(operation, 3);
      for (int axis : new int[] {axes, -axes - 1}) {
        Along beyond = new Along(operation, 3, axis);
        Map<String, INDArray> inputs = Map.of("input", Nd4j.ones(DataType.DOUBLE, 2, 3, 4));
        ShapeException refusal =
            assertThrows(
                ShapeException.class, () -> interpreter.run(beyond, inputs, Map.of()), operation);
        String named = operation.equals("stack") ? "expand" : operation; // which it is made of
        String line = named + ": axis is " + axis + ", expected an axis of [";
        assertEquals(line, refusal.getMessage().substring(0, line.length()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void reducesSeveralAxesOrAll(Interpreter interpreter) {
    Map<String, INDArray> inputs = Map.of("input", new Along("mean", 3, 0).input());
    INDArray x = inputs.get("input");
    for (int[] axes : new int[][] {{0, -1}, {-1, 0}, {-3, 2}, {}, {0, 1, 2}, {-2, -1, -3}}) {
      Subject both =
          new Subject() {
            @Override
            public <T> Map<String, T> call(
                TensorOps<T> ops, Map<String, T> in, Map<String, String> options) {
              T input = in.get("input");
              return Map.of("mean", ops.mean(input, axes), "max", ops.max(input, axes));
            }
          };
      Map<String, INDArray> results = interpreter.run(both, inputs, Map.of());
      long[] sizes = axes.length == 2 ? new long[] {1, 3, 1} : new long[] {1, 1, 1};
      assertArrayEquals(sizes, results.get("mean").shape());
      INDArray rows = x.permute(1, 0, 2).dup('c').reshape(sizes[1], -1); // what becomes one
      assertClose(rows.mean(1).reshape(sizes), results.get("mean"), "mean");
      assertClose(rows.max(1).reshape(sizes), results.get("max"), "max");
    }
    Subject twice =
        new Subject() {
          @Override
          public <T> Map<String, T> call(
              TensorOps<T> ops, Map<String, T> in, Map<String, String> options) {
            return Map.of("output", ops.mean(in.get("input"), 0, -3));
          }
        };
    ShapeException refusal =
        assertThrows(ShapeException.class, () -> interpreter.run(twice, inputs, Map.of()));
    assertEquals("[0, -3]", refusal.actual());
  }
}
