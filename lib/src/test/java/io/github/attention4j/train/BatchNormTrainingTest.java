package io.github.attention4j.train;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.attention4j.contract.Close;
import io.github.attention4j.contract.GoldenCase;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.vision.Cbam;
import io.github.attention4j.vision.CbamOptions;
import io.github.attention4j.vision.ChannelOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Batch norm under the trainer, as part of CBAM: everything moves as it does in PyTorch. */
class BatchNormTrainingTest {
  private static final int STEPS = 6;

  private final GoldenCase golden = GoldenCase.read("cbam_training").get(0);
  private final double rate = Double.parseDouble(golden.options().get("rate"));
  private Cbam module;

  private Parameters parameters(DataType type) {
    Parameters parameters = Parameters.seeded(type, 1);
    CbamOptions options =
        CbamOptions.withDefaults().withChannel(ChannelOptions.withDefaults().withReduction(2));
    module = Cbam.create(parameters, 4, options);
    paths(parameters)
        .forEach(path -> parameters.get(path).assign(golden.tensors().get(named(path))));
    return parameters;
  }

  private static List<String> paths(Parameters parameters) {
    return Stream.concat(parameters.paths().stream(), parameters.buffers().stream()).toList();
  }

  private static String named(String path) {
    return path.replace("reduce.", "mlp.0.").replace("expand.", "mlp.2.");
  }

  private List<INDArray> batches(DataType type) {
    return Stream.of("input0", "input1")
        .map(name -> golden.tensors().get(name).castTo(type))
        .toList();
  }

  /** The mean squared error to the first channel alone. */
  private static Tensor loss(TapeOps ops, Cbam cbam, INDArray batch) {
    INDArray first = Nd4j.createFromArray(1.0, 0, 0, 0).castTo(batch.dataType());
    INDArray target = batch.mul(first.reshape(1, 4, 1, 1));
    return Losses.meanSquaredError(
        ops, cbam.output(ops, ops.constant(batch)), ops.constant(target));
  }

  @ParameterizedTest
  @EnumSource(names = {"DOUBLE", "FLOAT"})
  void everythingMovesAsInPyTorch(DataType type) {
    assertEquals(STEPS, Integer.parseInt(golden.options().get("steps")));
    Parameters parameters = parameters(type);
    Cbam training = module.training();
    History history =
        Trainer.of(parameters, new Sgd(rate))
            .steps(STEPS)
            .train(batches(type), (ops, batch) -> loss(ops, training, batch));
    INDArray losses = Nd4j.createFromArray(history.losses());
    assertClose(golden.tensors().get("losses"), losses, Close.tolerance(type), "losses");
    assertEquals(2, parameters.buffers().size());
    for (String path : paths(parameters)) {
      assertClose(golden.tensors().get(named(path) + "Trained"), parameters.get(path), path);
      assertFalse(parameters.get(path).isAttached(), path + " lives in the trainer's workspace");
    }
  }

  /** What is measured in between sees the running statistics, and moves none of them. */
  @Test
  void metricsMoveNothing() {
    Parameters parameters = parameters(DataType.DOUBLE);
    Cbam training = module.training();
    List<INDArray> outputs = new ArrayList<>();
    INDArray input = batches(DataType.DOUBLE).get(0);
    Trainer.of(parameters, new Sgd(rate))
        .steps(STEPS)
        .metric(
            "output",
            1,
            () -> {
              outputs.add(module.output(input));
              training.output(input); // eagerly
              return 0;
            })
        .train(batches(DataType.DOUBLE), (ops, batch) -> loss(ops, training, batch));
    for (String path : parameters.buffers()) {
      assertClose(golden.tensors().get(path + "Trained"), parameters.get(path), path);
    }
    assertEquals(outputs.get(STEPS - 1), module.output(input));
  }

  /** The module that is not the training twin keeps its statistics, on a tape, too. */
  @Test
  void withoutTheTwinStatisticsStay() {
    Parameters parameters = parameters(DataType.DOUBLE);
    Map<String, INDArray> start = golden.tensors();
    Trainer.of(parameters, new Sgd(rate))
        .steps(STEPS)
        .train(batches(DataType.DOUBLE), (ops, batch) -> loss(ops, module, batch));
    for (String path : parameters.buffers()) {
      assertClose(start.get(path), parameters.get(path), 0, path);
    }
  }
}
