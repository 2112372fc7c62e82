package io.github.attention4j.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.Interpreter;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.random.custom.RandomBernoulli;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * ND4J 1.0.0-M2.1 as it is, where this library works around it or relies on it. A test that fails
 * after an upgrade says which workaround is no longer needed.
 */
class PitfallsTest {

  /** Why softmax subtracts the maximum in DOUBLE. */
  @Test
  void softmaxOfLargeNegativeDoublesIsNan() {
    INDArray row = Nd4j.create(new double[][] {{-1000, -1001}, {-1000, -1001}});
    assertTrue(Double.isNaN(Nd4j.nn().softmax(row, 1).getDouble(0, 0)));
    double floatWeight = Nd4j.nn().softmax(row.castTo(DataType.FLOAT), 1).getDouble(0, 0);
    assertEquals(1 / (1 + Math.exp(-1)), floatWeight, 1e-6);
  }

  /** Why SameDiffOps counts the axes of a sum, a mean and a maximum from the first. */
  @Test
  void graphsReduceANegativeAxisWrongly() {
    INDArray ones = Nd4j.ones(DataType.DOUBLE, 2, 5, 4);
    SDVariable variable = SameDiff.create().var("x", ones);
    assertEquals(40, variable.sum(true, 2).eval().sumNumber().doubleValue());
    assertEquals(24, variable.sum(true, -1).eval().sumNumber().doubleValue());
    assertEquals(40, ones.sum(true, -1).sumNumber().doubleValue());
  }

  /** Why SameDiffOps reduces a matrix along an axis of size 1 as a batch of one. */
  @Test
  void graphsDoNotReduceAColumn() {
    SameDiff graph = SameDiff.create();
    SDVariable sum = graph.placeHolder("x", DataType.DOUBLE, 2, 1).mul(1).sum(true, 1);
    Map<String, INDArray> column = Map.of("x", Nd4j.ones(DataType.DOUBLE, 2, 1));
    assertThrows(NullPointerException.class, () -> graph.output(column, sum.name()));
  }

  /** Why NdArrayOps makes the error function's result itself. */
  @Test
  void theErrorFunctionOverwritesItsArgument() {
    INDArray one = Nd4j.createFromArray(1.0);
    assertSame(one, Nd4j.math().erf(one));
    assertEquals(0.8427, one.getDouble(0), 5e-5);
  }

  /** Why a graph looks rows up by a product with one-hot rows. */
  @Test
  void gathersGradientForgetsRepeatedRows() {
    SameDiff graph = SameDiff.create();
    SDVariable table = graph.var("table", Nd4j.ones(DataType.DOUBLE, 2, 1));
    SDVariable loss = graph.gather(table, graph.constant(Nd4j.createFromArray(1L, 1L)), 0).sum();
    graph.setLossVariables(loss.name());
    Interpreter.buildGradients(graph);
    assertNotEquals(2, graph.calculateGradients(Map.of(), "table").get("table").getDouble(1));
  }

  /** Why SameDiffOps remembers shapes. */
  @Test
  void derivedVariablesHaveNoShape() {
    SameDiff graph = SameDiff.create();
    SDVariable derived = graph.var("x", Nd4j.ones(2, 3)).add(1);
    assertNull(derived.getShape());
  }

  /** Why SameDiffOps checks what is fed. */
  @Test
  void placeholdersAcceptWrongSizes() {
    SameDiff graph = SameDiff.create();
    SDVariable input = graph.placeHolder("input", DataType.FLOAT, -1, 4, 8);
    SDVariable output = input.add(1);
    INDArray wrong = Nd4j.ones(DataType.FLOAT, 2, 4, 7);
    INDArray result = graph.output(Map.of("input", wrong), output.name()).get(output.name());
    assertArrayEquals(new long[] {2, 4, 7}, result.shape());
  }

  /** What TensorOps.parameter promises. */
  @Test
  void variablesShareTheirArraysStorage() {
    SameDiff graph = SameDiff.create();
    INDArray array = Nd4j.ones(2, 3);
    assertSame(array, graph.var("x", array).getArr());
  }

  /** Why signatures ask for one data type. */
  @Test
  void mixedTypesBecomeFloatWithoutAWord() {
    INDArray sum = Nd4j.ones(DataType.FLOAT, 2).add(Nd4j.ones(DataType.DOUBLE, 2));
    assertEquals(DataType.FLOAT, sum.dataType());
  }

  /** Why arrays are compared element by element in the tests. */
  @Test
  void nanIsNotEqualToItself() {
    assertNotEquals(Nd4j.scalar(Double.NaN), Nd4j.scalar(Double.NaN));
  }

