package io.github.attention4j.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.train.History.Ending;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/**
 * Trains {@code w} to make {@code (w - batch)^2} small, where every number can be checked by hand.
 */
class TrainerTest {
  private static final double EXACT = 1e-12;

  private final Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1);
  private final INDArray w = parameters.add("w", Nd4j.createFromArray(0.0));

  /** {@code (w - b)^2}; its gradient is {@code 2 (w - b)}. */
  private Tensor squared(TapeOps ops, double b) {
    return ops.power(ops.shift(ops.parameter("w", w), -b), 2);
  }

  private double value() {
    return w.getDouble(0);
  }

  private static <B> List<B> times(int count, B batch) {
    return IntStream.range(0, count).mapToObj(i -> batch).toList();
  }

  /** The example of the class' documentation. */
  @Test
  void findsALine() {
    Parameters two = Parameters.seeded(DataType.DOUBLE, 42);
    Linear line = Linear.create(two, 1, 1, true);
    INDArray x = Nd4j.createFromArray(new double[][] {{0}, {1}, {2}});
    INDArray y = Nd4j.createFromArray(new double[][] {{1}, {3}, {5}});
    Trainer.of(two, new Adam(0.1))
        .steps(300)
        .train(
            List.of(x),
            (ops, batch) ->
                Losses.meanSquaredError(
                    ops, line.apply(ops, ops.constant(batch)), ops.constant(y)));
    assertEquals(2, two.get("weight").getDouble(0), 5e-5);
  }

  @Test
  void stepsAgainstTheGradient() {
    History history = Trainer.of(parameters, new Sgd(0.1)).train(List.of(1.0, 3.0), this::squared);
    // w = 0 + 0.1 * 2 * 1 = 0.2, then 0.2 + 0.1 * 2 * 2.8 = 0.76
    assertEquals(0.76, value(), EXACT);
    assertArrayEquals(new double[] {1, 2.8 * 2.8}, history.losses(), EXACT);
    assertEquals(Ending.COMPLETED, history.ending());
  }

  @Test
  void goesOverTheBatchesOnceAnEpoch() {
    assertEquals(
        6,
        Trainer.of(parameters, new Sgd(0.1))
            .epochs(3)
            .train(List.of(1.0, 2.0), this::squared)
            .steps());
  }

  @Test
  void stepsEndInTheMiddleOfAPass() {
    Trainer trainer = Trainer.of(parameters, new Sgd(0.1)).steps(5);
    assertEquals(5, trainer.train(List.of(1.0, 2.0), this::squared).steps());
    assertEquals(2, trainer.epochs(1).train(List.of(1.0, 2.0), this::squared).steps());
  }

  @Test
  void clipsByTheGlobalNorm() {
    INDArray other = parameters.add("other", Nd4j.createFromArray(0.0, 0.0));
    Trainer.of(parameters, new Sgd(1))
        .clipNorm(1)
        .train(
            List.of(1.0),
            (ops, batch) -> {
              // The gradients are 3 and (4, 0): their norm is 5.
              Tensor first = ops.scale(ops.parameter("w", w), 3);
              Tensor second =
                  ops.multiply(
                      ops.parameter("other", other), ops.constant(Nd4j.createFromArray(4.0, 0.0)));
              return ops.add(
                  first, ops.scale(ops.squeeze(ops.expand(ops.mean(second, 0), 0), 0), 2));
            });
    assertEquals(-3 / 5.0, value(), EXACT);
    assertEquals(-4 / 5.0, other.getDouble(0), EXACT);
  }

  @Test
  void aSmallerGradientIsNotClipped() {
    Trainer.of(parameters, new Sgd(0.1)).clipNorm(100).train(List.of(1.0), this::squared);
    assertEquals(0.2, value(), EXACT);
  }

  @Test
  void takesSchedulesOfNd4j() {
    Sgd halved = new Sgd(new StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 1));
    Trainer trainer = Trainer.of(parameters, halved);
    trainer.train(List.of(1.0), this::squared); // 0.2
    trainer.train(List.of(1.0), this::squared); // goes on: at half the rate
    assertEquals(0.2 + 0.05 * 2 * 0.8, value(), EXACT);
  }

  @Test
  void adamRemembersBetweenTrainings() {
    Trainer trainer = Trainer.of(parameters, new Adam(0.1));
    trainer.train(times(2, 5.0), this::squared);
    trainer.train(times(3, 5.0), this::squared);
    double inTwo = value();
    w.assign(0);
    Trainer.of(parameters, new Adam(0.1)).train(times(5, 5.0), this::squared);
    assertEquals(value(), inTwo);
  }

  @Test
  void measuresEverySoManyStepsAndAfterTheLast() {
    History history =
        Trainer.of(parameters, new Sgd(0.1))
            .metric("w", 2, this::value)
            .train(times(5, 1.0), this::squared);
    assertEquals(
        List.of(2L, 4L, 5L), history.metric("w").stream().map(History.Measurement::step).toList());
    assertEquals(value(), history.last("w"));
    assertEquals(
        "no metric \"v\" was measured; there are [w]",
        assertThrows(IllegalArgumentException.class, () -> history.metric("v")).getMessage());
  }

  @Test
  void stopsAtTheTarget() {
    History history =
        Trainer.of(parameters, new Sgd(0.1))
            .metric("w", 1, this::value)
            .until(step -> step.metric("w") > 0.5)
            .train(times(100, 1.0), this::squared);
    assertEquals(Ending.TARGET_REACHED, history.ending());
    // 1 - 0.8^n > 0.5 from n = 4 on
    assertEquals(4, history.steps());
  }

  @Test
  void tellsListeners() {
    List<TrainingStep> seen = new ArrayList<>();
    List<History> ended = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void step(TrainingStep step) {
            seen.add(step);
          }

          @Override
          public void ended(History history) {
            ended.add(history);
          }
        };
    History history =
        Trainer.of(parameters, new Sgd(0.1))
            .epochs(2)
            .metric("w", 2, this::value)
            .listener(listener)
            .train(List.of(1.0, 1.0, 1.0), this::squared);
    assertEquals(6, seen.size());
    assertEquals(OptionalLong.of(6), seen.get(0).planned());
    assertEquals(1, seen.get(0).number());
    assertTrue(Double.isNaN(seen.get(0).metric("w")));
    assertEquals(seen.get(1).metric("w"), seen.get(2).metric("w"), "the newest stays");
    assertEquals(List.of(history), ended);
  }

  @Test
  void stepsOfWhatCannotBeCountedAreNotPlanned() {
    List<OptionalLong> planned = new ArrayList<>();
    Iterable<Double> uncounted = List.of(1.0, 2.0)::iterator;
    Trainer.of(parameters, new Sgd(0.1))
        .listener(step -> planned.add(step.planned()))
        .train(uncounted, this::squared);
    assertEquals(List.of(OptionalLong.empty(), OptionalLong.empty()), planned);
  }

  @Test
  void anInterruptEndsItAfterTheStep() {
    History history =
        Trainer.of(parameters, new Sgd(0.1))
            .listener(
                step -> {
                  if (step.number() == 3) {
                    Thread.currentThread().interrupt();
                  }
                })
            .train(times(100, 1.0), this::squared);
    assertEquals(3, history.steps());
    assertEquals(Ending.INTERRUPTED, history.ending());
    assertFalse(Thread.interrupted(), "the interrupt is used up");
  }

  @Test
  void aLossThatIsNotFiniteStopsItBeforeTheParametersChange() {
    INDArray idle = parameters.add("idle", Nd4j.createFromArray(1.0));
    TrainingException e =
        assertThrows(
            TrainingException.class,
            () ->
                Trainer.of(parameters, new Sgd(0.1))
                    .train(
                        List.of(1.0, Double.POSITIVE_INFINITY),
                        (ops, batch) -> ops.add(ops.parameter("idle", idle), squared(ops, batch))));
    assertEquals(
        "training: the loss is Infinity at step 2 (at the step before 2.0);"
            + " the first parameter whose gradient is not finite is w",
        e.getMessage());
    assertEquals(Optional.of("w"), e.parameter());
    assertEquals(2, e.step());
    assertEquals(0.2, value(), EXACT, "as after the first step");
    assertEquals(0.9, idle.getDouble(0), EXACT);
  }

  @Test
  void aGradientThatIsNotFiniteStopsItToo() {
    // The root's gradient at 0 is infinite, its value is 0.
    TrainingException e =
        assertThrows(
            TrainingException.class,
            () ->
                Trainer.of(parameters, new Sgd(0.1))
                    .train(List.of(1.0), (ops, batch) -> ops.power(ops.parameter("w", w), 0.5)));
    assertEquals(
        "training: the loss is 0.0 at step 1;"
            + " the first parameter whose gradient is not finite is w",
        e.getMessage());
    assertEquals(0, value());
  }

  @Test
  void aLargeGradientInFloatIsFinite() {
    Parameters floats = Parameters.seeded(DataType.FLOAT, 1);
    INDArray array = floats.add("w", Nd4j.createFromArray(0f));
    Trainer.of(floats, new Sgd(1))
        .clipNorm(1)
        .train(List.of(1e30), (ops, batch) -> ops.scale(ops.parameter("w", array), batch));
    assertEquals(-1, array.getDouble(0), 1e-6);
  }

  @Test
  void whatIsNotGivenIsNotTrained() {
    Parameters frozen = Parameters.seeded(DataType.DOUBLE, 1);
    INDArray other = frozen.add("frozen", Nd4j.createFromArray(1.0));
    Trainer.of(parameters, new Sgd(0.1))
        .train(
            List.of(1.0),
            (ops, batch) -> ops.multiply(squared(ops, batch), ops.parameter("frozen", other)));
    assertEquals(1, other.getDouble(0));
    assertEquals(0.2, value(), EXACT);
  }

  @Test
  void isRepeatable() {
    List<Double> first = losses();
    w.assign(0);
    assertEquals(first, losses());
  }

  private List<Double> losses() {
    Collection<Double> batches =
        Batches.of(IntStream.range(0, 20).mapToObj(i -> i * 0.1).toList(), 3, 7, all -> all.get(0));
    double[] losses =
        Trainer.of(parameters, new Adam(0.1)).epochs(2).train(batches, this::squared).losses();
    return java.util.Arrays.stream(losses).boxed().toList();
  }

  @Test
  void refusesWhatCannotBeTrained() {
    Trainer trainer = Trainer.of(parameters, new Sgd(0.1));
    assertRefused(
        "trainer: there is no batch in epoch 1",
        () -> trainer.train(List.<Double>of(), this::squared));
    assertRefused(
        "trainer: the loss depends on none of the parameters [w]",
        () ->
            trainer.train(
                List.of(1.0), (ops, batch) -> ops.parameter("v", Nd4j.createFromArray(1.0))));
    assertRefused("trainer: epochs is 0, expected 1 or more", () -> trainer.epochs(0));
    assertRefused("trainer: steps is -1, expected 1 or more", () -> trainer.steps(-1));
    assertRefused("trainer: clipNorm is NaN, expected above 0", () -> trainer.clipNorm(Double.NaN));
    assertRefused(
        "trainer: everySteps is 0, expected 1 or more", () -> trainer.metric("w", 0, this::value));
    trainer.metric("w", 1, this::value);
    assertRefused(
        "trainer: there are two metrics named \"w\"", () -> trainer.metric("w", 1, this::value));
  }

  private static void assertRefused(
      String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
