package io.github.attention4j.peers.bench;

import io.github.attention4j.mechanism.Attention;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** What a call on a few numbers costs, (B, H, T, D) = (1, 1, 8, 8), by JMH. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SmallCalls {
  private static final Case SIZE = Case.parse("attention:1,1,8,8");

  private final INDArray query = Nd4jAttention.input(SIZE, 0);
  private final INDArray key = Nd4jAttention.input(SIZE, 1);
  private final INDArray value = Nd4jAttention.input(SIZE, 2);
  private final Attention attention = Attention.scaledDot();
  private final Computation steps = Nd4jAttention.steps(SIZE);

  /** The output alone, by the fused path. */
  @Benchmark
  public INDArray attention4jOutput() {
    return attention.output(query, key, value);
  }

  /** Output and weights, by the definition. */
  @Benchmark
  public INDArray attention4jOutputAndWeights() {
    return attention.attend(query, key, value).output();
  }

  /** The same by hand. */
  @Benchmark
  public void nd4jStepByStep() {
    steps.run();
  }

  /** One of the definition's three or four operations. */
  @Benchmark
  public INDArray nd4jOneMatmul() {
    return Nd4j.matmul(query, key, false, true, false);
  }

  /** The lines of a table. */
  static List<String> table() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(SmallCalls.class.getName())
                    .forks(1)
                    .warmupIterations(2)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(2)
                    .measurementTime(TimeValue.seconds(1))
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    List<String> lines = new ArrayList<>();
    lines.add("one small call, attention:1,1,8,8, by JMH");
    for (RunResult result : results) {
      Statistics times = result.getPrimaryResult().getStatistics();
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-28s %8.1f us %17s",
              result.getPrimaryResult().getLabel(),
              times.getPercentile(50),
              String.format(
                  Locale.ROOT,
                  "%.1f us .. %.1f us",
                  times.getPercentile(25),
                  times.getPercentile(75))));
    }
    return lines;
  }
}
