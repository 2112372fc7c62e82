package io.github.attention4j.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import io.github.attention4j.contract.GoldenCase;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.train.Batch;
import io.github.attention4j.train.Batches;
import io.github.attention4j.train.History;
import io.github.attention4j.train.Trainer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;

/** A transformer encoder learns to read the real digits, and learns as PyTorch's does. */
class DigitsEncoderTest {
  private static final Path DIGITS =
      Path.of("..", "datasets", "src", "main", "resources")
          .resolve(Path.of("io", "github", "attention4j", "datasets", "digits.csv.gz"));

  private static final int PIXELS = 64;
  private static final int TEST = 360;
  private static final double ACCURACY = 0.95;
  private static final double SECONDS = 30;

  /** PyTorch's Adam adds its epsilon elsewhere; that is all that differs. */
  private static final double TOLERANCE = 1e-4;

  @Test
  void learnsToReadDigits() throws IOException {
    List<int[]> rows = new ArrayList<>(digits());
    Collections.shuffle(rows, new Random(0));
    INDArray images = images(rows);
    INDArray labels = labels(rows);
    int train = rows.size() - TEST;
    INDArray testImages = images.get(NDArrayIndex.interval(train, rows.size())).dup();
    int[] testLabels = rows.stream().skip(train).mapToInt(row -> row[PIXELS]).toArray();

    Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
    DigitsEncoder encoder = DigitsEncoder.create(parameters, 2);
    INDArray trainImages = images.get(NDArrayIndex.interval(0, train)).dup();
    INDArray trainLabels = labels.get(NDArrayIndex.interval(0, train)).dup();
    double before = processorSeconds();
    History history =
        Trainer.of(parameters, new Adam(0.005))
            .epochs(60)
            .metric("accuracy", 45, () -> accuracy(encoder, testImages, testLabels))
            .until(step -> step.metric("accuracy") >= ACCURACY)
            .train(Batches.of(trainImages, trainLabels, 32, 1), encoder::loss);
    assertEquals(History.Ending.TARGET_REACHED, history.ending(), history.toString());
    double used = processorSeconds() - before;
    assertTrue(used < SECONDS, used + " s of processor time: " + history);
  }

  @Test
  void learnsAsInPyTorch() {
    GoldenCase golden = GoldenCase.read("encoder_training").get(0);
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1);
    DigitsEncoder encoder =
        DigitsEncoder.create(parameters, Integer.parseInt(golden.options().get("heads")));
    parameters.paths().forEach(path -> parameters.get(path).assign(golden.tensors().get(path)));
    INDArray images = golden.tensors().get("images");
    INDArray labels = golden.tensors().get("labels");
    List<Batch> batches =
        IntStream.range(0, 4)
            .mapToObj(i -> NDArrayIndex.interval(16 * i, 16 * (i + 1)))
            .map(some -> new Batch(images.get(some).dup(), labels.get(some).dup()))
            .toList();
    History history =
        Trainer.of(parameters, new Adam(Double.parseDouble(golden.options().get("rate"))))
            .steps(20)
            .train(batches, encoder::loss);
    double[] expected = golden.tensors().get("losses").toDoubleVector();
    assertArrayEquals(expected, history.losses(), TOLERANCE);
  }

  /** Of all threads; on a machine that does nothing else no less than the time that passes. */
  private static double processorSeconds() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }

  private static double accuracy(DigitsEncoder encoder, INDArray images, int[] labels) {
    INDArray read = encoder.logits(NdArrayOps.eager(), images).argMax(1);
    long right = IntStream.range(0, labels.length).filter(i -> read.getInt(i) == labels[i]).count();
    return right / (double) labels.length;
  }

  private static INDArray images(List<int[]> rows) {
    float[] pixels = new float[rows.size() * PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = rows.get(i / PIXELS)[i % PIXELS] / 16f;
    }
    return Nd4j.createFromArray(pixels).reshape(rows.size(), 8, 8);
  }

  private static INDArray labels(List<int[]> rows) {
    return Nd4j.createFromArray(rows.stream().mapToInt(row -> row[PIXELS]).toArray());
  }

  /** The real digits, read where they lie: the library itself knows no data set. */
  private static List<int[]> digits() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(DIGITS)), StandardCharsets.US_ASCII))) {
      return reader
          .lines()
          .map(line -> Arrays.stream(line.split(",")).mapToInt(Integer::parseInt).toArray())
          .toList();
    }
  }
}
