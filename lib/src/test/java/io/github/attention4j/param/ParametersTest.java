package io.github.attention4j.param;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ParametersTest {
  private final Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);

  @Test
  void keepsArraysByPathInOrder() {
    INDArray weight = Nd4j.ones(DataType.FLOAT, 3, 2);
    assertSame(weight, parameters.add("query.weight", weight));
    parameters.add("query.bias", Nd4j.zeros(DataType.FLOAT, 3));
    assertSame(weight, parameters.get("query.weight"));
    assertEquals(List.of("query.weight", "query.bias"), List.copyOf(parameters.paths()));
    assertEquals(9, parameters.count());
    assertEquals(
        "query.weight [3, 2] FLOAT\nquery.bias [3] FLOAT\n9 numbers", parameters.toString());
  }

  @Test
  void keepsBuffersApartFromWhatIsTrained() {
    Parameters norm = parameters.at("norm");
    norm.add("weight", Nd4j.ones(DataType.FLOAT, 2));
    INDArray mean = Nd4j.zeros(DataType.FLOAT, 2);
    assertSame(mean, norm.addBuffer("running_mean", mean));
    assertSame(mean, parameters.get("norm.running_mean"));
    assertEquals(List.of("norm.weight"), List.copyOf(parameters.paths()));
    assertEquals(List.of("norm.running_mean"), List.copyOf(parameters.buffers()));
    assertEquals(2, parameters.count());
    assertEquals(
        "norm.weight [2] FLOAT\nnorm.running_mean [2] FLOAT, not trained\n2 numbers",
        parameters.toString());
    assertRefused(
        "parameter norm.running_mean exists already", () -> norm.add("running_mean", mean));
    assertRefused("parameter norm.weight exists already", () -> norm.addBuffer("weight", mean));
    assertRefused(
        "no parameter bias; there are norm.weight, norm.running_mean",
        () -> parameters.get("bias"));
  }

  @Test
  void givesAPartItsOwnCorner() {
    Parameters encoder = parameters.at("encoder.0");
    INDArray weight = encoder.create("query.weight", Initializer.XAVIER_UNIFORM, 3, 2);
    assertSame(weight, parameters.get("encoder.0.query.weight"));
    assertSame(weight, encoder.get("query.weight"));
    assertEquals("encoder.0.query.weight", encoder.path("query.weight"));
    assertEquals(parameters.paths(), encoder.paths());
    assertEquals(DataType.FLOAT, weight.dataType());
    INDArray same =
        Parameters.seeded(DataType.FLOAT, 42).create("w", Initializer.XAVIER_UNIFORM, 3, 2);
    assertEquals(weight, same);
    assertRefused(
        "parameters are LONG, expected FLOAT or DOUBLE",
        () -> Parameters.seeded(DataType.INT64, 1));
  }

  private static void assertRefused(String message, Runnable attempt) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, attempt::run).getMessage());
  }

  @Test
  void refusesWhatItCannotKeep() {
    INDArray weight = parameters.add("query.weight", Nd4j.ones(DataType.FLOAT, 2));
    assertRefused(
        "parameter query.weight exists already", () -> parameters.add("query.weight", weight));
    assertRefused(
        "parameter path 'query..weight' is malformed, expected words joined by dots",
        () -> parameters.add("query..weight", weight));
    assertRefused(
        "parameter path 'null' is malformed, expected words joined by dots",
        () -> parameters.add(null, weight));
    assertRefused("parameter bias is null, expected an array", () -> parameters.add("bias", null));
    assertRefused(
        "parameter bias is LONG, expected FLOAT or DOUBLE",
        () -> parameters.add("bias", Nd4j.ones(DataType.INT64, 2)));
    assertRefused(
        "no parameter key.weight; there are query.weight", () -> parameters.get("key.weight"));
  }

  @Test
  void xavierFillsItsIntervalAndRepeatsUnderItsSeed() {
    INDArray weight = Initializer.XAVIER_UNIFORM.create(DataType.DOUBLE, new Random(5), 40, 20);
    double bound = Math.sqrt(6.0 / 60);
    assertTrue(weight.maxNumber().doubleValue() <= bound);
    assertTrue(weight.minNumber().doubleValue() >= -bound);
    assertEquals(bound / Math.sqrt(3), weight.stdNumber().doubleValue(), 0.01);
    INDArray again = Initializer.XAVIER_UNIFORM.create(DataType.FLOAT, new Random(5), 40, 20);
    assertEquals(weight.castTo(DataType.FLOAT), again);
    INDArray convolution =
        Initializer.XAVIER_UNIFORM.create(DataType.DOUBLE, new Random(5), 4, 2, 5, 5);
    assertTrue(convolution.amaxNumber().doubleValue() <= Math.sqrt(6.0 / 150));
    assertTrue(convolution.amaxNumber().doubleValue() > 0.95 * Math.sqrt(6.0 / 150));
  }

  @Test
  void zerosAreZeros() {
    assertEquals(
        Nd4j.zeros(DataType.FLOAT, 7), Initializer.ZEROS.create(DataType.FLOAT, new Random(), 7));
  }

  @Test
  void savesAndLoadsIntoTheSameArrays(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("weights.npz");
    INDArray weight = parameters.at("query").create("weight", Initializer.XAVIER_UNIFORM, 3, 2);
    INDArray variance = parameters.addBuffer("norm.variance", Nd4j.ones(DataType.FLOAT, 4));
    INDArray before = weight.dup();
    parameters.save(file);
    weight.assign(0);
    variance.assign(7);
    parameters.load(file);
    assertEquals(before, weight);
    assertEquals(Nd4j.ones(DataType.FLOAT, 4), variance);
    assertSame(weight, parameters.get("query.weight"));
    assertThrows(FileAlreadyExistsException.class, () -> parameters.save(file));
    parameters.save(file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void refusesFilesThatDoNotFitAndChangesNothing(@TempDir Path folder) throws IOException {
    INDArray bias = parameters.add("bias", Nd4j.ones(DataType.FLOAT, 3));
    parameters.add("weight", Nd4j.ones(DataType.FLOAT, 3, 2));
    INDArray zeros = Nd4j.zeros(DataType.FLOAT, 3);
    INDArray good = Nd4j.zeros(DataType.FLOAT, 3, 2);
    Map<String, Map<String, INDArray>> refused =
        Map.of(
            "weight is missing, expected [3, 2] FLOAT",
            Map.of("bias", zeros),
            "weight is [2, 3] FLOAT, expected [3, 2] FLOAT",
            Map.of("bias", zeros, "weight", Nd4j.zeros(DataType.FLOAT, 2, 3)),
            "weight is [3, 2] DOUBLE, expected [3, 2] FLOAT",
            Map.of("bias", zeros, "weight", good.castTo(DataType.DOUBLE)),
            "scale is none of bias, weight",
            Map.of("bias", zeros, "weight", good, "scale", zeros));
    for (Map.Entry<String, Map<String, INDArray>> entry : refused.entrySet()) {
      Path file = folder.resolve("weights.npz");
      Npz.write(file, entry.getValue(), StandardCopyOption.REPLACE_EXISTING);
      RuntimeException refusal =
          assertThrows(IllegalArgumentException.class, () -> parameters.load(file));
      assertEquals(file + ": array " + entry.getKey(), refusal.getMessage());
      assertEquals(Nd4j.ones(DataType.FLOAT, 3), bias);
    }
  }
}