  /** Why the contract's gradients are compared with the console muted. */
  @Test
  void buildingGradientsWritesToTheConsole() {
    PrintStream console = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written));
    try {
      SameDiff graph = SameDiff.create();
      SDVariable loss = graph.var("x", Nd4j.ones(2, 3)).mul(2).sum();
      graph.setLossVariables(loss.name());
      graph.calculateGradients(Map.of(), "x");
    } finally {
      System.setOut(console);
    }
    assertTrue(written.toString().contains("differentiated op"), written.toString());
  }

  /** Why products of two matrices that make a single number go by a batch of one. */
  @Test
  void theGradientOfASingleNumbersProductIsWrong() {
    INDArray row = Nd4j.create(new double[][] {{2, 3}});
    INDArray weight = Nd4j.create(new double[][] {{5, 7}});
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.var("x", row);
    SDVariable w = graph.var("w", weight);
    SDVariable loss = graph.mmul(x, w, false, true, false).sum();
    graph.setLossVariables(loss.name());
    Interpreter.buildGradients(graph);
    Map<String, INDArray> gradients = graph.calculateGradients(Map.of(), "x", "w");
    assertNotEquals(List.of(weight, row), List.of(gradients.get("x"), gradients.get("w")));
  }

  /** Why a graph expands by reshaping. */
  @Test
  void expandDimsLeavesASingleNumberAsItIs() {
    SameDiff graph = SameDiff.create();
    SDVariable expanded = graph.expandDims(graph.var("x", Nd4j.ones(DataType.FLOAT, 1, 1)), 0);
    assertArrayEquals(new long[] {1, 1}, expanded.eval().shape());
  }

  /** Why Npz does not leave numpy's files to ND4J: elements in Fortran's order are mixed up. */
  @Test
  void numpyWritingMixesUpElements() throws Exception {
    INDArray array = Nd4j.createFromArray(1.0, 2, 3, 4, 5, 6).reshape(2, 3).dup('f');
    INDArray read = Nd4j.createNpyFromByteArray(Nd4j.toNpyByteArray(array));
    assertNotEquals(array, read);
  }

  /** The same, reading: an array without axes is enough. */
  @Test
  void numpyReadingFailsOnArraysWithoutAxes() {
    File file = new File("src/test/resources/numpy/stored.npz");
    assertThrows(NumberFormatException.class, () -> Nd4j.createFromNpzFile(file));
  }

  /**
   * Why convolutions permute their weights: told to read (outputs, inputs, ..), gradients do not.
   */
  @Test
  void convolutionGradientsReadOneFormatOfWeights() {
    INDArray input = Nd4j.create(DataType.DOUBLE, 1, 3, 5, 5);
    INDArray upstream = Nd4j.create(DataType.DOUBLE, 1, 3, 5, 5);
    for (int channel = 0; channel < 3; channel++) {
      input.slice(0).slice(channel).assign(channel + 1);
      upstream.slice(0).slice(channel).assign(10 * (channel + 1));
    }
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.constant(input);
    SDVariable weight = graph.var("weight", Nd4j.ones(DataType.DOUBLE, 3, 3, 3, 3));
    Conv2DConfig told =
        Conv2DConfig.builder()
            .kH(3)
            .kW(3)
            .paddingMode(PaddingMode.SAME)
            .dataFormat("NCHW")
            .weightsFormat(WeightsFormat.OIYX)
            .build();
    SDVariable wrong = graph.cnn().conv2d(x, weight, told);
    SDVariable right = SameDiffOps.of(graph).convolution(x, weight);
    assertEquals(right.eval(), wrong.eval());
    // The middle of the window from channel 0 to channel 2 meets 25 times 1, 30 is upstream.
    assertEquals(25 * 30, middle(graph, right, upstream));
    assertNotEquals(25 * 30, middle(graph, wrong, upstream));
  }

  /** Why Dilation widens the window: ND4J's own dilated convolution refuses FLOAT. */
  @Test
  void convolutionRefusesToDilate() {
    Conv2DConfig dilated =
        Conv2DConfig.builder()
            .kH(3)
            .kW(3)
            .dH(2)
            .dW(2)
            .paddingMode(PaddingMode.SAME)
            .dataFormat("NCHW")
            .weightsFormat(WeightsFormat.YXIO)
            .build();
    INDArray input = Nd4j.ones(DataType.FLOAT, 1, 2, 6, 6);
    INDArray weight = Nd4j.ones(DataType.FLOAT, 3, 3, 2, 4);
    assertThrows(RuntimeException.class, () -> Nd4j.cnn().conv2d(input, weight, dilated));
  }

  private static double middle(SameDiff graph, SDVariable output, INDArray upstream) {
    SDVariable loss = output.mul(graph.constant(upstream)).sum();
    graph.setLossVariables(loss.name());
    INDArray gradient = graph.calculateGradients(Map.of(), "weight").get("weight");
    return gradient.getDouble(2, 0, 1, 1);
  }

  /** What Pool.MAX promises. */
  @Test
  void theFirstOfEqualMaximaHasTheGradient() {
    SameDiff graph = SameDiff.create();
    INDArray equal = Nd4j.createFromArray(1.0, 3, 3, 2, 5, 5, 5, 5).reshape(2, 2, 2);
    SDVariable loss = graph.var("x", equal).max(true, 1, 2).sum();
    graph.setLossVariables(loss.name());
    INDArray gradient = graph.calculateGradients(Map.of(), "x").get("x");
    INDArray first = Nd4j.createFromArray(0.0, 1, 0, 0, 1, 0, 0, 0).reshape(2, 2, 2);
    assertEquals(first, gradient);
  }

  /** Why axes are counted from the first: -2 ends the JVM here. */
  @Test
  void reductionsOverNegativeAxesAreWrong() {
    INDArray cube = Nd4j.arange(24).castTo(DataType.DOUBLE).reshape(2, 3, 4);
    SDVariable x = SameDiff.create().var("x", cube);
    assertNotEquals(cube.mean(true, 2), x.mean(true, -1).eval());
    assertNotEquals(cube.max(true, 2), x.max(true, -1).eval());
  }

  /** Why axes are given in order. */
  @Test
  void reductionsOverAxesOutOfOrderAreWrong() {
    INDArray cube = Nd4j.arange(24).castTo(DataType.DOUBLE).reshape(2, 3, 4);
    SDVariable x = SameDiff.create().var("x", cube);
    assertEquals(cube.mean(true, 0, 2), x.mean(true, 0, 2).eval());
    assertNotEquals(cube.mean(true, 0, 2), x.mean(true, 2, 0).eval());
  }

  /** Why the maximum alone lets a NaN pass unseen; PyTorch's maximum is NaN. */
  @Test
  void theMaximumIgnoresNan() {
    INDArray row = Nd4j.createFromArray(1, Double.NaN, 3, 2).reshape(1, 4);
    assertEquals(3, row.max(1).getDouble(0));
    assertEquals(3, SameDiff.create().var("x", row).max(1).eval().getDouble(0));
  }

  @Test
  void slicesOfAViewAreEmptyButTheFirst() {
    INDArray view =
        Nd4j.rand(DataType.DOUBLE, 5, 6, 7)
            .get(
                NDArrayIndex.interval(1, 4),
                NDArrayIndex.interval(1, 5),
                NDArrayIndex.interval(1, 6));

    assertArrayEquals(new long[] {4, 5}, view.slice(0).shape());
    assertEquals(0, view.slice(1).rank()); // and of type FLOAT
    assertArrayEquals(new long[] {4, 5}, view.dup().slice(1).shape());
  }

  /** Why a graph sees running statistics that move. */
  @Test
  void constantsShareTheirArraysStorage() {
    SameDiff graph = SameDiff.create();
    INDArray array = Nd4j.ones(DataType.DOUBLE, 2);
    SDVariable twice = graph.constant(array).mul(2);
    assertEquals(2, twice.eval().getDouble(0));
    array.assign(7);
    assertEquals(14, twice.eval().getDouble(0));
  }

  /**
   * Why a graph is fed in row order: it takes the memory of a result that is no longer needed for
   * one of column order, and forgets to say so.
   */
  @Test
  void resultsOfColumnOrderAreMixedUpInAGraph() {
    INDArray array = Nd4j.create(new double[][] {{1, 2, 3}, {4, 5, 6}});
    SameDiff graph = SameDiff.create();
    SDVariable in = graph.placeHolder("in", DataType.DOUBLE, 2, 3);
    SDVariable zero = graph.constant(Nd4j.zeros(DataType.DOUBLE, 2, 3));
    SDVariable zeros = zero;
    for (int i = 0; i < 5; i++) {
      zeros = zeros.add(zero); // leaves memory behind
    }
    String twice = in.add(in.add(zeros)).name();
    assertEquals(array.mul(2), graph.output(Map.of("in", array), twice).get(twice));
    assertNotEquals(array.mul(2), graph.output(Map.of("in", array.dup('f')), twice).get(twice));
  }

  /** Why dropout does not draw its mask by this operation: the same whenever a graph runs. */
  @Test
  void bernoulliDrawsOnceForAGraph() {
    SameDiff graph = SameDiff.create();
    SDVariable sizes = graph.constant(Nd4j.createFromArray(1000L));
    SDVariable drawn = new RandomBernoulli(graph, sizes, 0.5).outputVariable();
    INDArray first = drawn.eval().dup();
    Nd4j.getRandom().setSeed(5);
    assertEquals(first, drawn.eval());
  }

  /** Why there is a LinearDecay: r (1 + t / n) where r (1 - t / n) is meant. */
  @Test
  void polynomialDecayRises() {
    PolySchedule decay = new PolySchedule(ScheduleType.ITERATION, 0.1, 1, 10);
    assertEquals(0.1, decay.valueAt(0, 0), 1e-12);
    assertEquals(0.19, decay.valueAt(9, 0), 1e-12);
    assertEquals(0, decay.valueAt(10, 0));
  }
}
