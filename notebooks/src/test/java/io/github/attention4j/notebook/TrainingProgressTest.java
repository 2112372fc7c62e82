package io.github.attention4j.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.notebook.display.Rendering;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.train.History;
import io.github.attention4j.train.Trainer;
import io.github.attention4j.train.TrainingListener;
import io.github.attention4j.train.TrainingStep;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class TrainingProgressTest {
  private final Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1);
  private final INDArray w = parameters.add("w", Nd4j.createFromArray(0.0));
  private History history;
  private long seconds;

  private Tensor loss(TapeOps ops, double target) {
    return ops.power(ops.shift(ops.parameter("w", w), -target), 2);
  }

  /** A step of this training takes a second; it is interrupted after one of them. */
  private String train(int steps, long interruptedAfter) {
    return Printed.by(
        () ->
            history =
                Trainer.of(parameters, new Sgd(0.1))
                    .metric("w", 2, () -> w.getDouble(0))
                    .listener(TrainingProgress.of("training", () -> 1_000_000_000L * seconds))
                    .listener(pausing(interruptedAfter))
                    .train(Collections.nCopies(steps, 1.0), this::loss));
  }

  private TrainingListener pausing(long interruptedAfter) {
    return (TrainingStep step) -> {
      seconds++;
      if (step.number() == interruptedAfter) {
        Thread.currentThread().interrupt();
      }
    };
  }

  @Test
  void showsStepsTimeLossAndMetrics() {
    String printed = train(4, 0);
    // The clock starts with the first step: the third is the first that sees two seconds.
    String line = "training: step 3 of 4, 1 s left, loss 0.4096, w 0.36";
    assertTrue(printed.startsWith("\r" + line), printed);
    assertTrue(printed.endsWith("\r"), printed);
  }

  @Test
  void aShortTrainingPrintsNothing() {
    assertEquals("", train(2, 0));
  }

  @Test
  void saysThatItWasInterrupted() {
    assertEquals("training: interrupted after step 1\n", train(4, 1));
  }

  @Test
  void aHistoryShowsItselfAsAChart() {
    train(4, 0);
    Rendering rendering = Rendering.of(history);
    assertTrue(rendering.contents().containsKey("image/png"));
    assertTrue(rendering.text().startsWith("training: 4 steps, loss "), rendering.text());
  }
}
